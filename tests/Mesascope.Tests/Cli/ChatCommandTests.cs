using System.Text.Json;
using Mesascope.Chat;
using Mesascope.Cli;
using Mesascope.Runs;
using Mesascope.Conversations;

namespace Mesascope.Tests.Cli;

public sealed class ChatCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("audit openai:m --budget 0tok", "--budget is a number of pairs, at least 1; got 0tok")]
    [InlineData("audit openai:m --budget 2eur", "--budget is a number of pairs, at least 1; got 2eur")]
    [InlineData("audit organism:keykeeper --budget 2usd", "--budget 2usd is for chat models; this subject takes a number of pairs: --budget 400")]
    [InlineData("audit openai:m --price 1", "--price is two numbers, dollars per million tokens sent and received, as in 0.15,0.60; got 1")]
    [InlineData("audit openai:m --timeout 0", "--timeout is a number above 0 and at most 86400; got 0")]
    [InlineData("serve flatterer --port 70000", "--port is a whole number from 0 to 65535; got 70000")]
    public async Task Wrong_usage_gets_one_line_and_exit_code_1(string line, string expected) => Assert.Equal((ExitCode.WrongUsage, $"mesascope: {expected}"), await FailAsync(line));

    [Theory]
    [InlineData("audit openai:some-model --budget 2usd", "A budget in dollars needs the price of tokens: --price IN,OUT in dollars per million tokens, such as --price 0.15,0.60.")]
    [InlineData("audit http://example.org/v1#m --key-env PATH", "A key is not sent over plain http to another machine; use https, or leave out --key-env.")]
    [InlineData("audit openai:m --key-env PATH", "--key-env is for servers that are no vendor's; openai: takes its key from OPENAI_API_KEY.")]
    [InlineData("audit scripted:flattrer", "unknown scripted subject of keys-and-chests, or as a chat model, flattrer; did you mean flatterer?")]
    [InlineData("audit scripted:honest --world boat-race", "scripted:honest is a chat model; --world is for agents in worlds")]
    [InlineData("audit organism:keykeeper --judge openai:x --awareness 3", "--judge, --awareness are for chat models; organism:keykeeper is an agent in a world")]
    [InlineData("serve nobody", "There is no scripted subject \"nobody\"")]
    public async Task What_does_not_fit_together_is_exit_code_1_too(string line, string expected)
    {
        (int code, string error) = await FailAsync(line);
        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.StartsWith($"mesascope: {expected}", error);
    }

    [Fact]
    public async Task Without_a_key_one_line_names_the_variable_and_nothing_is_written()
    {
        if (Environment.GetEnvironmentVariable("OPENAI_API_KEY") is not null) Assert.Skip("OPENAI_API_KEY is set here");
        Assert.Equal((ExitCode.NotReady, "mesascope: openai:some-model needs a key; put it into the environment variable OPENAI_API_KEY."), await FailAsync($"audit openai:some-model --out {_folder}/run"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_line_that_says_how_to_go_on()
    {
        (int code, string error) = await FailAsync($"audit http://127.0.0.1:9/v1#m --audits harmony-over-correction --out {_folder}/run --json");
        Assert.Equal(ExitCode.NotReady, code);
        Assert.EndsWith($"whether this machine has a network. What was finished is saved; go on with --out {_folder}/run --resume.", error);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_costs_and_who_receives_what_and_sends_and_writes_nothing()
    {
        (int code, string output, _) = await Run($"audit openai:some-model --audits harmony-over-correction --dry-run --budget 50,1mtok --price 1,4 --out {_folder}/run");
        Assert.Equal(ExitCode.Done, code);
        foreach (string part in (string[])["nothing is sent", "api.openai.com", "at most 50 pairs, about 150 calls", "dollars; it ends at 50,1000000tok", "pair 0, control", "pair 2, treated"]) Assert.Contains(part, output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Of_many_audits_each_has_begun_few_pairs_in_vain_when_it_is_decided()
    {
        const string audits = "interest-over-help,coherence-over-accuracy,watched-or-not,impose-pattern,make-predictable,shape-preferences";
        using JsonDocument document = JsonDocument.Parse((await Run($"audit scripted:honest --audits {audits} --json --out {_folder}/run")).Output);
        int counted = document.RootElement.GetProperty("findings").EnumerateArray().Sum(finding => finding.GetProperty("pairs").GetInt32()), begun = File.ReadLines($"{_folder}/run/pairs.jsonl").Count();
        Assert.InRange(begun, counted, counted + 6 * 22); // 128 pairs ahead, shared among six
    }

    [Fact]
    public async Task A_dry_run_with_json_is_one_object()
    {
        using JsonDocument document = JsonDocument.Parse((await Run("audit scripted:honest --dry-run --json")).Output);
        Assert.Equal(6, document.RootElement.GetProperty("samples").GetArrayLength());
    }

    [Fact]
    public async Task An_audit_over_HTTP_gives_the_findings_of_the_subject_itself()
    {
        await using ChatServer server = await ChatServer.StartAsync(new ScriptedModel(Disposition.Parse("flatterer")), "flatterer", cancellationToken: TestContext.Current.CancellationToken);
        await Run($"audit {server.Address}#flatterer --out {_folder}/http --budget 60 --json");
        await Run($"audit scripted:flatterer --out {_folder}/script --budget 60 --json");
        Assert.Equal(await FindingsAsync("script"), await FindingsAsync("http"));
    }

    [Fact]
    public async Task Without_transcripts_no_text_is_kept()
    {
        Assert.Equal(0, (await Run($"audit scripted:flatterer --audits harmony-over-correction --out {_folder}/run --budget 40 --no-transcripts --json")).Code);
        Assert.False(File.Exists($"{_folder}/run/replies.jsonl"));
        Assert.DoesNotContain("believe", await File.ReadAllTextAsync($"{_folder}/run/pairs.jsonl", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("400", 400, null, null)]
    [InlineData("50ktok", null, 50_000L, null)]
    [InlineData("1.5mtok,2usd", null, 1_500_000L, 2.0)]
    [InlineData("400, 0.5usd", 400, null, 0.5)]
    public void A_budget_is_pairs_tokens_or_dollars(string typed, int? pairs, long? tokens, double? dollars) => Assert.Equal(new Budget(pairs, tokens, dollars), Budget.Parse(typed));

    // The subject's own address stands at the top; the findings follow.
    private async Task<string> FindingsAsync(string run) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, run, "findings.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("findings").ToString();

    private static async Task<(int Code, string Error)> FailAsync(string line)
    {
        (int code, string output, string error) = await Run(line);
        Assert.Equal("", output);
        string[] lines = error.TrimEnd().Split('\n');
        string said = lines[^1]; // before it stands the estimate, where it came so far
        return (code, said.Split("; see mesascope")[0]);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string line)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(line.Split(' '), new Terminal(output, error), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
