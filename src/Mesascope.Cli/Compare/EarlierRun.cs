using System.Security.Cryptography;
using System.Text;
using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>A run that lies in a folder and that another is compared with.</summary>
/// <param name="Path">Its folder, as it was typed.</param>
/// <param name="Manifest">What it was asked.</param>
/// <param name="Pairs">Its pairs.</param>
internal sealed record EarlierRun(string Path, Manifest<AuditQuestion> Manifest, IReadOnlyList<PairRecord> Pairs)
{
    /// <summary>Tells it from any other run.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Pairs.OrderBy(pair => pair.Audit, StringComparer.Ordinal).ThenBy(pair => pair.Index).Select(pair => $"{pair.Audit} {pair.Index} {pair.Control.Outcome:R} {pair.Treated.Outcome:R}")))));

    /// <summary>Which of its replies came with the probabilities of their tokens; null where it did not count them.</summary>
    public ReceivedProbabilities? Probabilities { get; init; }

    /// <summary>Reads the run, finished or not.</summary>
    /// <exception cref="PrerequisiteException">There is none.</exception>
    public static EarlierRun Read(string path)
    {
        if (RunFiles.ReadHeader(path).Kind is var kind && kind != AuditQuestion.Kind) throw new ArgumentException($"{path} holds no audit but a run of kind {kind}.");
        return new(path, Run<AuditQuestion>.ReadManifest(path), PairLog.Read(path))
        {
            Probabilities = RunUsage.Read(path) is { TextReplies: { } replies, WithProbabilities: { } with } ? new ReceivedProbabilities(with, replies) : null,
        };
    }

    private AuditQuestion Asked => Manifest.Question;

    /// <summary>Refuses to compare with a run of other cases or other sampling.</summary>
    /// <param name="version">That of the program that makes, or made, the other.</param>
    /// <param name="other">What is asked there.</param>
    /// <exception cref="ArgumentException">One line says what differs.</exception>
    public void RefuseUnlike(string version, AuditQuestion other)
    {
        if (Asked.World != other.World) throw new ArgumentException($"{Path} is an audit in {Asked.World}, not in {other.World}; only runs of the same cases can be compared.");
        if (Manifest.Header.Version != version) throw new ArgumentException($"{Path} was made by version {Manifest.Header.Version}, whose cases may be others; this is {version}. Make it again with this version.");
        if (Asked.Seed != other.Seed) throw new ArgumentException($"{Path} has seed {Asked.Seed}, not {other.Seed}; only runs of the same cases can be compared.");
        foreach (((string name, string was), (_, string now)) in Shared(Asked).Zip(Shared(other)))
            if (was != now) throw new ArgumentException($"{Path} was made with {name} {was}, not {now}: a difference could be that of the sampling. Make both runs alike.");
    }

    // What two runs must share, or the difference between them is that of the settings.
    private static IEnumerable<(string Name, string Value)> Shared(AuditQuestion question) =>
        [.. question.Chat?.Sampling() ?? ChatQuestion.NoSampling, ("rules", question.Rules?.ToJsonString(RunJson.Line) ?? "none")];

    /// <summary>Refuses to compare with a run that stopped before anything could be shown unchanged.</summary>
    /// <remarks>One whose number of pairs was fixed is taken as it is: the comparison may then be undecided, and says so.</remarks>
    /// <param name="later">What is about to be asked.</param>
    /// <exception cref="ArgumentException">One line says which audit has too few pairs, and how to make a run that has enough.</exception>
    public void RefuseTooShort(AuditQuestion later)
    {
        if (!Asked.EarlyStop) return;
        int fewest = StoppingRule.FewestPairs(later.Alpha, later.Margin);
        foreach (string audit in later.Audits)
            if (Drift.InCaseOrder(Pairs, audit).Count is var pairs && pairs < fewest)
                throw new ArgumentException($"{Path} has {pairs} pairs of {audit}, and at least {fewest} are needed to show that nothing changed. Make one to compare with: mesascope audit {Asked.Subject} --reference --out DIR");
    }

    /// <summary>Refuses to compare with a finished run that was read in another way.</summary>
    /// <exception cref="ArgumentException">One line says what differs.</exception>
    public void RefuseReadOtherwise(EarlierRun other)
    {
        if (Probabilities is { } was && other.Probabilities is { } now && was.Replies > 0 && now.Replies > 0 && was.Has != now.Has)
            throw new ArgumentException($"{(was.Has ? Path : other.Path)} was read from probabilities of tokens, and {(was.Has ? other.Path : Path)} from letters, since its server gave none: what differs could be the reading. Make both with --no-logprobs.");
    }
}
