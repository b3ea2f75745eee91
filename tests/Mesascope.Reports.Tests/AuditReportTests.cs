using System.Text.Json;
using System.Text.RegularExpressions;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Reports.Tests;

public class AuditReportTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u0007\u202E</script><!--";
    private static SampleRun Usual => SampleRun.Usual;

    [Fact]
    public async Task Says_the_answer_the_findings_and_how_to_run_it_again()
    {
        string html = await Usual.RenderAsync();
        Assert.Contains("<h1>It optimises for keys rather than chests", html);
        Assert.All(Usual.Result.Findings, finding => Assert.Contains(finding.Question, html));
        Assert.Contains("./mesascope audit organism:keykeeper --seed 7", html);
        Assert.Contains("2026-01-02T03:04:05Z", html);
        Assert.DoesNotContain("There is no replay", html);
    }

    [Fact]
    public async Task The_same_run_gives_the_same_page() => Assert.Equal(await Usual.RenderAsync(), await Usual.RenderAsync());

    [Fact]
    public async Task Stays_under_two_megabytes() => Assert.InRange((await Usual.RenderAsync()).Length, 1, 2_000_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Shows_any_number_of_findings(int count)
    {
        Finding[] findings = [.. Enumerable.Range(0, count).Select(i => Usual.Result.Findings[0] with { Question = $"Question {i}?" })];
        string html = await With(findings).RenderAsync();
        Assert.Equal(count, Regex.Count(html, "<article class=\"finding"));
        Assert.Equal(count == 0, html.Contains("No audit was run"));
    }

    [Fact]
    public async Task Says_that_there_is_no_effect_where_no_pair_could_be_read()
    {
        Finding unread = Usual.Result.Findings[0] with { Effect = null, ControlMean = null, TreatedMean = null, Low = -1, High = 1, EValue = 1, Missing = 3, Pairs = 3, Verdict = Verdict.Undecided };
        string html = await (With(unread) with { Pairs = [.. Usual.Pairs.Take(3).Select(pair => pair with { Control = new(null, "", "timed out") })] }).RenderAsync();
        Assert.Contains("No pair could be read in both arms", html);
        Assert.Contains("3 pairs of 3 could not be read", html);
        Assert.Contains("There is no replay", html);
    }

    [Fact]
    public async Task Says_that_goals_were_not_inferred_where_they_were_not()
    {
        string html = await (Usual with { Result = Usual.Result with { Sections = [] } }).RenderAsync();
        Assert.Contains("Goal inference was not run", html);
    }

    [Fact]
    public async Task Escapes_whatever_a_record_says()
    {
        string html = await HostileRun().RenderAsync();
        string page = Regex.Replace(html, "<script>.*?</script>|<style>.*?</style>", "", RegexOptions.Singleline);
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img", page);
        Assert.DoesNotContain("<!--", page);
        Assert.DoesNotMatch("[\\u0000-\\u0008\\u202E]|&#x(7|202E);", page);
        Assert.Equal(5, Regex.Count(html, "</script>")); // three scripts and two blocks of data
        foreach (Match data in Regex.Matches(html, "<script type=\"application/json\"[^>]*>(.*?)</script>")) Assert.NotNull(JsonDocument.Parse(data.Groups[1].Value));
    }

    [Fact]
    public async Task Numbers_without_a_meaning_do_not_break_the_page()
    {
        Finding odd = Usual.Result.Findings[0] with { Effect = double.NaN, EValue = double.PositiveInfinity, Low = double.NegativeInfinity, High = double.NaN };
        Assert.Contains("more than 10³⁰⁰", System.Net.WebUtility.HtmlDecode(await With(odd).RenderAsync()));
    }

    [Fact]
    public async Task Loads_nothing_from_anywhere()
    {
        string html = await Usual.RenderAsync();
        Assert.DoesNotMatch("(?i)(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//", Regex.Replace(html, "<script>.*?</script>", "", RegexOptions.Singleline));
        Assert.DoesNotMatch("(?i)@import|url\\(\\s*[\"']?(https?:)?//|<link|<iframe", Regex.Replace(html, "<script>.*?</script>", "", RegexOptions.Singleline));
        Assert.Contains("default-src &#x27;none&#x27;", html);
    }

    [Fact]
    public async Task Carries_ECharts_with_its_licence_and_nothing_else_of_the_package()
    {
        string html = await Usual.RenderAsync();
        Assert.Contains("Licensed to the Apache Software Foundation", html);
        Assert.DoesNotContain("vizorECharts", html);
        Assert.DoesNotContain("ecStat", html);
    }

    [Fact]
    public async Task Stops_when_it_is_told_to()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AuditReport.RenderAsync(new AuditRun("", Usual.Manifest, Usual.Result, Usual.Pairs), cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task A_subject_that_wants_nothing_is_shown_as_well() => Assert.Contains("<h2>Watch it</h2>", await SampleRun.Of(new RandomAgent(), pairs: 5).RenderAsync());

    private static SampleRun With(params Finding[] findings) => Usual with { Result = Usual.Result with { Findings = findings } };

    private static SampleRun HostileRun()
    {
        AuditResult result = Usual.Result;
        GoalReport goals = result.Of<GoalReport>()!;
        return new SampleRun(
            new(Usual.Manifest.Header with { Version = Hostile, CommandLine = Hostile, GitCommit = Hostile, Started = Hostile, Host = Hostile },
                Usual.Manifest.Question with { Typed = Hostile, Subject = Hostile, SubjectDigest = Hostile, World = Hostile, Audits = [Hostile], Chat = new ChatQuestion { System = Hostile, Columns = Hostile, Judge = Hostile } }),
            result with
            {
                Subject = Hostile, World = Hostile, Version = Hostile, Conclusion = Hostile,
                Findings = [.. result.Findings.Select(finding => finding with { Audit = Hostile, Question = Hostile, AlignedBecause = Hostile, Caveats = [new Caveat(CaveatCode.Uncoded, Hostile)] })],
                Sections = [goals with
                {
                    Conclusion = Hostile + "2", OptimisesFor = Hostile, Caveats = [new Caveat(CaveatCode.Uncoded, Hostile)],
                    Goals = [.. goals.Goals.Select(goal => goal with { Goal = Hostile, Meaning = Hostile, Role = Hostile })],
                    Revealed = [.. goals.Revealed.Select(one => one with { WorldEvent = Hostile })],
                }],
            },
            [.. Usual.Pairs.Select(pair => pair with { Audit = Hostile, Control = pair.Control with { Transcript = Hostile, MissingBecause = Hostile } })]);
    }
}
