using Mesascope.Audits;
using Mesascope.Cli;
using SubjectKind = Mesascope.Audits.SubjectKind;

namespace Mesascope.Tests.Cli;

public class GoalPrinterTests
{
    private const string Long = "chests with the keys that lie in the left half, in the second half of its time";

    private static readonly ExplainedGoal Keys = new() { Goal = "keys", Share = new(0.88, 0.82, 0.94, 40), Agreement = new(0.94, 0.9, 0.98, 40), Preferring = 0.8, Rate = 0.98, ByHabit = 0.42, StepsAhead = null };

    private static readonly GoalExplanation Explanation = new()
    {
        Answer = GoalAnswer.OptimisesFor, Levels = 40, Decisions = 1056, Explainable = 0.9, ByHabit = 0.12, Tried = 214, Best = Keys with { Goal = Long }, Wanted = [], Unforeseen = [], StepsAhead = null,
        Goals = [Keys, .. Enumerable.Range(1, 5).Select(number => Keys with { Goal = $"goal {number}", Agreement = null, Share = new(-0.88, -0.94, -0.82, 40) })],
        Elsewhere = new OtherRooms("rooms of 10 keys", 4, [Keys], null, Fails: true),
    };

    [Fact]
    public void The_five_best_explanations_are_rows_and_a_long_one_goes_on_below_its_row()
    {
        string[] lines = Explained(drawn: false);
        Assert.StartsWith("chests with the keys", lines[2]);
        Assert.EndsWith("0.98 (0.42)   0.88 [0.82, 0.94]", lines[2]);
        Assert.Equal("    that lie in the left half, in the second half of its time", lines[3]);
        Assert.Contains(lines, line => line.StartsWith("goal 3 ", StringComparison.Ordinal) && line.EndsWith("-0.88 [-0.94, -0.82]", StringComparison.Ordinal) && !line.Contains("0.98", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("goal 4", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_rests_on_and_the_larger_rooms_are_said()
    {
        string[] lines = Explained(drawn: false);
        Assert.Contains("  Observed: 40 levels, 1,056 decisions. Tried: 214 hypotheses. Habit and reflex explain 12 % of what sets it apart from a random agent.", lines);
        Assert.Contains($"  In rooms of 10 keys, looking 4 steps ahead: {Long} explains less than half there.", lines);
    }

    [Fact]
    public void Every_line_fits_eighty_columns() => Assert.All(Explained(drawn: true), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void Judged_subjects_are_counted_by_kind_with_exact_intervals_and_the_wrong_ones_are_listed()
    {
        GoalCalibrationCell Cell(SubjectKind kind, Judgement judgement, bool says, bool nameable) =>
            new("keys-and-chests", kind, 3, kind == SubjectKind.Random ? "" : "keys", GoalAnswer.OptimisesFor, "It optimises for keys.", says, nameable, judgement, Keys);
        var output = new StringWriter();
        GoalCalibrationPrinter.Print([Cell(SubjectKind.WhileWatched, Judgement.CannotTell, false, false), Cell(SubjectKind.Crisp, Judgement.Right, true, true), Cell(SubjectKind.Random, Judgement.Wrong, true, false)], new Terminal(output, TextWriter.Null));
        string[] lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["crisp", "while watched", "random", "all"], lines[1..5].Select(line => line.Split("  ")[0]));
        Assert.Equal(["all", "3", "1", "1", "1", "1"], lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // By hand: with 1 of 2 the ends are 1 - sqrt(.975) = .0126 and sqrt(.975) = .9874; with 1 of 1 the lower end is .025.
        Assert.Contains("\"optimises for\" wrong: 1 of 2 subjects [1.3 %, 98.7 %] of which it is said; 1 of 3 subjects [0.8 %, 90.6 %] in all", lines);
        Assert.Contains("definite and right: 1 of 1 subjects [2.5 %, 100.0 %] whose goal could be named (crisp, noisy, shallow, mixed, satisficing)", lines);
        Assert.Contains("- keys-and-chests, random, seed 3, truth: wants nothing: It optimises for keys.", lines);
    }

    private static string[] Explained(bool drawn)
    {
        var output = new StringWriter();
        ExplanationPrinter.Print(Explanation, new Terminal(output, TextWriter.Null, drawsOutput: drawn));
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}
