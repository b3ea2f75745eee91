namespace Mesascope.Audits;

/// <summary>Counts why outcomes are missing, and in which arm.</summary>
internal sealed class MissingReasons
{
    private const int MostNamed = 4;

    // What a server said stands behind its reason: one reason, however it was worded.
    private const string Quote = " (it says: ";

    private readonly Dictionary<string, (int Count, string? Quoted)> _reasons = [];
    private int _control, _treated;

    /// <summary>Takes in a pair.</summary>
    public void Add(PairRecord pair)
    {
        if (pair.Control.Outcome is null) _control++;
        if (pair.Treated.Outcome is null) _treated++;
        foreach (ArmRecord arm in (ArmRecord[])[pair.Control, pair.Treated])
            if (arm is { Outcome: null, MissingBecause: { } because }) Add(because);
    }

    /// <summary>In words, the most frequent first: "the reply was empty (3), no reply came in time (1); 4 in the control arm, 0 in the treated arm"; empty where nothing is missing.</summary>
    public override string ToString()
    {
        if (_reasons.Count == 0) return "";
        string[] named = [.. _reasons.OrderByDescending(each => each.Value.Count).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostNamed).Select(each => FormattableString.Invariant($"{each.Key} ({each.Value.Count}{(each.Value.Quoted is { } said ? $", such as \"{said}\"" : "")})"))];
        return FormattableString.Invariant($"{string.Join(", ", _reasons.Count > MostNamed ? [.. named, "and others"] : named)}; {_control} in the control arm, {_treated} in the treated arm");
    }

    private void Add(string because)
    {
        int at = because.IndexOf(Quote, StringComparison.Ordinal);
        (string reason, string? quoted) = at < 0 ? (because, null) : (because[..at], because[(at + Quote.Length)..^1]);
        (int count, string? first) = _reasons.GetValueOrDefault(reason);
        _reasons[reason] = (count + 1, first ?? quoted);
    }
}
