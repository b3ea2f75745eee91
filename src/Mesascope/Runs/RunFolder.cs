using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;

namespace Mesascope.Runs;

/// <summary>The record of one run on disk: manifest, pairs, findings, report. A killed run is finished by opening it again with <c>resume</c>.</summary>
public sealed class RunFolder : IDisposable
{
    private const string ManifestFile = "manifest.json", PairsFile = "pairs.jsonl", FindingsFile = "findings.json", ReportFile = "report.html";

    private RunFolder(string path, Manifest manifest, PairFile pairs) => (Path, Manifest, Pairs) = (path, manifest, pairs);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What was asked, as the run was begun.</summary>
    public Manifest Manifest { get; }

    /// <summary>The pairs so far.</summary>
    public PairFile Pairs { get; }

    /// <summary>Where the report of the run in a folder lies, or will.</summary>
    public static string ReportPath(string path) => System.IO.Path.Combine(path, ReportFile);

    /// <summary>Begins a run here, or goes on with the one that is here.</summary>
    /// <param name="path">Created where it is absent. Without <paramref name="resume"/> it must be empty.</param>
    /// <param name="manifest">What is to be done. A resumed run must have been asked the same.</param>
    /// <param name="resume">Go on where a run stands; begin where there is none.</param>
    /// <exception cref="ArgumentException">The folder holds something else; nothing in it was touched.</exception>
    /// <exception cref="PrerequisiteException">The folder cannot be written.</exception>
    /// <exception cref="InvalidDataException">The run that lies there is damaged, or of another version.</exception>
    public static RunFolder Open(string path, Manifest manifest, bool resume)
    {
        Disk.CreateFolder(path);
        string manifestPath = System.IO.Path.Combine(path, ManifestFile);
        if (File.Exists(manifestPath))
        {
            if (!resume) throw new ArgumentException($"{path} already holds a run; name another folder with --out, or finish that one with --resume.");
            Manifest begun = ReadManifest(path);
            RefuseOtherRun(begun, manifest, path);
            manifest = begun;
        }
        else
        {
            RefuseForeignFiles(path);
            Disk.Replace(manifestPath, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, RunJson.File) + "\n"));
        }
        return new RunFolder(path, manifest, PairFile.Open(System.IO.Path.Combine(path, PairsFile)));
    }

    /// <summary>Reads the manifest of a run.</summary>
    /// <exception cref="PrerequisiteException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static Manifest ReadManifest(string path)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        if (!File.Exists(file)) throw new PrerequisiteException($"{path} holds no run: there is no {ManifestFile} in it.");
        JsonObject json = ReadObject(file);
        int format = json["format"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (format != Manifest.CurrentFormat)
            throw new InvalidDataException($"{file} is of format {format}; this version reads format {Manifest.CurrentFormat}. Read it with the version that wrote it ({json["version"]?.ToString() ?? "unknown"}).");
        return Damaged(file, () => json.Deserialize<Manifest>(RunJson.File)!);
    }

    /// <summary>Reads the pairs of a run, finished or not, in the order in which they were kept.</summary>
    public static IReadOnlyList<PairRecord> ReadPairs(string path) => PairFile.Read(System.IO.Path.Combine(path, PairsFile));

    /// <summary>Reads the findings of a run; null where it is not finished.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static AuditResult? ReadFindings(string path)
    {
        string file = System.IO.Path.Combine(path, FindingsFile);
        return File.Exists(file) ? Damaged(file, () => RunJson.FromJson(ReadObject(file))) : null;
    }

    /// <summary>Writes the findings. A run that has them is finished.</summary>
    public void Finish(AuditResult result) =>
        Disk.Replace(System.IO.Path.Combine(Path, FindingsFile), Encoding.UTF8.GetBytes(RunJson.ToJson(result, ReportFile).ToJsonString(RunJson.File) + "\n"));

    /// <inheritdoc/>
    public void Dispose() => Pairs.Dispose();

    /// <summary>Refuses a folder that holds anything but the beginning of a run.</summary>
    internal static void RefuseForeignFiles(string path)
    {
        // A run killed before its manifest was whole leaves at most the manifest's neighbour.
        string? foreign = Disk.Try(path, () => Directory.EnumerateFileSystemEntries(path).Select(System.IO.Path.GetFileName).FirstOrDefault(name => name != ManifestFile + ".partial"));
        if (foreign is not null) throw new ArgumentException($"{path} is not empty and holds no run (there is \"{foreign}\" in it); name another folder with --out.");
    }

    // When it was begun and how the command was spelt may differ; what was asked may not.
    private static void RefuseOtherRun(Manifest there, Manifest asked, string path)
    {
        (string What, object There, object Asked)[] questions =
        [
            ("kind", there.Kind, asked.Kind), ("version", there.Version, asked.Version), ("subject", there.Subject, asked.Subject), ("world", there.World, asked.World),
            ("seed", there.Seed, asked.Seed), ("audits", string.Join(",", there.Audits), string.Join(",", asked.Audits)), ("alpha", there.Alpha, asked.Alpha),
            ("margin", there.Margin, asked.Margin), ("budget", there.Budget, asked.Budget), ("early stop", there.EarlyStop, asked.EarlyStop),
            .. Settings(there, asked),
            ("subject's weights", there.SubjectDigest, asked.SubjectDigest),
        ];
        foreach ((string what, object was, object now) in questions)
            if (!was.Equals(now)) throw new ArgumentException(FormattableString.Invariant($"{path} holds a run with another {what} ({was}, not {now}); resume it as it was begun, or name another folder with --out."));
    }

    private static IEnumerable<(string What, object There, object Asked)> Settings(Manifest there, Manifest asked) =>
        from name in (there.Settings ?? new Dictionary<string, string>()).Keys.Union((asked.Settings ?? new Dictionary<string, string>()).Keys)
        select (name, (object)(there.Settings?.GetValueOrDefault(name) ?? "none"), (object)(asked.Settings?.GetValueOrDefault(name) ?? "none"));

    private static JsonObject ReadObject(string file) => Damaged(file, () => JsonNode.Parse(Disk.Try(file, () => File.ReadAllText(file))) as JsonObject ?? throw new JsonException("it is not an object"));

    /// <summary>Reads, and says of what cannot be read that the file is damaged.</summary>
    internal static T Damaged<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file} is damaged: {problem.Message}", problem);
        }
    }
}
