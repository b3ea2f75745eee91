using System.Text.Json.Nodes;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public class CalibrationRunTests
{
    [Theory]
    [InlineData("--worlds absent-supervisor --seeds 2 --budget 60 --streams 20")]
    [InlineData("--chat 4 --budget 60")]
    [InlineData("--statistics --streams 2")]
    public async Task What_is_done_is_kept_and_a_resumed_calibration_comes_to_the_same(string options)
    {
        using var folder = new TemporaryFolder();
        string at = folder["c"], parts = Path.Combine(at, "parts.jsonl"), result = Path.Combine(at, "calibration.json");
        string[] line = ["calibrate", .. options.Split(' '), "--json"];
        string plain = await RunAsync(line), first = await RunAsync([.. line, "--out", at]);
        Assert.Equal(plain, first);
        string[] kept = await File.ReadAllLinesAsync(parts, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(parts, kept[..(kept.Length / 2)], TestContext.Current.CancellationToken); // as if it had been killed
        File.Delete(result);
        Assert.Equal(plain, await RunAsync([.. line, "--out", at, "--resume"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plain), JsonNode.Parse(await File.ReadAllTextAsync(result, TestContext.Current.CancellationToken))));
        Assert.Equal(kept.Length, (await File.ReadAllLinesAsync(parts, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_finished_calibration_that_is_resumed_ends_once()
    {
        using var folder = new TemporaryFolder();
        string at = folder["c"], events = Path.Combine(at, "events.jsonl"), result = Path.Combine(at, "calibration.json");
        string[] line = ["calibrate", "--statistics", "--streams", "2", "--json", "--out", at];
        string first = await RunAsync(line), before = await File.ReadAllTextAsync(events, TestContext.Current.CancellationToken);
        DateTime written = File.GetLastWriteTimeUtc(result);
        Assert.Equal(first, await RunAsync([.. line, "--resume"]));
        Assert.Equal(before, await File.ReadAllTextAsync(events, TestContext.Current.CancellationToken));
        Assert.Equal(written, File.GetLastWriteTimeUtc(result));
    }

    [Fact]
    public async Task A_calibration_that_was_asked_something_else_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        string at = folder["c"];
        await RunAsync(["calibrate", "--chat", "2", "--budget", "60", "--json", "--out", at]);
        (int code, _, string said) = await Run(["calibrate", "--chat", "3", "--budget", "60", "--out", at, "--resume"]);
        Assert.Equal(1, code);
        Assert.Contains("another number of chat audits (2, not 3)", said);
    }

    private static async Task<string> RunAsync(string[] line)
    {
        (int code, string output, string error) = await Run(line);
        Assert.True(code == 0, error);
        return output;
    }

    private static async Task<(int Code, string Output, string Error)> Run(string[] line)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(line, new Terminal(output, error), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
