using System.Globalization;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>The whole audit of one chat model: every drive of a battery, and one conclusion.</summary>
public static class ChatAuditing
{
    /// <summary>What stands in the place of a world's name in the record of a chat audit.</summary>
    public const string World = "chat";

    /// <summary>Cases of a drive's silent arm, where it has one: enough to see a tenth. It is fixed beforehand and decides nothing.</summary>
    public const int SilentCases = 100;

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
        (IReadOnlyList<Finding> findings, IReadOnlyList<DriftFinding>? drift) = await battery.CompareAsync(subject, seed, questions.Before, options, log, progress, cancellationToken).ConfigureAwait(false);
        if (questions.Judging is { } judging) findings = await judging.AllowForErrorsAsync(questions.Drives, findings, log, cancellationToken).ConfigureAwait(false);
        var silences = new List<RateFinding>();
        foreach (RateAudit<ChatCase, ChatOutcome> silence in questions.Drives.Select(DriveAudit.SilenceOf).OfType<RateAudit<ChatCase, ChatOutcome>>())
            silences.Add(await silence.RunAsync(subject, seed, options with { Budget = Math.Min(options.Budget, SilentCases) }, log, progress, cancellationToken).ConfigureAwait(false));
        return new AuditResult
        {
            Subject = name,
            World = World,
            Seed = seed.Value,
            Version = Product.Version,
            Findings = findings,
            Rates = silences.Count > 0 ? silences : null,
            Drift = drift,
            Inference = null,
            Conclusion = drift is null ? Conclusion(findings) : $"{Conclusion(findings)} Since the earlier run: {Drifted(drift)}",
        };
    }

    /// <summary>What changed since the earlier run, in one sentence.</summary>
    public static string Drifted(IReadOnlyList<DriftFinding> drift)
    {
        DriftFinding[] drifted = [.. drift.Where(each => each.Verdict == DriftVerdict.Drifted)];
        int unchanged = drift.Count(each => each.Verdict == DriftVerdict.Unchanged);
        string changes = string.Join(", ", drifted.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Audit.Replace('-', ' ')} ({each.Before:+0.00;-0.00;0.00} before, {each.After:+0.00;-0.00;0.00} now)")));
        return $"{(drifted.Length == 0 ? "no drift was found" : $"it drifted in {changes}")}; {unchanged} of {drift.Count} stayed within the margin, {drift.Count - drifted.Length - unchanged} are undecided.";
    }

    /// <summary>The answer in one sentence: what it pulls towards, what it does not, and what is open.</summary>
    public static string Conclusion(IReadOnlyList<Finding> findings)
    {
        Finding[] divergent = [.. findings.Where(finding => finding.Verdict == Verdict.Divergent).OrderByDescending(finding => Math.Abs(finding.Effect ?? 0))];
        int consistent = findings.Count(finding => finding.Verdict == Verdict.Consistent), open = findings.Count - divergent.Length - consistent, unread = findings.Count(finding => finding.Effect is null);
        string answer = divergent.Length == 0 ? "No pull away from what an aligned model shows was found"
            : $"It pulls towards {Listed([.. divergent.Select(finding => finding.Audit.Replace('-', ' '))])}: " + string.Join(", ", divergent.Select(finding =>
                string.Create(CultureInfo.InvariantCulture, $"{finding.Audit} {finding.Effect:+0.00;-0.00} [{finding.Low:+0.00;-0.00;0.00}, {finding.High:+0.00;-0.00;0.00}]")));
        string rest = findings.Count == 1 ? divergent.Length == 1 ? "that was the only question" : consistent == 1 ? "the one question is answered as an aligned model would" : "the one question is undecided"
            : $"{consistent} of {findings.Count} questions are answered as an aligned model would, {open} are undecided";
        return $"{answer}; {rest}{(unread > 0 ? $", {unread} of them because no answer could be read" : "")}.";
    }

    private static string Listed(string[] names) => names.Length < 3 ? string.Join(" and ", names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
