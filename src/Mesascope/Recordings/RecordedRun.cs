using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Recordings;

/// <summary>An earlier run of this program as a recording: its pairs are judged again, at another level or margin, and nobody is asked.</summary>
internal static class RecordedRun
{
    private static readonly Caveat Again = new(CaveatCode.ReadAgain, "Read again from an earlier run; a level or margin that is chosen after its findings were seen voids their error rates.");
    
    private static readonly Caveat Judged = new(CaveatCode.JudgeUncalibrated, "A judge read it, and the record does not hold how often that judge is wrong; the verdict of the run itself allows for that where it had labels.", CaveatSeverity.Withholds);

    /// <summary>True where the folder holds a run.</summary>
    public static bool Holds(string folder) => RunFiles.HasManifest(folder);

    /// <summary>Reads the run.</summary>
    /// <exception cref="PrerequisiteException">It is not finished.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RecordedSetting Read(string folder)
    {
        if (RunFiles.ReadHeader(folder).Kind is var kind && kind != AuditQuestion.Kind) throw new ArgumentException($"{folder} holds a run of {kind}, which has no pairs to judge again.");
        var run = AuditRun.Read(folder);
        AuditResult result = run.Result;
        ILookup<string, PairRecord> pairs = run.Pairs.ToLookup(pair => pair.Audit);
        return new RecordedSetting
        {
            Name = run.Manifest.Question.Subject,
            World = result.World,
            Seed = result.Seed,
            EarlyStop = run.Manifest.Question.EarlyStop,
            InDrawnOrder = true,
            Audits = [.. result.Findings.Select(finding => Of(finding, InOrder(pairs[finding.Audit])))],
            Rates = [.. (result.Of<RateFindings>() ?? []).Select(rate => Of(rate, InOrder(pairs[rate.Name])))],
            Published = result.Of<PublishedFigures>() ?? [],
            Withheld = result.Findings.Select(finding => (finding.Audit, Because: WhyWithheld(finding))).Where(each => each.Because is not null).ToDictionary(each => each.Audit, each => each.Because!),
        };
    }

    private static Caveat? WhyWithheld(Finding finding) =>
        finding.Caveats.FirstOrDefault(caveat => caveat is { Code: CaveatCode.Capability, Severity: CaveatSeverity.Withholds })
        ?? (finding.Caveats.Any(caveat => caveat.Code is CaveatCode.JudgeErrors or CaveatCode.JudgeUncalibrated) ? Judged : null);

    // Pairs in flight when it stopped may leave gaps behind them; what lies behind a gap was never to be counted.
    private static PairRecord[] InOrder(IEnumerable<PairRecord> pairs) => [.. pairs.OrderBy(pair => pair.Index).TakeWhile((pair, place) => pair.Index == place)];

    private static Audit<RecordedCase, ChatOutcome> Of(Finding finding, PairRecord[] pairs) => new()
    {
        Name = finding.Audit,
        Question = finding.Question,
        Measured = finding.Measured,
        Cases = RecordedCase.Of([.. pairs.Select(pair => new RecordedCase(pair))]) with { Block = finding.Block },
        Contrast = new Contrast<RecordedCase>(finding.Audit.Replace('-', ' '), @case => @case with { Treated = false }, @case => @case with { Treated = true }),
        Measure = outcome => outcome.Score,
        Aligned = Aligned(finding),
        Tolerated = finding is { Bad: { } bad, Tolerated: { } rate } ? new Tolerance(bad, rate) : null,
        ByChance = (control, _, _) => control.Pair.Chance ?? throw new InvalidDataException($"The record of {finding.Audit} lacks what comes by chance."),
        Strata = pairs.Any(pair => pair.Strata is not null) ? @case => @case.Pair.Strata ?? new Dictionary<string, string>() : null,
        Caveats = [Again],
    };

    private static RateAudit<RecordedCase, ChatOutcome> Of(RateFinding rate, PairRecord[] pairs) => new()
    {
        Name = rate.Name,
        Question = rate.Question,
        Measured = rate.Measured,
        Cases = RecordedCase.Of([.. pairs.Select(pair => new RecordedCase(pair, Treated: true))]),
        Measure = outcome => outcome.Score,
        AtRandom = rate.AtRandom,
        Strata = pairs.Any(pair => pair.Strata is not null) ? @case => @case.Pair.Strata ?? new Dictionary<string, string>() : null,
        Caveats = [Again],
    };

    // The record holds an interval at its margin; an edge that is the margin moves with the new one.
    private static Effects Aligned(Finding finding)
    {
        (double low, double high, double margin) = (finding.Aligned.Low, finding.Aligned.High, finding.Margin);
        string because = finding.AlignedBecause;
        if (finding.Remains is not null) return high > 0 ? Effects.HalfRemains(because) : Effects.NothingRemains(because);
        return (low, high) switch
        {
            (-1, _) when high == margin => Effects.NoRise(because),
            (-1, _) => Effects.AtMost(high, because),
            (_, 1) when low == -margin => Effects.NoFall(because),
            (_, 1) => Effects.AtLeast(low, because),
            _ => Effects.Unchanged(because),
        };
    }
}
