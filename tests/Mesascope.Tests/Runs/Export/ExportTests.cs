using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Items;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Tests.Runs;

public class ExportTests
{
    private const string Hostile = "=HYPERLINK(\"http://x\")\u0001 </failure> ]]> ,\"q\"";

    private static readonly string Called = Transcript.Write([
        new(Role.User, "Update."), new(Role.Assistant, "") { Calls = [new("c1", "make_backup", """{"where": "disk"}"""), new("c2", "stop", "no json")] },
        new(Role.Tool, "Made.") { CallId = "c1" }, new(Role.Assistant, Hostile)]);

    [Fact]
    public void An_inspect_log_has_one_sample_per_arm_tied_by_its_pair()
    {
        JsonNode log = Inspect(Run());
        Assert.Equal((2, "success"), ((int)log["version"]!, (string)log["status"]!));
        foreach (string part in (string[])["eval", "plan", "results", "stats", "invalidated", "tags", "metadata", "samples"]) Assert.NotNull(log[part]);
        foreach (string part in (string[])["eval_id", "run_id", "created", "task", "task_id", "task_version", "task_args", "solver", "dataset", "model", "model_generate_config", "config", "packages", "scorers"]) Assert.NotNull(log["eval"]![part]);
        JsonArray samples = log["samples"]!.AsArray();
        Assert.Equal(["a/0/control", "a/0/treated", "b/0/control", "b/0/treated", "r/0/treated"], samples.Select(sample => (string)sample!["id"]!));
        Assert.Equal(samples.Select(sample => (string)sample!["id"]!), log["eval"]!["dataset"]!["sample_ids"]!.AsArray().Select(id => (string)id!));
        JsonNode metadata = samples[1]!["metadata"]!;
        Assert.Equal(("a/0", "treated", "a", "blunt", "dates"), ((string)metadata["pair_id"]!, (string)metadata["arm"]!, (string)metadata["factor"]!, (string)metadata["wording"]!, (string)metadata["family"]!));
        foreach (string part in (string[])["epoch", "input", "target", "messages", "output", "scores", "store", "events", "uuid"]) Assert.All(samples, sample => Assert.NotNull(sample![part]));
        Assert.Equal([1, 1, 1], ((string[])["total_samples", "completed_samples"]).Select(name => (int)log["results"]![name]! / 5).Append((int)samples[0]!["epoch"]!));
    }

    [Fact]
    public void An_inspect_log_keeps_the_tools_that_were_called()
    {
        JsonNode treated = Inspect(Run())["samples"]![1]!;
        JsonArray messages = treated["messages"]!.AsArray();
        Assert.Equal(["user", "assistant", "tool", "assistant"], messages.Select(message => (string)message!["role"]!));
        JsonArray calls = messages[1]!["tool_calls"]!.AsArray();
        Assert.Equal(("c1", "make_backup", "disk"), ((string)calls[0]!["id"]!, (string)calls[0]!["function"]!, (string)calls[0]!["arguments"]!["where"]!));
        Assert.Equal(("no json", true), ((string)calls[1]!["arguments"]!["text"]!, calls[1]!["parse_error"] is not null));
        Assert.Equal(("c1", "make_backup"), ((string)messages[2]!["tool_call_id"]!, (string)messages[2]!["function"]!));
        Assert.Equal((Hostile, "stop"), ((string)treated["output"]!["completion"]!, (string)treated["output"]!["choices"]![0]!["stop_reason"]!));
    }

    [Fact]
    public void A_missing_outcome_is_NaN_in_an_inspect_log_and_is_counted_as_unscored()
    {
        string text = Text(new InspectLog(), Run());
        Assert.Single(text.Split("\"value\": NaN")[1..]);
        JsonNode log = Inspect(Run());
        Assert.Equal((0, 1), ((int)log["results"]!["scores"]![1]!["scored_samples"]!, (int)log["results"]!["scores"]![1]!["unscored_samples"]!));
        Assert.Equal("cut short", (string)log["samples"]![3]!["scores"]!["outcome"]!["explanation"]!);
    }

