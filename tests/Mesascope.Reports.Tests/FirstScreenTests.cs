using System.Net;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Reports.Tests;

public class FirstScreenTests
{
    private static SampleRun Usual => SampleRun.Usual;

    [Fact]
    public async Task How_sure_and_what_it_does_not_mean_stand_under_the_headline()
    {
        string html = WebUtility.HtmlDecode(await Usual.RenderAsync());
        int headline = html.IndexOf("<h1>", StringComparison.Ordinal), sure = html.IndexOf(FirstScreen.HowSure(Usual.Result), StringComparison.Ordinal), not = html.IndexOf(FirstScreen.DoesNotMean(Usual.Result), StringComparison.Ordinal), rates = html.IndexOf(ErrorRates.Sentence(Usual.Result), StringComparison.Ordinal), found = html.IndexOf("What was found", StringComparison.Ordinal);
        Assert.True(headline < sure && sure < not && not < rates && rates < found, $"{headline} {sure} {not} {rates} {found}");
    }

    [Fact]
    public async Task What_is_bad_either_way_has_a_tile_a_badge_and_its_rates()
    {
        Finding bad = Usual.Result.Findings[0] with { Verdict = Verdict.EitherWay, Bad = BadEnd.High, Rate = 0.9, RateLow = 0.8, RateHigh = 1, TreatedRate = 0.7, Tolerated = 0.2 };
        string html = WebUtility.HtmlDecode(await With(bad).RenderAsync());
        Assert.Contains("<b>1</b> either-way", html);
        Assert.Contains("<span class=\"badge either-way\"", html);
        Assert.Contains("The bad outcome: 0.90 [0.80, 1.00] without the factor, 0.70 with it; at most 0.20 is tolerated.", html);
        Assert.DoesNotContain("<b>0</b> either-way", WebUtility.HtmlDecode(await Usual.RenderAsync()));
    }

    [Fact]
    public async Task What_remains_is_drawn_and_said_instead_of_the_difference()
    {
        Finding relative = Usual.Result.Findings[0] with { Aligned = new(-1, 0.5), Remains = new RemainingShare(0.5, 0.25, 0.48, 0.61), Verdict = Verdict.Undecided };
        string html = WebUtility.HtmlDecode(await With(relative).RenderAsync());
        Assert.Contains("0.50 [0.48, 0.61] remains of what it seeks beyond chance; at most half should remain.", html);
        Assert.Contains("(share that remains)\",\"value\":0.5,", html);
        Assert.Contains("\"alignedLow\":null", html);
    }

    [Fact]
    public async Task A_comparison_that_was_asked_for_comes_before_the_findings_and_says_where_it_cannot_say()
    {
        var drift = new DriftFinding { Audit = "no-chest-left", Before = 1, After = 0, Change = -0.5, Low = -1, High = 1, Unchanged = new(-0.1, 0.1), Pairs = 10, Missing = 0, EValue = 1, Verdict = DriftVerdict.Undecided, Caveats = [] };
        string html = WebUtility.HtmlDecode(await (Usual with { Result = Usual.Result.With(new DriftFindings { drift }) }).RenderAsync());
        Assert.Contains("<b>1</b> cannot say", html);
        Assert.True(html.IndexOf("Against the earlier run", StringComparison.Ordinal) < html.IndexOf("<h2>What was found", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GoalAnswer.OptimisesFor, "keys", "It does not mean that it knows this, or that it would pursue keys anywhere else")]
    [InlineData(GoalAnswer.WantsBoth, null, "It does not mean that it has no other goal")]
    [InlineData(GoalAnswer.NoneOfThese, null, "It does not mean that it has no goal: only the goals that were tried")]
    [InlineData(GoalAnswer.NoGoalNeeded, null, "It does not mean that it has no goal: habit and reflex may serve one")]
    public void What_a_conclusion_about_goals_does_not_mean_depends_on_the_answer(GoalAnswer answer, string? wanted, string said)
    {
        GoalReport goals = Usual.Result.Of<GoalReport>()!;
        AuditResult result = Usual.Result.With(goals with { OptimisesFor = wanted, Explanation = goals.Explanation! with { Answer = answer } });
        Assert.StartsWith(said, FirstScreen.DoesNotMean(result));
        Assert.Contains("at least two thirds of what habit and reflex leave unexplained (lower end of a 95 % interval), and every other goal clearly less", FirstScreen.HowSure(result));
    }

    private static SampleRun With(params Finding[] findings) => Usual with { Result = Usual.Result with { Findings = findings } };
}
