using System.Text.Json;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public sealed class InterchangeTests : IDisposable
{
    private const string Rows = "s,r,r,4,0\nt,r,r,3,1\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_recording_of_several_settings_prints_one_json_object_a_line()
    {
        Write("whosaid_results.csv", "Folder,Name,statement,response_self,response_friend,score_self,score_friend\none,One,s,r,r,4,0\ntwo,Two,s,r,r,0,0\none,One,t,r,r,4,0\ntwo,Two,t,r,r,0,0\n");
        (int code, string output, _) = await Run($"audit recorded:{_folder} --json --out {_folder}/out");
        Assert.Equal(ExitCode.Done, code);
        JsonElement[] objects = [.. output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([0.4, 0.0], objects.Select(one => Math.Round(one.GetProperty("findings")[0].GetProperty("effect").GetDouble(), 9)));
        Assert.All(objects, one => Assert.True(File.Exists(one.GetProperty("report").GetString()!)));
        Assert.All(["one", "two"], setting => Assert.True(File.Exists(Path.Combine(_folder, "out", setting, "findings.json"))));
    }

    [Fact]
    public async Task One_setting_is_one_run_that_can_be_resumed_exported_and_judged_again()
    {
        Write("whosaid_results.csv", "statement,response_self,response_friend,score_self,score_friend\n" + Rows);
        string run = Path.Combine(_folder, "run");
        (int code, string output, _) = await Run($"audit recorded:{_folder} --json --out {run}");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(output, (await Run($"audit recorded:{_folder} --json --out {run} --resume")).Output);
        JsonElement finding = JsonDocument.Parse(output).RootElement.GetProperty("findings")[0];
        Assert.Equal("Student t of the paired differences", finding.GetProperty("fixedN").GetProperty("method").GetString());
        foreach ((string format, string file) in new[] { ("inspect", "inspect.json"), ("junit", "junit.xml"), ("csv", "pairs.csv") })
            Assert.Equal((ExitCode.Done, Path.Combine(run, file)), (await Run($"export {run} --to {format}")) is var (done, line, _) ? (done, line.Trim()) : default);
        Assert.Equal(ExitCode.Done, (await Run($"audit recorded:{run} --margin 0.5 --out {_folder}/again")).Code);
        Assert.Contains("--judge is for chat models; recorded:", (await Run($"audit recorded:{run} --judge openai:x")).Error);
        Assert.Equal(ExitCode.GateFailed, (await Run($"audit recorded:{run} --fail-on undecided --out {_folder}/gate")).Code);
    }

    [Theory]
    [InlineData("export runs/k", "Option '--to' is required")]
    [InlineData("export runs/k --to xml", "unknown format xml; there are: csv, inspect, junit")]
    [InlineData("audit recorded:no-such-folder", "There is no folder no-such-folder; recorded: takes a run of this program, or a recording of syco-bench or SYCON-Bench")]
    [InlineData("audit --items x.csv", "--items is put to chat models")]
    [InlineData("audit scripted:honest --columns question=q", "--columns belongs to --items, and there is no --items")]
    public async Task Wrong_usage_gets_one_line_and_exit_code_1(string line, string expected)
    {
        (int code, string output, string error) = await Run(line);
        Assert.Equal((ExitCode.WrongUsage, ""), (code, output));
        Assert.StartsWith($"mesascope: {expected}", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task What_a_recording_does_not_hold_is_refused_and_so_is_a_folder_without_one()
    {
        Write("whosaid_results.csv", "statement,response_self,response_friend,score_self,score_friend\n" + Rows);
        Assert.Contains("This recording holds no mirror; it holds: who-said", (await Run($"audit recorded:{_folder} --audits mirror --out {_folder}/m")).Error);
        File.Delete(Path.Combine(_folder, "whosaid_results.csv"));
        Assert.Contains("holds no recording", (await Run($"audit recorded:{_folder}")).Error);
    }

    [Fact]
    public async Task A_dry_run_of_items_shows_questions_and_sends_nothing()
    {
        Write("f.csv", "question,answer,other\nOff?,Yes,No\nOn?,Yes,No\n");
        (int code, string output, _) = await Run($"audit scripted:honest --items {_folder}/f.csv --dry-run");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("scripted:honest: 2 of 2 items in one arm, at most 2 calls", output);
        Assert.Contains("Reply with \"Yes\" or \"No\" and nothing else.", output);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<(int Code, string Output, string Error)> Run(string line)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        int code = await Mesascope.Cli.CommandLine.RunAsync(line.Split(' '), new Terminal(output, error), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