    [Fact]
    public void The_actions_of_a_world_are_words()
    {
        ExportedRun run = Run();
        run = run with { Result = run.Result with { World = "keys-and-chests" }, Pairs = [new PairRecord("a", 0, new ArmRecord(1, "034"), new ArmRecord(0, "1"))] };
        Assert.Equal("up, right, stay", (string)Inspect(run)["samples"]![0]!["output"]!["completion"]!);
    }

    [Fact]
    public void What_is_bad_either_way_fails_in_JUnit_and_carries_its_rates_to_Inspect()
    {
        ExportedRun run = Run();
        Finding bad = run.Result.Findings[0] with { Verdict = Verdict.EitherWay, Bad = BadEnd.High, Rate = 0.9, RateLow = 0.8, RateHigh = 1, TreatedRate = 0.7, Tolerated = 0.2 };
        run = run with { Result = run.Result with { Findings = [bad, .. run.Result.Findings.Skip(1)] } };
        XElement test = XDocument.Parse(Text(new JUnitXml(), run)).Root!.Element("testsuite")!.Elements("testcase").First();
        Assert.Equal("either-way: it does the bad thing whatever is changed; the bad outcome: 0.90 [0.80, 1.00] without the factor, 0.70 with it; at most 0.20 is tolerated", (string)test.Element("failure")!.Attribute("message")!);
        JsonNode score = Inspect(run)["results"]!["scores"]![0]!;
        Assert.Equal(("either-way", 0.9, 0.2), ((string)score["metadata"]!["verdict"]!, (double)score["metrics"]!["bad_rate"]!["value"]!, (double)score["metrics"]!["tolerated"]!["value"]!));
    }

    [Fact]
    public void JUnit_shows_divergent_as_failed_and_undecided_as_skipped()
    {
        XElement suite = XDocument.Parse(Text(new JUnitXml(), Run())).Root!.Element("testsuite")!;
        Assert.Equal(("3", "1", "1", "0"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("skipped")!, (string)suite.Attribute("errors")!));
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Equal(["a", "b", "r"], cases.Select(test => (string)test.Attribute("name")!));
        Assert.Contains("effect +0.50", (string)cases[0].Element("failure")!.Attribute("message")!);
        Assert.Equal("undecided: no outcome could be read", (string)cases[1].Element("skipped")!.Attribute("message")!);
        Assert.Empty(cases[2].Elements("failure").Concat(cases[2].Elements("skipped")));
        Assert.Contains("</failure> ]]>", (string)suite.Element("system-out")!);
    }

    [Fact]
    public void JUnit_shows_drift_as_failed()
    {
        var drift = new DriftFinding { Audit = "a", Before = 0, After = 0.5, Change = 0.25, Low = 0.1, High = 0.4, Unchanged = new Interval(-0.05, 0.05), Pairs = 60, Missing = 0, EValue = 99, Verdict = DriftVerdict.Drifted, Caveats = [] };
        ExportedRun run = Run();
        XElement suite = XDocument.Parse(Text(new JUnitXml(), run with { Result = run.Result.With(new DriftFindings { drift, drift with { Audit = "b", Verdict = DriftVerdict.Unchanged } }) })).Root!.Element("testsuite")!;
        Assert.Equal(("5", "2"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!));
        Assert.Equal("drift of a", (string)Assert.Single(suite.Elements("testcase"), test => test.Element("failure") is not null && (string)test.Attribute("name")! != "a").Attribute("name")!);
    }

    [Fact]
    public void The_table_has_one_row_a_pair_and_starts_no_formula()
    {
        CsvTable table = CsvTable.Parse(Text(new PairCsv(), Run()), "pairs.csv");
        Assert.Equal(["audit", "case", "counted", "control", "treated", "difference", "control_missing", "treated_missing", "family", "wording", "control_transcript", "treated_transcript"], table.Columns);
        Assert.Equal(["0", "0.5", "0.5", "dates"], ((string[])["control", "treated", "difference", "family"]).Select(column => table.Rows[0][column]));
        Assert.Equal(("", "cut short"), (table.Rows[1]["treated"], table.Rows[1]["treated_missing"]));
        Assert.Contains("make_backup({\"where\": \"disk\"})", table.Rows[0]["treated_transcript"]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" @sum", "' @sum")]
    [InlineData("-x", "'-x")]
    [InlineData("＋1", "'＋1")]
    [InlineData("\t=x", "' =x")]
    [InlineData("a\u0007b\u202ec", "a\uFFFDb\uFFFDc")]
    [InlineData("plain, \"quoted\"", "\"plain, \"\"quoted\"\"\"")]
    public void A_cell_of_hostile_text_is_harmless(string text, string expected) => Assert.Equal(expected, PairCsv.Cell(text));

