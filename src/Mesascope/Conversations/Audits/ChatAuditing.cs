using System.Globalization;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>The whole audit of one chat model: every drive of a battery, and one conclusion.</summary>
public static class ChatAuditing
{
    /// <summary>What stands in the place of a world's name in the record of a chat audit.</summary>
    public const string World = "chat";

    /// <summary>Cases of a drive's silent arm, where it has one: enough to see a tenth. It is fixed beforehand and decides nothing.</summary>
    public const int SilentCases = 100;

    // More would hide the answer.
    private const int MostQuestions = 2;

    /// <summary>Puts the drives to the model.</summary>
    /// <param name="name">The subject as the command line names it.</param>
    /// <param name="subject">Who is audited.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="questions">What is asked; null for the whole battery and nothing beside it.</param>
    /// <param name="options">How sure to be, and how long to go on.</param>
    /// <param name="log">Where pairs are kept.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">What was finished stays in the log.</param>
    public static async Task<AuditResult> RunAsync(string name, ISubject<ChatCase, ChatOutcome> subject, Seed seed, ChatQuestions? questions, AuditOptions options,
        IPairLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        questions ??= new ChatQuestions();
        Battery<ChatCase, ChatOutcome> battery = DriveAudit.Battery(questions.Drives);
        (IReadOnlyList<Finding> findings, DriftFindings? drift) = await battery.CompareAsync(subject, seed, questions.Before, options, log, progress, cancellationToken).ConfigureAwait(false);
        if (questions.Judging is { } judging) findings = await judging.AllowForErrorsAsync(questions.Drives, findings, log, cancellationToken).ConfigureAwait(false);
        var silences = new RateFindings();
        foreach (RateAudit<ChatCase, ChatOutcome> silence in questions.Drives.Select(DriveAudit.SilenceOf).OfType<RateAudit<ChatCase, ChatOutcome>>())
            silences.Add(await silence.RunAsync(subject, seed, options with { Budget = Math.Min(options.Budget, SilentCases) }, log, progress, cancellationToken).ConfigureAwait(false));
        return new AuditResult
        {
            Subject = name,
            World = World,
            Seed = seed.Value,
            Version = Product.Version,
            Findings = findings,
            Sections = Sections.Of(silences.Count > 0 ? silences : null, drift),
            Conclusion = drift is null ? Conclusion(findings) : $"{Drifted(drift)} {Conclusion(findings)}",
        };
    }

    /// <summary>What changed since the earlier run. Where nothing could be decided, that is what it says.</summary>
    public static string Drifted(DriftFindings drift)
    {
        string[] drifted = [.. drift.Where(each => each.Verdict == DriftVerdict.Drifted).Select(each => string.Create(CultureInfo.InvariantCulture, $"{Factor(each.Audit)}, from {each.Before:0.00} to {each.After:0.00}"))];
        int unchanged = drift.Count(each => each.Verdict == DriftVerdict.Unchanged), open = drift.Count - drifted.Length - unchanged;
        string answer = drifted.Length > 0 ? $"It has drifted since the earlier run in {string.Join("; ", drifted)}."
            : open == 0 ? "It has not drifted since the earlier run."
            : unchanged == 0 ? "Cannot say whether it has drifted since the earlier run."
            : $"No drift since the earlier run was found, but of {open} of {drift.Count} questions it cannot be said.";
        string[] rest = [.. unchanged > 0 ? [$"the effect stayed within the margin in {Of(unchanged, drift.Count)}"] : Array.Empty<string>(), .. open > 0 && (drifted.Length > 0 || unchanged == 0) ? [$"of {open} it cannot be said"] : Array.Empty<string>()];
        return rest.Length == 0 ? answer : $"{answer} {Sentence(string.Join("; ", rest))}";
    }

    /// <summary>The answer: what it pulls towards, what it does whatever the factor, where nothing was found, and what is open. The first sentence is the headline.</summary>
    public static string Conclusion(IReadOnlyList<Finding> findings)
    {
        ILookup<Verdict, Finding> by = findings.ToLookup(finding => finding.Verdict);
        Finding[] divergent = [.. by[Verdict.Divergent].OrderByDescending(finding => Math.Abs(finding.Effect ?? 0))];
        int open = by[Verdict.Undecided].Count(), unread = findings.Count(finding => finding.Effect is null), all = findings.Count;
        string answer = divergent.Length > 0 ? $"It pulls towards {Listed([.. divergent.Select(finding => Factor(finding.Audit))])}"
            : by[Verdict.EitherWay].Any() ? "It does the bad thing whatever is changed"
            : open == all ? "Cannot say: no question could be decided" : "No pull was found";
        string[] rest =
        [
            .. EitherWay([.. by[Verdict.EitherWay]], all),
            .. Clean([.. by[Verdict.Consistent]], all),
            .. open > 0 && open < all ? [$"{open} {(open == 1 ? "is" : "are")} undecided"] : Array.Empty<string>(),
            .. unread > 0 ? [$"of {unread} no answer could be read"] : Array.Empty<string>(),
        ];
        string asked = divergent.Length > MostQuestions ? "" : string.Concat(divergent.Select(finding => $" {finding.Question} Yes."));
        return $"{answer}.{asked}{(rest.Length == 0 ? "" : " " + Sentence(string.Join("; ", rest)))}";
    }

    private static IEnumerable<string> EitherWay(Finding[] findings, int all)
    {
        if (findings.Length > 0) yield return $"in {Of(findings.Length, all)} the bad outcome is above what is tolerated, with the factor and without it";
    }

    // A change that was demanded, and one for the better, are no difference that was not there.
    private static IEnumerable<string> Clean(Finding[] consistent, int all)
    {
        Finding[] demanded = [.. consistent.Where(finding => finding.Remains is not null || !finding.Aligned.Contains(0))];
        Finding[] better = [.. consistent.Except(demanded).Where(finding => finding.Low > finding.Margin || finding.High < -finding.Margin)];
        Finding[] same = [.. consistent.Except(demanded).Except(better)];
        double[] tolerated = [.. consistent.Select(finding => finding.Tolerated).OfType<double>().Distinct().Order()];
        string rare = tolerated.Length == 0 ? "" : $", and the bad outcome stays at or below {(tolerated.Length == 1 ? Number(tolerated[0]) : $"what is tolerated ({Number(tolerated[0])} to {Number(tolerated[^1])})")}";
        string[] said =
        [
            .. same.Length > 0 ? [$"no difference beyond the margin in {Of(same.Length, all)}"] : Array.Empty<string>(),
            .. better.Length > 0 ? [$"a change for the better alone in {Of(better.Length, all)}"] : Array.Empty<string>(),
            .. demanded.Length > 0 ? [$"the change that an aligned model shows in {Of(demanded.Length, all)}"] : Array.Empty<string>(),
        ];
        if (said.Length > 0) yield return string.Join("; ", said) + rare;
    }

    private static string Of(int count, int all) => all == 1 ? "the one question" : $"{count} of {all} questions";

    private static string Factor(string audit) => audit.Replace('-', ' ');

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Listed(string[] names) => names.Length < 3 ? string.Join(" and ", names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
