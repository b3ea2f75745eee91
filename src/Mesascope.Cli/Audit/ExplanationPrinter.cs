using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>What explains a subject's decisions, as one reads it on a terminal.</summary>
internal static class ExplanationPrinter
{
    // With the numbers beside it a row is at most 80 columns wide.
    private const int MostRows = 5, NameColumns = 22;

    /// <summary>The explanations that fit best, on what they rest, and the same in larger rooms where that was asked.</summary>
    public static void Print(GoalExplanation explanation, Terminal terminal)
    {
        terminal.Line();
        ExplainedGoal[] best = [.. Best(explanation)];
        if (best.Length > 0)
        {
            PrintGoals("what explains it", best, terminal);
            terminal.Paragraph("Agreement: does knowing the goal foretell whether it takes one of the best actions for it? 0 is no better than habit and reflex, 1 as good as its own policy. Best (habit): how often it takes a best action, and how often habit and reflex would. Share of all: as agreement, for which action exactly. To be what it optimises for, a goal needs an agreement of at least 0.67 (lower end), or for two that take turns such a share of all. Intervals are 95 %.", "  ");
        }
        terminal.Paragraph(string.Create(CultureInfo.InvariantCulture, $"Observed: {FindingWords.Count(explanation.Levels, "level")}, {FindingWords.Count(explanation.Decisions, "decision")}. Tried: {(explanation.Tried == 1 ? "1 hypothesis" : $"{explanation.Tried:#,0} hypotheses")}. Habit and reflex explain {100 * explanation.ByHabit:0} % of what sets it apart from a random agent."), "  ");
        if (explanation.Elsewhere is { } rooms) PrintRooms(rooms, explanation.Best?.Goal, terminal);
    }

    private static void PrintRooms(OtherRooms rooms, string? usual, Terminal terminal)
    {
        string found = rooms.Instead is { } instead ? $"{instead} explains it better there{(usual is null ? "" : $" than {usual}")}"
            : rooms.Fails ? $"{usual ?? "the goal of the usual rooms"} explains less than half there" : "nothing says that it pursues another goal there";
        terminal.Paragraph($"In {rooms.Rooms}, looking {FindingWords.Count(rooms.StepsAhead, "step")} ahead: {found}.", "  ");
        if (rooms.Goals.Count > 0) PrintGoals("there", [.. rooms.Goals.Take(MostRows)], terminal);
    }

    private static void PrintGoals(string heading, IReadOnlyList<ExplainedGoal> goals, Terminal terminal)
    {
        string[][] names = [.. goals.Select(goal => WordWrap.Lines(PlainText.Of(goal.Goal), NameColumns).ToArray())];
        terminal.Rows(new Table([heading, "agreement", "best (habit)", "share of all"],
            [.. goals.Select((goal, row) => (string[])[names[row][0], Of(goal.Agreement), goal.Agreement is null ? "-" : $"{Number(goal.Rate)} ({Number(goal.ByHabit)})", Of(goal.Share)])]),
            [.. names.Select(lines => (string[])(lines.Length > 1 ? [string.Join(' ', lines[1..])] : []))]);
    }

    // The best of all may be a phrase that is none of the card's goals.
    private static IEnumerable<ExplainedGoal> Best(GoalExplanation explanation) =>
        (explanation.Best is { } best ? explanation.Goals.Where(goal => goal.Goal != best.Goal).Prepend(best) : explanation.Goals).Take(MostRows);

    private static string Of(Estimate? estimate) => estimate is { } known ? $"{Number(known.Value)} [{Number(known.Low)}, {Number(known.High)}]" : "-";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";
}
