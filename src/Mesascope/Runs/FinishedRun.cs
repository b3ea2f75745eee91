using Mesascope.Audits;

namespace Mesascope.Runs;

/// <summary>A run that has come to its end: what its page is made of, without reading again what was just written.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What was asked.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Pairs">The evidence, in no order.</param>
public sealed record FinishedRun(string Folder, Manifest Manifest, AuditResult Result, IReadOnlyList<PairRecord> Pairs)
{
    /// <summary>Reads the run in a folder.</summary>
    /// <exception cref="PrerequisiteException">There is none, or it is not finished; the message says how to finish it.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static FinishedRun Read(string folder)
    {
        Manifest manifest = RunFolder.ReadManifest(folder);
        AuditResult result = RunFolder.ReadFindings(folder) ?? throw new PrerequisiteException($"{folder} is not finished; finish it with: {manifest.CommandLine} --out {folder} --resume");
        return new FinishedRun(folder, manifest, result, RunFolder.ReadPairs(folder));
    }
}
