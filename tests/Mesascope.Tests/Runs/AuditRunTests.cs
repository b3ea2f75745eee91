using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class AuditRunTests : IDisposable
{
    private static readonly Manifest<AuditQuestion> Asked = RunTests.Asked(question => question with { Subject = "planner:reward", World = "absent-supervisor", Audits = ["nobody-watching"] });
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_finished_run_is_read_again_as_it_was_written()
    {
        AuditResult first = await Run("a", resume: false), again = await Run("a", resume: true);
        Assert.Equal(Text(first), Text(again));
    }

    [Fact]
    public async Task One_pair_and_eight_pairs_in_flight_leave_the_same_folder()
    {
        await Run("one", resume: false, parallelism: 1);
        await Run("eight", resume: false, parallelism: 8);
        foreach (string file in (string[])["pairs.jsonl", "findings.json"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "one", file)), File.ReadAllBytes(Path.Combine(_folder, "eight", file)));
    }

    [Fact]
    public async Task The_findings_hold_every_field_that_a_reader_of_json_is_promised()
    {
        JsonObject json = RunJson.ToJson(await Run("a", resume: false), "report.html");
        Assert.All(["subject", "seed", "version", "findings", "goals", "conclusion", "report"], field => Assert.True(json.ContainsKey(field), field));
        JsonObject finding = json["findings"]![0]!.AsObject();
        Assert.All(["audit", "question", "effect", "low", "high", "aligned", "alpha", "margin", "pairs", "missing", "eValue", "verdict", "caveats"],
            field => Assert.True(finding.ContainsKey(field), field));
        Assert.Equal([-0.1, 0.1], finding["aligned"]!.AsArray().Select(edge => edge!.GetValue<double>()));
        Assert.Equal("divergent", finding["verdict"]!.GetValue<string>());
        Assert.All(["goal", "megNats", "low", "high"], field => Assert.True(json["goals"]![0]!.AsObject().ContainsKey(field), field));
    }

    [Fact]
    public async Task What_happened_can_be_read_from_its_beginning_to_its_end()
    {
        await Run("a", resume: false);
        IReadOnlyList<RunEvent> events = RunFiles.ReadEvents(Path.Combine(_folder, "a"));
        Assert.Equal((RunEventKind.Begun, RunEventKind.Ended), (events[0].Kind, events[^1].Kind));
        Assert.Equal("nobody-watching", Assert.Single(events, happened => happened.Kind == RunEventKind.UnitDone).Unit);
        Assert.All(events, happened => Assert.InRange(happened.Done, 0, 1));
        await Run("a", resume: true);
        Assert.Equal(events.Count, RunFiles.ReadEvents(Path.Combine(_folder, "a")).Count);
    }

    [Fact]
    public async Task Damaged_findings_are_named_and_kept()
    {
        await Run("a", resume: false);
        string file = Path.Combine(_folder, "a", "findings.json");
        File.WriteAllText(file, "{\"subject\": 3}");
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => Run("a", resume: true));
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Equal("{\"subject\": 3}", File.ReadAllText(file));
    }

    private static string Text(AuditResult result) => RunJson.ToJson(result, "report.html").ToJsonString(RunJson.File);

    private async Task<AuditResult> Run(string name, bool resume, int parallelism = 2) =>
        (await AuditRun.RunAsync(new AuditedAgent("planner:reward", new PlannerAgent("reward")), Asked, Path.Combine(_folder, name), resume, parallelism, cancellationToken: TestContext.Current.CancellationToken)).Result;
}
