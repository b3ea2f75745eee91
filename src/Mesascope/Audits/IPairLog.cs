namespace Mesascope.Audits;

/// <summary>Where finished pairs are kept: in memory, or in a run folder that outlives the process. Safe to call from any thread.</summary>
public interface IPairLog
{
    /// <summary>The pair, where it is already there; null where it must be run.</summary>
    PairRecord? Find(string audit, int index);

    /// <summary>Keeps one more pair. Once it returns, a killed process no longer loses it.</summary>
    void Append(PairRecord pair);
}

/// <summary>Pairs kept in memory for as long as somebody holds on to this.</summary>
public sealed class PairMemory : IPairLog
{
    private readonly Dictionary<(string, int), PairRecord> _pairs = [];
    private readonly Lock _appending = new();

    /// <summary>All pairs, in the order in which they came.</summary>
    public IReadOnlyCollection<PairRecord> Pairs => _pairs.Values;

    /// <inheritdoc/>
    public PairRecord? Find(string audit, int index)
    {
        lock (_appending) return _pairs.GetValueOrDefault((audit, index));
    }

    /// <inheritdoc/>
    public void Append(PairRecord pair)
    {
        lock (_appending) _pairs.Add((pair.Audit, pair.Index), pair);
    }
}
