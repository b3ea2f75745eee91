using Mesascope.Audits;

namespace Mesascope.Runs;

/// <summary><c>pairs.jsonl</c>: the pairs of an audit, kept in its run.</summary>
public sealed class PairLog : IPairLog, IDisposable
{
    private const string FileName = "pairs.jsonl";
    private static readonly JournalOf<(string, int), PairRecord> Lines = new("a pair", pair => (pair.Audit, pair.Index))
    {
        Check = pair => pair.Index < 0 || !InRange(pair.Control.Outcome) || !InRange(pair.Treated.Outcome) ? "a number is out of range" : null,
    };

    private readonly Journal<(string, int), PairRecord> _pairs;

    private PairLog(Journal<(string, int), PairRecord> pairs) => _pairs = pairs;

    /// <summary>Opens the pairs of a run folder, or begins them.</summary>
    /// <exception cref="PrerequisiteException">They cannot be opened, or another process writes them.</exception>
    /// <exception cref="InvalidDataException">A whole line is damaged; the message says which.</exception>
    public static PairLog Open(string folder) => new(Journal<(string, int), PairRecord>.Open(Path.Combine(folder, FileName), Lines));

    /// <summary>Reads the pairs of a run, finished or not, in the order in which they were kept; it may be written meanwhile.</summary>
    /// <exception cref="PrerequisiteException">There are none.</exception>
    /// <exception cref="InvalidDataException">A whole line is damaged; the message says which.</exception>
    public static IReadOnlyList<PairRecord> Read(string folder) => JournalReader<(string, int), PairRecord>.ReadAll(Path.Combine(folder, FileName), Lines);

    /// <summary>Every pair that is kept so far, in the order in which they were kept.</summary>
    public IReadOnlyList<PairRecord> All => _pairs.All;

    /// <inheritdoc/>
    public PairRecord? Find(string audit, int index) => _pairs.Find((audit, index));

    /// <inheritdoc/>
    public void Append(PairRecord pair) => _pairs.Append(pair);

    /// <inheritdoc/>
    public void Dispose() => _pairs.Dispose();

    private static bool InRange(double? outcome) => outcome is null or (>= 0 and <= 1);
}