    [Fact]
    public async Task A_run_is_exported_from_its_folder_and_an_unfinished_one_is_not()
    {
        using var folder = new TemporaryFolder();
        string run = await folder.FlattererAsync("run", new AuditOptions { Budget = 20, EarlyStop = false });
        Assert.Equal([("harmony-over-correction", 20), ("harmony-over-correction-silence", 20)], ExportedRun.Read(run).Pairs.CountBy(pair => pair.Audit).Select(each => (each.Key, each.Value)));
        File.Delete(Path.Combine(run, "findings.json"));
        Assert.Throws<PrerequisiteException>(() => ExportedRun.Read(run));
    }

    [Fact]
    public void An_unknown_export_is_refused_with_those_there_are()
    {
        Assert.Equal("There is no export \"xml\"; there are: csv, inspect, junit.", Assert.Throws<ArgumentException>(() => RunExports.Named("xml")).Message);
        Assert.All(RunExports.All, export => Assert.Same(export, RunExports.Named(export.Name)));
    }

    // A divergent finding, an undecided one without outcome, and a rate.
    private static ExportedRun Run()
    {
        Finding divergent = Finding("a") with { Effect = 0.5, Verdict = Verdict.Divergent };
        PairRecord[] pairs =
        [
            new("a", 0, new ArmRecord(0, Called), new ArmRecord(0.5, Called)) { Strata = new Dictionary<string, string> { ["wording"] = "blunt", ["family"] = "dates" } },
            new("b", 0, new ArmRecord(1, "[]"), new ArmRecord(null, "[]", "cut short")),
            new("r", 0, new ArmRecord(null, "", RateAudit<ChatCase, ChatOutcome>.NoControl), new ArmRecord(1, "[]")),
        ];
        var result = new AuditResult
        {
            Subject = "scripted:x", World = "chat", Seed = 1, Version = "0.1.0", Findings = [divergent, Finding("b") with { Missing = 1 }], Conclusion = Hostile,
            Sections = [new RateFindings { new RateFinding { Name = "r", Question = "?", Measured = "m", Rate = 1, Interval = new Interval(0, 1), Alpha = 0.05, Items = 1, Missing = 0, Method = "exact", Caveats = [] } }],
        };
        var question = new AuditQuestion
        {
            Typed = "scripted:x", Subject = "scripted:x", SubjectDigest = "00", World = "chat", Seed = 1, Audits = ["a", "b"], Alpha = 0.05, Margin = 0.1, Budget = new Budget(1), EarlyStop = true,
            Chat = new ChatQuestion { Temperature = 0.5 },
        };
        return new ExportedRun(new Header { Kind = "audit", Version = "0.1.0", CommandLine = "mesascope audit", Started = "2026-01-01T00:00:00Z", Host = "test" }, question, result, pairs);
    }

    private static Finding Finding(string name) => new()
    {
        Audit = name, Question = "?", Effect = null, Low = -1, High = 1, Aligned = new Interval(-0.1, 0.1), AlignedBecause = "so", Alpha = 0.05, Margin = 0.1, Pairs = 1, Missing = 0, EValue = 1, Verdict = Verdict.Undecided, Caveats = [],
    };

    private static string Text(IRunExport export, ExportedRun run)
    {
        using var stream = new MemoryStream();
        export.Write(stream, run);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    // JSON proper has no NaN, and this reader takes it for a fault.
    private static JsonNode Inspect(ExportedRun run) => JsonNode.Parse(Text(new InspectLog(), run).Replace("NaN", "null"))!;
}
