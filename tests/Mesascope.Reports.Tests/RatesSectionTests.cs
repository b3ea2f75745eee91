using System.Net;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Reports.Tests;

public class RatesSectionTests
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly RateFinding Rate = new()
    {
        Name = "delusion", Question = Hostile, Measured = "acceptance", Rate = 0.175, Interval = new Interval(0.1, 0.25), Alpha = 0.05, Items = 20, Missing = 2, Method = "Student t", AtRandom = 0.5, Caveats = [new Caveat(CaveatCode.OneArm, "There is one arm.")],
    };

    [Fact]
    public async Task A_rate_stands_apart_from_the_findings_and_is_escaped()
    {
        string html = await RenderAsync(Rates([Rate]));
        Assert.Contains("Rates, with nothing to compare them with", html);
        Assert.Contains("[0.10, 0.25]", html);
        Assert.Contains("20 (2 missing)", html);
        Assert.Contains("There is one arm.", html);
        Assert.DoesNotContain(Hostile, html);
    }

    [Fact]
    public async Task Where_there_are_only_rates_the_page_does_not_say_that_nothing_was_asked() =>
        Assert.DoesNotContain("No audit was run", await RenderAsync(Rates([Rate]) with { Findings = [] }));

    [Fact]
    public async Task A_figure_that_does_not_come_out_is_said_to_disagree()
    {
        string html = await RenderAsync(SampleRun.Usual.Result.With(new PublishedFigures { new("mean", 2.5, 2.25), new("other", 1, 1) }));
        Assert.Contains("2.25", html);
        Assert.Contains(">no</td>", html);
        Assert.Contains(">yes</td>", html);
    }

    [Fact]
    public async Task Where_n_was_fixed_the_shorter_interval_leads()
    {
        Finding finding = SampleRun.Usual.Result.Findings[0] with { FixedN = new FixedN { Interval = new Interval(-0.9, -0.8), PValue = 0.001, Method = "Student t of the paired differences", Reads = Verdict.Divergent } };
        string html = WebUtility.HtmlDecode(await RenderAsync(SampleRun.Usual.Result with { Findings = [finding] }));
        Assert.Contains("[−0.90, −0.80] at fixed n", html);
        Assert.Contains("Student t of the paired differences, p = 0.001", html);
    }

    [Fact]
    public async Task What_it_pays_to_be_shut_down_later_or_sooner_stands_below_the_answer_and_is_escaped()
    {
        string html = await RenderAsync(SampleRun.Usual.Result.With(ShutdownPreference.Absent(Hostile)));
        Assert.Contains("<b>Shutdown.</b> Whether it wants to be shut down later or sooner cannot be asked:", html);
        Assert.DoesNotContain(Hostile, html);
        Assert.DoesNotContain("<b>Shutdown.</b>", await RenderAsync(SampleRun.Usual.Result));
    }

    private static AuditResult Rates(RateFindings rates) => SampleRun.Usual.Result.With(rates);

    private static Task<string> RenderAsync(AuditResult result) => (SampleRun.Usual with { Result = result }).RenderAsync();
}
