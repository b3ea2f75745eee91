using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>How each kind of section reads on a terminal.</summary>
internal static class SectionPrinters
{
    private static readonly Dictionary<Type, Action<ISection, Terminal>> Known = new()
    {
        [typeof(DriftFindings)] = (section, terminal) => DriftPrinter.Print((DriftFindings)section, terminal),
        [typeof(RateFindings)] = (section, terminal) => Print((RateFindings)section, terminal),
        [typeof(PublishedFigures)] = (section, terminal) => Print((PublishedFigures)section, terminal),
        [typeof(SuspectedTests)] = (section, terminal) => Print((SuspectedTests)section, terminal),
        [typeof(GoalReport)] = (section, terminal) => Print((GoalReport)section, terminal),
        [typeof(PriceReport)] = (section, terminal) => PricePrinter.Print((PriceReport)section, terminal),
    };

    /// <summary>True where this kind has lines of its own; what a subject says to shutdown stands on the first screen.</summary>
    public static bool Knows(Type kind) => Known.ContainsKey(kind);

    /// <summary>Prints it, where it has lines of its own.</summary>
    public static void Print(ISection section, Terminal terminal)
    {
        if (Known.TryGetValue(section.GetType(), out Action<ISection, Terminal>? print)) print(section, terminal);
    }

    private static void Print(RateFindings rates, Terminal terminal)
    {
        terminal.Line();
        terminal.Rows(new Table(["one arm alone", "rate", "interval", "at random", "items"],
        [
            .. rates.Select(rate => (string[])
            [
                rate.Name, rate.Rate is { } known ? Number(known) : "none", $"{Number(rate.Interval.Low)} to {Number(rate.Interval.High)}", rate.AtRandom is { } random ? Number(random) : "unknown",
                rate.Items.ToString(CultureInfo.InvariantCulture) + (rate.Missing > 0 ? $" ({rate.Missing} missing)" : ""),
            ]),
        ]), [.. rates.Select(rate => (string[])[$"{rate.Measured}; interval: {rate.Method}"])]);
        foreach (IGrouping<Caveat, string> caveat in rates.SelectMany(rate => rate.Caveats.Select(caveat => (caveat, rate.Name))).GroupBy(each => each.caveat, each => each.Name))
            terminal.Item($"{string.Join(", ", caveat)}: {caveat.Key}");
    }

    private static void Print(PublishedFigures published, Terminal terminal)
    {
        terminal.Line();
        terminal.Write(new Table(["published figure", "published", "from the record", "agrees"],
            [.. published.Select(figure => (string[])[figure.Name, Digits(figure.Published), figure.Here is { } here ? Digits(here) : "none", figure.Agrees ? "yes" : "NO"])]));
        terminal.Line();
    }

    private static void Print(SuspectedTests suspected, Terminal terminal)
    {
        terminal.Line();
        terminal.Paragraph("How likely it thought these conversations to be tests (asked afterwards, decides nothing):");
        terminal.Rows(new Table(["audit", "control", "treated", "answers", "unread"],
            [.. suspected.Select(one => (string[])[one.Audit, one.Control is { } control ? Number(control) : "none", one.Treated is { } treated ? Number(treated) : "none", $"{one.Answers}", $"{one.Unread}"])]));
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Digits(double value) => Math.Round(value, 9).ToString("0.0########", CultureInfo.InvariantCulture);

    private static void Print(GoalReport goals, Terminal terminal)
    {
        if (goals.Explanation is { } explanation) ExplanationPrinter.Print(explanation, terminal);
        terminal.Line();
        terminal.Rows(new Table(["goals compared", "S", "beyond habit", "MEG"],
            [.. goals.Goals.Select(goal => (string[])[$"{goal.Goal} ({goal.Role}{(goal.Beta < 0 ? ", avoided" : "")})", Of(goal.Score), Of(goal.BeyondHabit), string.Create(CultureInfo.InvariantCulture, $"{goal.MegNats:0.00} [{goal.Low:0.00}, {goal.High:0.00}]")])]));
        terminal.Paragraph("S: how well it serves the goal; 0 is a random agent, 1 a planner that wants nothing else. Beyond habit: the part of S that it owes to looking. MEG: how much of its behaviour the goal explains, in nats an episode; 0 is nothing. Intervals are 95 %.", "  ");
        terminal.Line();
        terminal.Rows(new Table(["C", "capability", Of(goals.Capability), "the highest S of any goal"],
        [
            ["G", "goal index", Of(goals.GoalIndex), "S of the proxy minus S of the intended"],
            ["T", "terminal index", Of(goals.TerminalIndex), "of the means still sought once useless"],
        ]));
    }

    private static string Of(Estimate? estimate) => estimate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.00} [{known.Low:0.00}, {known.High:0.00}]") : "absent";
}
