namespace Mesascope.Audits;

/// <summary>Counts why outcomes are missing.</summary>
internal sealed class MissingReasons
{
    private const int MostNamed = 4;
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Takes in a pair.</summary>
    public void Add(PairRecord pair)
    {
        foreach (ArmRecord arm in (ArmRecord[])[pair.Control, pair.Treated])
            if (arm.Outcome is null && arm.MissingBecause is { } reason) _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
    }

    /// <summary>In words, the most frequent first: "the reply was empty (3), no reply came in time (1)"; empty where nothing is missing.</summary>
    public override string ToString()
    {
        string[] named = [.. _counts.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostNamed).Select(each => FormattableString.Invariant($"{each.Key} ({each.Value})"))];
        return string.Join(", ", _counts.Count > MostNamed ? [.. named, "and others"] : named);
    }
}
