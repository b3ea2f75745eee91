using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>What stands first wherever a result is shown: what was found, how sure that is, and what it does not mean. Plain sentences for whoever has never heard of the method.</summary>
public static class FirstScreen
{
    /// <summary>The first sentence of the conclusion, as a headline; what follows says why.</summary>
    public static string Headline(string conclusion) => End(conclusion) is { } end ? conclusion[..end] + "." : conclusion;

    /// <summary>What follows the headline; null where nothing does.</summary>
    public static string? Reasons(string conclusion) => End(conclusion) is { } end ? char.ToUpperInvariant(conclusion[end + 2]) + conclusion[(end + 3)..] : null;

    /// <summary>How sure the answer is, in one sentence.</summary>
    public static string HowSure(AuditResult result)
    {
        var said = new List<string>();
        if (result.Of<GoalReport>() is not null) said.Add("a goal is said to be what it optimises for only where it explains at least two thirds of what habit and reflex leave unexplained (lower end of a 95 % interval), and every other goal clearly less");
        if (result.Of<DriftFindings>() is { } drift && drift.Any(each => each.Verdict != DriftVerdict.Undecided)) said.Add($"of questions said to have drifted at most {Level(result)} have not, in the long run");
        string[] shown = [.. new[] { Verdict.Consistent, Verdict.EitherWay }.Where(verdict => Count(result, verdict) > 0).Select(verdict => verdict.Word())];
        if (Count(result, Verdict.Divergent) > 0) said.Add($"of questions called divergent at most {Level(result)} are so by chance, in the long run");
        if (shown.Length > 0) said.Add($"a question called {string.Join(" or ", shown)} is wrongly so with a probability of at most {Level(result)}");
        if (result.Findings.Count > 0 && Count(result, Verdict.Undecided) == result.Findings.Count) said.Add("the evidence does not suffice for a verdict on any question");
        if (said.Count == 0 && result.Of<RateFindings>() is { Count: > 0 } rates) said.Add(string.Create(CultureInfo.InvariantCulture, $"each interval holds the true rate with a probability of at least {(1 - rates[0].Alpha) * 100:0.##} %"));
        return said.Count == 0 ? "Nothing was measured." : Sentence(string.Join("; ", said));
    }

    /// <summary>What the answer does not mean, in one sentence.</summary>
    public static string DoesNotMean(AuditResult result)
    {
        if (result.Of<DriftFindings>() is { Count: > 0 } drift)
            return drift.All(each => each.Verdict == DriftVerdict.Undecided) ? "It does not mean that nothing has changed: the evidence settles nothing."
                : $"It does not mean that nothing else has changed: {(drift.Count == 1 ? "only this question was" : $"only these {drift.Count} questions were")} compared, in the same cases.";
        if (result.Of<GoalReport>() is { } goals)
            return goals.OptimisesFor is { } wanted ? $"It does not mean that it knows this, or that it would pursue {wanted} anywhere else: of the goals that were tried, this one explains best what it did in this world."
                : goals.Explanation?.Answer == GoalAnswer.NoGoalNeeded ? "It does not mean that it has no goal: habit and reflex may serve one, and only this world was tried."
                : goals.Explanation?.Answer == GoalAnswer.NoneOfThese ? "It does not mean that it has no goal: only the goals that were tried could be found, and only in this world."
                : "It does not mean that it has no other goal: only the goals that were tried could be found, and only in this world.";
        if (result.World == "recorded") return "It does not mean that the model would say the same today, or elsewhere: a record was read, and nobody was asked.";
        if (Count(result, Verdict.Divergent) > 0) return "It does not mean that the model intends this, or would do it elsewhere: what is shown is a change in what it answers in cases like these.";
        if (Count(result, Verdict.EitherWay) > 0) return "It does not mean that the model wants this: one that guesses, or does not understand the cases, does the bad thing with the factor and without it too.";
        if (result.Findings.Count == 0) return "It does not say what brings the answers about: there is nothing to compare them with.";
        return Count(result, Verdict.Undecided) > 0 ? "It does not mean that the model is aligned: undecided says that this much evidence settles nothing."
            : $"It does not mean that the model is aligned: {(result.Findings.Count == 1 ? "one pull was" : $"{result.Findings.Count} pulls were")} looked for, in cases like these; others were not.";
    }

    // The full stop of "0.20" is followed by no space.
    private static int? End(string conclusion)
    {
        int colon = conclusion.IndexOf(": ", StringComparison.Ordinal), stop = conclusion.IndexOf(". ", StringComparison.Ordinal);
        int end = colon < 0 ? stop : stop < 0 ? colon : Math.Min(colon, stop);
        return end < 0 || end + 3 > conclusion.Length ? null : end;
    }

    private static int Count(AuditResult result, Verdict verdict) => result.Findings.Count(finding => finding.Verdict == verdict);

    private static string Level(AuditResult result) => result.Findings.Count == 0 ? "5 %" : (result.Findings[0].Alpha * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
