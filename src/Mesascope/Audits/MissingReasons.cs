namespace Mesascope.Audits;

/// <summary>Counts why outcomes are missing.</summary>
internal sealed class MissingReasons
{
    private const int MostNamed = 4, QuotedFrom = 3;
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, string> _unread = []; // the first text that each reason left unread

    /// <summary>Takes in a pair.</summary>
    public void Add(PairRecord pair)
    {
        Add(pair.Control);
        Add(pair.Treated);
    }

    /// <summary>Takes in one arm.</summary>
    public void Add(ArmRecord arm)
    {
        if (arm.Outcome is not null || arm.MissingBecause is not { } reason) return;
        _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
        if (arm.Unread is { } unread) _unread.TryAdd(reason, unread);
    }

    /// <summary>In words, the most frequent first, and a text that was not read where there are several: <c>the reply named no single letter (37, such as "It may be either."), no reply came in time (1)</c>; empty where nothing is missing.</summary>
    public override string ToString()
    {
        KeyValuePair<string, int>[] frequent = [.. _counts.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostNamed)];
        string? quoted = frequent.Where(each => each.Value >= QuotedFrom && _unread.ContainsKey(each.Key)).Select(each => each.Key).FirstOrDefault();
        string[] named = [.. frequent.Select(each => FormattableString.Invariant($"{each.Key} ({each.Value}{(each.Key == quoted ? $", such as \"{_unread[each.Key]}\"" : "")})"))];
        return string.Join(", ", _counts.Count > MostNamed ? [.. named, "and others"] : named);
    }
}
