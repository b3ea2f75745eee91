using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Experiments;
using Mesascope.Runs;

namespace Mesascope.Tests.Experiments;

public sealed class ExperimentRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-experiments-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_kept_is_read_again()
    {
        ExperimentRun made = Make(Asked());
        ExperimentRecord before = Assert.Single(made.Finished()), after = Assert.Single(ExperimentRun.Read(_folder).Finished());
        Assert.Equivalent(before, after, strict: true);
        Assert.Null(made.Of("power"));
    }

    [Fact]
    public void A_run_that_was_asked_otherwise_is_neither_resumed_nor_overwritten()
    {
        Make(Asked());
        Assert.Contains("already holds a run", Assert.Throws<ArgumentException>(() => Make(Asked(), resume: false)).Message);
        Assert.Contains("(no, not yes)", Assert.Throws<ArgumentException>(() => Make(Asked(question => question with { Quick = true }))).Message);
        Assert.Contains("size=5", Assert.Throws<ArgumentException>(() => Make(Asked(question => question with { Set = new Dictionary<string, string> { ["size"] = "5" } }))).Message);
        Assert.NotNull(ExperimentRun.Read(_folder).Of("meg"));
    }

    [Fact]
    public void A_foreign_folder_is_refused_and_left_alone()
    {
        string foreign = Path.Combine(_folder, "letter.txt");
        File.WriteAllText(foreign, "dear");
        Assert.Contains("letter.txt", Assert.Throws<ArgumentException>(() => Make(Asked())).Message);
        Assert.Equal([foreign], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("manifest.json", "{\"header\":{\"kind\":\"repl")]
    [InlineData("manifest.json", "{\"header\":{\"format\":2,\"kind\":\"audit\",\"commandLine\":\"\",\"started\":\"\",\"host\":\"\"}}")]
    [InlineData("meg.json", "[1]")]
    [InlineData("meg.json", "{\"name\":\"meg\"}")]
    public void A_damaged_file_is_named(string file, string text)
    {
        Make(Asked());
        File.WriteAllText(Path.Combine(_folder, file), text);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => ExperimentRun.Read(_folder).Of("meg")).Message);
    }

    // As version 0.1.0 wrote it.
    [Fact]
    public void A_run_of_format_1_is_read()
    {
        Make(Asked());
        File.WriteAllText(Path.Combine(_folder, "manifest.json"), """{"format":1,"kind":"replicate","version":"0.1.0","names":["meg"],"set":{},"quick":false,"commandLine":"mesascope replicate meg","gitCommit":null,"started":"2026-01-01T00:00:00Z","host":"here"}""");
        Assert.Single(ExperimentRun.Read(_folder).Finished());
        Assert.Null(Asked().Question.DifferenceFrom(ExperimentRun.Read(_folder).Manifest.Question));
    }

    [Fact]
    public void A_cell_that_is_done_is_not_done_again_and_the_tables_are_those_of_an_unbroken_run()
    {
        int run = 0;
        Experiment<SquareSetUp, SquareCell, SquareTrial> squares = Squares(cell =>
        {
            Interlocked.Increment(ref run);
            if (cell.Number == 2) throw new PrerequisiteException("the disk is full");
        });
        Plan plan = squares.Plan(new Dictionary<string, string> { ["count"] = "5" });
        Assert.Throws<PrerequisiteException>(() => plan.Run(_folder, cancellationToken: TestContext.Current.CancellationToken));
        int broken = File.ReadAllLines(Path.Combine(_folder, "cells.jsonl")).Length, again = 0;
        Tables resumed = Squares(_ => Interlocked.Increment(ref again)).Plan(new Dictionary<string, string> { ["count"] = "5" }).Run(_folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(5 - broken, again);
        Assert.Equivalent(Squares(_ => { }).Run(new SquareSetUp { Count = 5 }, TestContext.Current.CancellationToken), resumed, strict: true);
        Assert.Equal([1 / 3.0, 2 / 3.0, 1, 4 / 3.0, 5 / 3.0], resumed.Rows.Select(row => row.Result!.Value));
    }

    [Fact]
    public void Cells_that_only_the_trials_can_tell_are_run_after_them_and_kept_like_them()
    {
        int run = 0;
        Plan plan = (Squares(_ => Interlocked.Increment(ref run)) with { Then = (_, trials) => [new SquareCell("more", 10 * trials.Count)] }).Plan(new Dictionary<string, string> { ["count"] = "2" });
        Tables first = plan.Run(_folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1 / 3.0, 2 / 3.0, 20 / 3.0], first.Rows.Select(row => row.Result!.Value));
        Assert.Equivalent(first, plan.Run(_folder, cancellationToken: TestContext.Current.CancellationToken), strict: true);
        Assert.Equal(3, run);
    }

    [Theory]
    [InlineData("count", "0", "a whole number in [1, 10]")]
    [InlineData("count", "x", "a whole number in [1, 10]")]
    [InlineData("cuont", "1", "has no parameter")]
    [InlineData("kinds", "round,flat", "some of round, square")]
    [InlineData("sizes", "2,1", "rising")]
    public void A_parameter_out_of_its_range_is_refused_with_what_it_takes(string name, string value, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Squares(_ => { }).Plan(new Dictionary<string, string> { [name] = value })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_set_up_is_read_off_its_record()
    {
        Assert.Equal(["count=3", "share=0.5", "kinds=round", "sizes=1,2.5", "goal=opposite", "exact=1"], Squares(_ => { }).Parameters.Select(parameter => $"{parameter.Name}={parameter.Default}"));
        (SquareSetUp setUp, _) = SetUpFields<SquareSetUp>.Read("squares", new Dictionary<string, string> { ["sizes"] = "3,4", ["goal"] = "7", ["exact"] = "0" }, null);
        Assert.Equal([3.0, 4.0], setUp.Sizes);
        Assert.Equal((7, false), (setUp.Goal!.Value, setUp.Exact));
        Assert.True(SetUpFields<SquareSetUp>.IsPublished(new SquareSetUp()));
        Assert.False(SetUpFields<SquareSetUp>.IsPublished(setUp));
    }

    private static Experiment<SquareSetUp, SquareCell, SquareTrial> Squares(Action<SquareCell> before) => new()
    {
        Name = "squares", Summary = "", Source = "", Cost = "",
        Design = setUp => Enumerable.Range(1, setUp.Count).Select(number => new SquareCell("a b", number)),
        Trial = (_, cell, _) =>
        {
            before(cell);
            return new SquareTrial(cell.Number / 3.0);
        },
        Analyse = (_, trials) => new Tables { Rows = [.. trials.Select(each => new ReplicationRow("third", $"{each.Cell.Number}", null, each.Trial.Third, null, null, 1, null))] },
    };

    private ExperimentRun Make(Manifest<ExperimentQuestion> manifest, bool resume = true) => ExperimentRun.Make(_folder, manifest, resume, cancellationToken: TestContext.Current.CancellationToken);

    private static Manifest<ExperimentQuestion> Asked(Func<ExperimentQuestion, ExperimentQuestion>? change = null)
    {
        var question = new ExperimentQuestion { Names = ["meg"], Set = new Dictionary<string, string>() };
        question = change?.Invoke(question) ?? question;
        return new(new Header { Kind = ExperimentQuestion.Kind, CommandLine = question.CommandLine(), Started = "2026-01-01T00:00:00Z", Host = "here" }, question);
    }

    private sealed record SquareSetUp
    {
        [Range(1, 10), Description("how many")]
        public int Count { get; init; } = 3;

        [Range(0.0, 1.0, MinimumIsExclusive = true), Description("a share")]
        public double Share { get; init; } = 0.5;

        [AllowedValues("round", "square"), Description("kinds")]
        public IReadOnlyList<string> Kinds { get; init; } = ["round"];

        [Range(0.0, 9.0), Several(Rising = true), Description("sizes")]
        public IReadOnlyList<double> Sizes { get; init; } = [1, 2.5];

        [Range(0, 9), OrWord("opposite"), Description("a goal")]
        public int? Goal { get; init; }

        [Description("exactly")]
        public bool Exact { get; init; } = true;
    }

    private sealed record SquareCell(string Kind, int Number);

    private sealed record SquareTrial(double Third);
}
