using System.Text.RegularExpressions;
using Mesascope.Audits;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Reports.Tests;

public class AuditReportTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u0007\u202E</script><!--";

    [Fact]
    public async Task Says_the_answer_the_findings_and_how_to_run_it_again()
    {
        string html = await SampleRun.Usual.RenderAsync();
        if (Environment.GetEnvironmentVariable("MESASCOPE_SAMPLE_REPORT") is { } path) await File.WriteAllTextAsync(path, html, TestContext.Current.CancellationToken);
        Assert.Contains("<h1>It optimises for keys rather than chests", html);
        Assert.All(SampleRun.Usual.Result.Findings, finding => Assert.Contains(finding.Question, html));
        Assert.Contains("./mesascope audit organism:keykeeper --seed 7", html);
        Assert.Contains("2026-01-02T03:04:05Z", html);
    }
}
