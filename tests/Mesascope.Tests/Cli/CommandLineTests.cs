using System.Text.Json;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public class CommandLineTests
{
    [Theory]
    [InlineData("audti", "unknown command audti; did you mean audit?")]
    [InlineData("audit --sed 5", "unknown option --sed; did you mean --seed?")]
    [InlineData("audit --seed x", "--seed is a whole number from 0 to 18446744073709551615; got x")]
    [InlineData("audit --seed -1", "--seed is a whole number from 0 to 18446744073709551615; got -1")]
    [InlineData("audit --alpha 0", "--alpha is a number above 0 and below 1; got 0")]
    [InlineData("audit --alpha 1", "--alpha is a number above 0 and below 1; got 1")]
    [InlineData("audit --alpha NaN", "--alpha is a number above 0 and below 1; got NaN")]
    [InlineData("audit --margin -0.1", "--margin is a number from 0 to below 1; got -0.1")]
    [InlineData("audit --margin 1", "--margin is a number from 0 to below 1; got 1")]
    [InlineData("audit --budget 0", "--budget is a number of pairs, at least 1; got 0")]
    [InlineData("audit --budget 50ktok", "--budget 50ktok is for chat models; this subject takes a number of pairs: --budget 400")]
    [InlineData("audit --audits no-chst-left", "unknown audit no-chst-left; did you mean no-chest-left?")]
    [InlineData("audit --fail-on divergnt", "unknown verdict divergnt; did you mean divergent?")]
    [InlineData("audit --resume", "--resume needs --out DIR, the run to finish")]
    [InlineData("audit one two", "one argument too many: two")]
    [InlineData("list wrlds", "unknown kind wrlds; did you mean worlds?")]
    [InlineData("bench --world keys-and-chest", "unknown world keys-and-chest; did you mean keys-and-chests?")]
    [InlineData("bench --device gpu", "--device is auto, cpu or cuda; got gpu")]
    [InlineData("bench --threads 0", "--threads is a whole number from 1 to 1024; got 0")]
    [InlineData("bench --threads 1.5", "--threads is a whole number from 1 to 1024; got 1.5")]
    [InlineData("grow keykeeper --generations 1e3", "--generations is a whole number from 1 to 1000000; got 1e3")]
    [InlineData("calibrate --seeds abc", "--seeds is a whole number from 1 to 10000; got abc")]
    [InlineData("calibrate --goals --chat 5", "--chat does not go with --goals, which draws its own subjects")]
    [InlineData("calibrate --goals --worlds boat-race", "--goals is for keys-and-chests, cheese-in-the-corner, gaining-capability, absent-supervisor; got boat-race")]
    [InlineData("calibrate --chat 5 --streams 9", "--streams is for worlds; --chat audits chat models")]
    [InlineData("replicate", "name a replication (list replications), or give --all or --quick")]
    [InlineData("replicate meg --all", "give names or --all, not both")]
    [InlineData("replicate meg --set size", "--set takes KEY=VALUE; got size")]
    public async Task Wrong_usage_gets_one_line_and_exit_code_1(string line, string expected)
    {
        (int code, string output, string error) = await Run(line);
        Assert.Equal((ExitCode.WrongUsage, ""), (code, output));
        Assert.StartsWith($"mesascope: {expected}; see mesascope", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("audit organsm:keykeeper", "did you mean organism:?")]
    [InlineData("audit no-such-folder/", "There is no folder no-such-folder/")]
    [InlineData("audit organism:nobody", "unknown organism nobody")]
    public async Task An_unknown_subject_gets_one_line_and_exit_code_1(string line, string expected)
    {
        (int code, string output, string error) = await Run(line);
        Assert.Equal((ExitCode.WrongUsage, ""), (code, output));
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Audit_options_arrive_as_they_were_typed()
    {
        AuditRequest? seen = null;
        var handlers = new CommandHandlers { Audit = (request, _, _) => { seen = request; return Task.FromResult(0); } };
        await Run("audit scripted:planner --seed 18446744073709551615 --out there --audits no-chest-left,keys-to-spare --budget 12 --alpha 0.01 --margin 0 --no-early-stop --json --fail-on divergent,undecided --resume", handlers);
        Assert.NotNull(seen);
        Assert.Equal(new SubjectName(SubjectKind.Scripted, "planner"), seen.Subject);
        Assert.Equal((ulong.MaxValue, "there", 12, 0.01, 0.0), (seen.Seed, seen.Out, seen.Budget.Pairs!.Value, seen.Alpha, seen.Margin));
        Assert.Equal((false, true, true), (seen.EarlyStop, seen.Json, seen.Resume));
        Assert.Equal(["no-chest-left", "keys-to-spare"], seen.Audits!);
        Assert.Equal(["divergent", "undecided"], seen.FailOn);
    }

    [Fact]
    public async Task Audit_needs_no_option()
    {
        AuditRequest? seen = null;
        await Run("audit", new CommandHandlers { Audit = (request, _, _) => { seen = request; return Task.FromResult(0); } });
        Assert.NotNull(seen);
        Assert.Null(seen.Subject);
        Assert.Null(seen.Audits);
        Assert.Equal((1UL, 1000, 0.05, 0.1, true), (seen.Seed, seen.Budget.Pairs!.Value, seen.Alpha, seen.Margin, seen.EarlyStop));
        Assert.Empty(seen.FailOn);
    }

    [Fact]
    public async Task Grow_without_a_seed_takes_the_recipes_own()
    {
        var seen = new List<GrowRequest>();
        var handlers = new CommandHandlers { Grow = (request, _, _) => { seen.Add(request); return Task.FromResult(0); } };
        await Run("grow keykeeper", handlers);
        await Run("grow keykeeper --seed 0 --out there", handlers);
        Assert.Equal([new("keykeeper", null, null, null, false, "cpu", false), new("keykeeper", 0, null, "there", false, "cpu", false)], seen);
    }

    [Fact]
    public async Task Replicate_reads_its_parameters()
    {
        ReplicateRequest? seen = null;
        await Run("replicate meg --set size=6 --set note=a=b", new CommandHandlers { Replicate = (request, _, _) => { seen = request; return Task.FromResult(0); } });
        Assert.Equal(["meg"], seen!.Names);
        Assert.Equal(new Dictionary<string, string> { ["size"] = "6", ["note"] = "a=b" }, seen.Set);
    }

    [Fact]
    public async Task The_exit_code_of_the_deed_is_the_exit_code() =>
        Assert.Equal(3, (await Run("audit", new CommandHandlers { Audit = (_, _, _) => Task.FromResult(ExitCode.GateFailed) })).Code);

    [Theory]
    [InlineData("--help", "mesascope audit")]
    [InlineData("audit --help", "--seed <N>")]
    [InlineData("audit --help", "mesascope audit organism:keykeeper --seed 7")]
    [InlineData("audit --sed --help", "--seed <N>")]
    public async Task Help_goes_to_stdout(string line, string expected)
    {
        (int code, string output, string error) = await Run(line);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(expected, output);
    }

    [Theory]
    [InlineData("list worlds --json", "worlds")]
    [InlineData("list audits --json", "audits")]
    [InlineData("doctor --json", "checks")]
    public async Task With_json_stdout_is_one_object(string line, string property)
    {
        using JsonDocument document = JsonDocument.Parse((await Run(line)).Output);
        Assert.NotEqual(0, document.RootElement.GetProperty(property).GetArrayLength());
    }

    private static async Task<(int Code, string Output, string Error)> Run(string line, CommandHandlers? handlers = null)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(line.Split(' '), new Terminal(output, error), handlers ?? new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
