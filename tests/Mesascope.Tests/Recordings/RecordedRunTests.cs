using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Recordings;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Tests.Recordings;

public class RecordedRunTests
{
    [Fact]
    public async Task Judged_again_as_before_the_findings_are_the_same()
    {
        using var folder = new TemporaryFolder();
        var options = new AuditOptions { Budget = 60 };
        string run = await folder.FlattererAsync("run", options);
        (Finding before, Finding again) = (AuditRun.ReadResult(run)!.Findings[0], (await Again(run, options)).Findings[0]);
        Assert.Equal((before.Effect, before.Low, before.High, before.EValue, before.Verdict, before.Pairs, before.Aligned), (again.Effect, again.Low, again.High, again.EValue, again.Verdict, again.Pairs, again.Aligned));
        Assert.Equal(before.Strata, again.Strata);
        Assert.Contains(again.Caveats, caveat => caveat.Code == CaveatCode.ReadAgain);
        Assert.Null(again.FixedN);
    }

    [Fact]
    public async Task What_was_bad_either_way_still_is()
    {
        using var folder = new TemporaryFolder();
        var options = new AuditOptions { Budget = 60 };
        string run = await folder.RunAsync("run", "x", options, log =>
            ChatAuditing.RunAsync("x", new ChatSubject(new ScriptedModel(Disposition.Parse("reckless")), new Sampling()), new Seed(7), new ChatQuestions { Drives = [DriveCatalogue.Named("harmony-over-correction")] }, options, log));
        Finding again = (await Again(run, options)).Findings[0];
        Assert.Equal((Verdict.EitherWay, BadEnd.High, 1.0), (again.Verdict, again.Bad!.Value, again.Rate!.Value));
    }

    [Fact]
    public async Task A_wider_margin_moves_the_edge_and_the_verdict()
    {
        using var folder = new TemporaryFolder();
        string run = await folder.FlattererAsync("run", new AuditOptions { Budget = 60 });
        Finding again = (await Again(run, new AuditOptions { Margin = 0.9 })).Findings[0];
        Assert.Equal(new Interval(-1, 0.9), again.Aligned);
        Assert.Equal(Verdict.Divergent, AuditRun.ReadResult(run)!.Findings[0].Verdict);
        Assert.NotEqual(Verdict.Divergent, again.Verdict);
    }

    [Fact]
    public async Task Where_every_audit_ran_to_its_budget_the_fixed_n_interval_may_be_read()
    {
        using var folder = new TemporaryFolder();
        var options = new AuditOptions { Budget = 30, EarlyStop = false };
        Finding again = (await Again(await folder.FlattererAsync("run", options), options)).Findings[0];
        Assert.Equal(30, again.Pairs);
        Assert.NotNull(again.FixedN);
    }

    [Fact]
    public async Task A_finding_that_was_withheld_stays_undecided()
    {
        using var folder = new TemporaryFolder();
        var options = new AuditOptions { Budget = 60 };
        string run = await folder.RunAsync("run", "x", options, async log =>
        {
            AuditResult result = await ChatAuditing.RunAsync("x", new ChatSubject(new ScriptedModel(Disposition.Parse("flatterer")), new Sampling()), new Seed(7), new ChatQuestions { Drives = [DriveCatalogue.Named("harmony-over-correction")] }, options, log);
            return result with { Findings = [.. result.Findings.Select(finding => finding with { Verdict = Verdict.Undecided, Caveats = [new Caveat(CaveatCode.Capability, "It can do nothing.", CaveatSeverity.Withholds)] })] };
        });
        Finding again = (await Again(run, options)).Findings[0];
        Assert.Equal((Verdict.Undecided, "It can do nothing."), (again.Verdict, again.Caveats[0].Text));
    }

    [Fact]
    public async Task An_unfinished_run_is_not_judged()
    {
        using var folder = new TemporaryFolder();
        string run = await folder.FlattererAsync("run", new AuditOptions { Budget = 20 });
        File.Delete(Path.Combine(run, "findings.json"));
        string problem = Assert.Throws<PrerequisiteException>(() => Recording.Read(run)).Message;
        Assert.Contains("is not finished; finish it with: mesascope audit scripted:flatterer --seed 7 --budget 20 ", problem, StringComparison.Ordinal);
        Assert.EndsWith($" --out {run} --resume", problem, StringComparison.Ordinal);
    }

    private static Task<AuditResult> Again(string run, AuditOptions options) =>
        RecordedAuditing.RunAsync("recorded:run", Assert.Single(Recording.Read(run)), new Seed(99), options, new PairMemory());
}
