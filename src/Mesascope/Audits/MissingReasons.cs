namespace Mesascope.Audits;

/// <summary>Counts why outcomes are missing, and in which arm.</summary>
internal sealed class MissingReasons
{
    private const int MostNamed = 4, QuotedFrom = 3;

    // What a server said stands behind its reason: one reason, however it was worded.
    private const string Quote = " (it says: ";

    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, string> _said = [], _unread = []; // the first of each reason: a server's words, a text that was not read
    private int _control, _treated;

    /// <summary>How many are missing in each arm.</summary>
    public string PerArm => FormattableString.Invariant($"{_control} in the control arm, {_treated} in the treated arm");

    /// <summary>Takes in a pair.</summary>
    public void Add(PairRecord pair)
    {
        if (pair.Control.Outcome is null) _control++;
        if (pair.Treated.Outcome is null) _treated++;
        Add(pair.Control);
        Add(pair.Treated);
    }

    /// <summary>Takes in one arm.</summary>
    public void Add(ArmRecord arm)
    {
        if (arm.Outcome is not null || arm.MissingBecause is not { } because) return;
        int at = because.IndexOf(Quote, StringComparison.Ordinal);
        string reason = at < 0 ? because : because[..at];
        _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
        if (at >= 0) _said.TryAdd(reason, because[(at + Quote.Length)..^1]);
        if (arm.Unread is { } unread) _unread.TryAdd(reason, unread);
    }

    /// <summary>In words, the most frequent first, with what the server said, and a text that was not read where there are several: <c>the reply named no single letter (37, such as "It may be either."), no reply came in time (1)</c>; empty where nothing is missing.</summary>
    public override string ToString()
    {
        KeyValuePair<string, int>[] frequent = [.. _counts.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostNamed)];
        string? unread = frequent.Where(each => each.Value >= QuotedFrom && _unread.ContainsKey(each.Key)).Select(each => each.Key).FirstOrDefault();
        string[] named = [.. frequent.Select(each => FormattableString.Invariant($"{each.Key} ({each.Value}{Such(each.Key)})"))];
        return string.Join(", ", _counts.Count > MostNamed ? [.. named, "and others"] : named);

        string Such(string reason) => (_said.GetValueOrDefault(reason) ?? (reason == unread ? _unread[reason] : null)) is { } words ? $", such as \"{words}\"" : "";
    }
}
