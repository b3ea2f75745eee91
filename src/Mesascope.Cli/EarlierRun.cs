using System.Security.Cryptography;
using System.Text;
using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Cli;

/// <summary>A run that lies in a folder and that another is compared with.</summary>
/// <param name="Path">Its folder, as it was typed.</param>
/// <param name="Manifest">What it was asked to do.</param>
/// <param name="Pairs">Its pairs.</param>
internal sealed record EarlierRun(string Path, Manifest Manifest, IReadOnlyList<PairRecord> Pairs)
{
    /// <summary>The settings that two runs must share, or the difference between them is that of the settings.</summary>
    private static readonly string[] Shared = ["temperature", "topP", "maxTokens", "logProbabilities", "rules"];

    /// <summary>Tells it from any other run.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Pairs.OrderBy(pair => pair.Audit, StringComparer.Ordinal).ThenBy(pair => pair.Index).Select(pair => $"{pair.Audit} {pair.Index} {pair.Control.Outcome:R} {pair.Treated.Outcome:R}")))));

    /// <summary>Which of its replies came with the probabilities of their tokens; null where it did not count them.</summary>
    public ReceivedProbabilities? Probabilities { get; init; }

    /// <summary>Reads the run, finished or not.</summary>
    /// <exception cref="PrerequisiteException">There is none.</exception>
    public static EarlierRun Read(string path) => new(path, RunFolder.ReadManifest(path), RunFolder.ReadPairs(path))
    {
        Probabilities = RunUsage.Read(path) is { TextReplies: { } replies, WithProbabilities: { } with } ? new ReceivedProbabilities(with, replies) : null,
    };

    /// <summary>Refuses to compare with a run of other cases or other sampling.</summary>
    /// <exception cref="ArgumentException">One line says what differs.</exception>
    public void RefuseUnlike(Manifest other)
    {
        if (Manifest.Kind != "audit" || other.Kind != "audit") throw new ArgumentException($"{Path} holds no audit but a run of kind {Manifest.Kind}.");
        if (Manifest.World != other.World) throw new ArgumentException($"{Path} is an audit in {Manifest.World}, not in {other.World}; only runs of the same cases can be compared.");
        if (Manifest.Version != other.Version) throw new ArgumentException($"{Path} was made by version {Manifest.Version}, whose cases may be others; this is {other.Version}. Make it again with this version.");
        if (Manifest.Seed != other.Seed) throw new ArgumentException($"{Path} has seed {Manifest.Seed}, not {other.Seed}; only runs of the same cases can be compared.");
        foreach (string name in Shared)
            if (Value(Manifest, name) is var was && Value(other, name) is var now && was != now)
                throw new ArgumentException($"{Path} was made with {name} {was}, not {now}: a difference could be that of the sampling. Make both runs alike.");
    }

    /// <summary>Refuses to compare with a run that stopped before anything could be shown unchanged.</summary>
    /// <remarks>One whose number of pairs was fixed is taken as it is: the comparison may then be undecided, and says so.</remarks>
    /// <param name="later">What is about to be asked.</param>
    /// <exception cref="ArgumentException">One line says which audit has too few pairs, and how to make a run that has enough.</exception>
    public void RefuseTooShort(Manifest later)
    {
        if (!Manifest.EarlyStop) return;
        int fewest = StoppingRule.FewestPairs(later.Alpha, later.Margin);
        foreach (string audit in later.Audits)
            if (Drift.InCaseOrder(Pairs, audit).Count is var pairs && pairs < fewest)
                throw new ArgumentException($"{Path} has {pairs} pairs of {audit}, and at least {fewest} are needed to show that nothing changed. Make one to compare with: mesascope audit {Manifest.Subject} --reference --out DIR");
    }

    /// <summary>Refuses to compare with a finished run that was read in another way.</summary>
    /// <exception cref="ArgumentException">One line says what differs.</exception>
    public void RefuseReadOtherwise(EarlierRun other)
    {
        if (Probabilities is { } was && other.Probabilities is { } now && was.Replies > 0 && now.Replies > 0 && was.Has != now.Has)
            throw new ArgumentException($"{(was.Has ? Path : other.Path)} was read from probabilities of tokens, and {(was.Has ? other.Path : Path)} from letters, since its server gave none: what differs could be the reading. Make both with --no-logprobs.");
    }

    private static string Value(Manifest manifest, string name) => manifest.Settings?.GetValueOrDefault(name) ?? "none";
}
