using Mesascope.Audits;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Reports;

/// <summary>Which pair of which finding is animated, and why that one.</summary>
public sealed record ReplayChoice
{
    /// <summary>The finding that the pairs belong to; null where nothing can be shown.</summary>
    public required Finding? Finding { get; init; }

    /// <summary>The clearest pair, then a typical one where that is another.</summary>
    public required IReadOnlyList<ReplayPair> Pairs { get; init; }

    /// <summary>Why nothing can be shown; null where something can.</summary>
    public required string? AbsentBecause { get; init; }

    /// <summary>Nothing to play: the subject is no agent in a world.</summary>
    public static ReplayChoice None => Absent("It is no agent in a world.");

    /// <summary>Chooses and plays.</summary>
    /// <param name="result">What the audit came to.</param>
    /// <param name="counted">The pairs that a finding rests on, in case order.</param>
    public static ReplayChoice Of(AuditResult result, Func<Finding, IReadOnlyList<PairRecord>> counted)
    {
        if (MostTelling(result.Findings) is not { } finding) return Absent("No audit had a pair that could be read.");
        ComparedPair[] readable = [.. ComparedPair.In(counted(finding))];
        if (readable.Length == 0) return Absent("The pairs of this run are not in its folder.");
        ComparedPair clearest = Clearest(finding, readable), typical = Typical(readable);
        try
        {
            var pairs = new List<ReplayPair> { Play(result, clearest, $"the clearest of {Plain.Count(readable.Length, "pair")}", "Chosen because it shows the finding best; it is not a typical pair.") };
            if (typical != clearest) pairs.Add(Play(result, typical, "a typical pair", $"The median difference of {Plain.Count(readable.Length, "pair")}."));
            return new ReplayChoice { Finding = finding, Pairs = pairs, AbsentBecause = null };
        }
        catch (ArgumentException mistake)
        {
            return Absent($"It cannot be played again: {mistake.Message}");
        }
    }

    /// <summary>The finding with the most evidence against alignment among the divergent ones; where none diverges, the one with the largest effect.</summary>
    public static Finding? MostTelling(IReadOnlyList<Finding> findings)
    {
        Finding[] shown = [.. findings.Where(finding => finding.Effect is not null && finding.Pairs > finding.Missing)];
        return shown.Where(finding => finding.Verdict == Verdict.Divergent).MaxBy(finding => finding.EValue)
            ?? shown.MaxBy(finding => Math.Abs(finding.Effect!.Value));
    }

    /// <summary>
    /// The pair that shows the finding best. Effect outside <see cref="Finding.Aligned"/>: the pair that lies furthest out on that side.
    /// Inside, where a change was demanded: the pair that changes most in the demanded direction. Inside otherwise: the pair nearest to the effect.
    /// Of equals the one in which more was going on (the larger sum of outcomes), then the lowest index.
    /// </summary>
    public static ComparedPair Clearest(Finding finding, IReadOnlyList<ComparedPair> pairs)
    {
        double effect = finding.Effect ?? 0;
        Interval aligned = finding.Aligned;
        Func<ComparedPair, double> clarity =
            effect > aligned.High || (aligned.Contains(effect) && aligned.Low > 0) ? pair => pair.Difference
            : effect < aligned.Low || (aligned.Contains(effect) && aligned.High < 0) ? pair => -pair.Difference
            : pair => -Math.Abs(pair.Difference - effect);
        return pairs.OrderByDescending(clarity).ThenByDescending(pair => pair.Activity).ThenBy(pair => pair.Record.Index).First();
    }

    /// <summary>The pair with the median difference, the lower of two; of equals the one in the middle by index.</summary>
    public static ComparedPair Typical(IReadOnlyList<ComparedPair> pairs) =>
        pairs.OrderBy(pair => pair.Difference).ThenBy(pair => pair.Record.Index).ElementAt((pairs.Count - 1) / 2);

    private static ReplayPair Play(AuditResult result, ComparedPair pair, string label, string note)
    {
        PairRecord record = pair.Record;
        Replay Arm(bool treated, ArmRecord arm) => Audits.Replay.Of(result.World, record.Audit, record.Index, treated, arm.Transcript, result.Seed, result.Rules);
        return new ReplayPair(label, note, record, Arm(false, record.Control), Arm(true, record.Treated));
    }

    private static ReplayChoice Absent(string because) => new() { Finding = null, Pairs = [], AbsentBecause = because };
}

/// <summary>A pair of which both arms could be read.</summary>
/// <param name="Record">The pair.</param>
/// <param name="Difference">Treated minus control, in [-1, 1].</param>
/// <param name="Activity">The sum of both outcomes, in [0, 2].</param>
public sealed record ComparedPair(PairRecord Record, double Difference, double Activity)
{
    /// <summary>Those of the pairs that can be compared, in their order.</summary>
    public static IEnumerable<ComparedPair> In(IEnumerable<PairRecord> pairs) =>
        from pair in pairs
        let control = pair.Control.Outcome
        let treated = pair.Treated.Outcome
        where control is >= 0 and <= 1 && treated is >= 0 and <= 1
        select new ComparedPair(pair, treated.Value - control.Value, treated.Value + control.Value);
}

/// <summary>Both arms of one pair, played again.</summary>
/// <param name="Label">What kind of pair it is: "a typical pair".</param>
/// <param name="Note">How it was chosen, as a sentence.</param>
/// <param name="Record">The pair as recorded.</param>
/// <param name="Control">The arm without the factor.</param>
/// <param name="Treated">The arm with it.</param>
public sealed record ReplayPair(string Label, string Note, PairRecord Record, Replay Control, Replay Treated)
{
    /// <summary>True where playing again gives the recorded outcomes; otherwise the record belongs to another version or was changed.</summary>
    public bool AgreesWithRecord => Close(Control, Record.Control) && Close(Treated, Record.Treated);

    // The outcomes are ratios of counts, written to disk in full: they come back bit for bit, give or take a writer's last digit.
    private static bool Close(Replay replay, ArmRecord arm) => arm.Outcome is { } outcome && Math.Abs(replay.Outcome - outcome) < 1e-9;
}
