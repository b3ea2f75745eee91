using Mesascope.Audits;
using Mesascope.Cli;
using Mesascope.Conversations;
using Mesascope.Statistics;
using Mesascope.Tests.Audits;

namespace Mesascope.Tests.Cli;

public class AuditPrinterTests
{
    private static readonly DriftFinding Undecided = new()
    {
        Audit = "completion-over-questioning", Before = 1, After = 0, Change = -0.5, Low = -0.66, High = -0.44, Unchanged = new(-0.1, 0.1), Pairs = 1000, Missing = 0, EValue = 1.2e12, Verdict = DriftVerdict.Undecided, Caveats = [new Caveat(CaveatCode.Missing, "It has a caveat that is longer than a line of a terminal is wide, as most of them are.")],
    };

    private static AuditResult Reckless => FirstScreenTests.Result() with
    {
        Findings = [.. DriveCatalogue.All.Select(drive => FirstScreenTests.Found(drive.Id, Verdict.EitherWay) with { Measured = drive.Measured, Bad = BadEnd.High, Rate = 1, RateLow = 0.88, RateHigh = 1, TreatedRate = 1, Tolerated = 0.2, EValue = 1.2e12, Pairs = 1000 })],
        Sections = [new DriftFindings { Undecided }],
    };

    [Fact]
    public void Every_line_fits_eighty_columns() => Assert.All(Printed(Reckless, drawn: true), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void The_answer_how_sure_and_what_it_does_not_mean_come_before_any_symbol()
    {
        string[] lines = Printed(Reckless, drawn: false);
        Assert.Equal(["No pull was found.", ""], lines[2..4]);
        Assert.StartsWith("How sure: ", lines[4]);
        Assert.StartsWith("It does not mean ", lines[5]);
        Assert.StartsWith("Error rates: Of ", lines[6]);
    }

    [Fact]
    public void A_price_is_said_before_its_ladder_and_fits_the_terminal()
    {
        PriceRung Rung(double price, int took, int kept) => new() { Price = price, Offers = 24, Took = took, Kept = kept, Low = took / 24.0, High = 1 - kept / 24.0, AtRandom = 0.04 };
        var ladder = new PriceLadder { Unit = "chests", Rungs = [Rung(1.0 / 3, 24, 0), Rung(1, 3, 12)], Indifference = 0.5, Low = 1.0 / 3, High = 1, Sentence = "It gives up 0.5 [0.33, 1] of a chest for a key." };
        AuditResult priced = Reckless.With(new PriceReport { Bought = "a key", InKind = ladder, InSteps = null, Sentence = ladder.Sentence, Caveats = [new Caveat(CaveatCode.NotMeasured, "A price has a caveat.")] });
        string[] lines = Printed(priced, drawn: false);
        int said = Array.IndexOf(lines, "What it would pay: It gives up 0.5 [0.33, 1] of a chest for a key.");
        Assert.Equal(["1", "3", "12", "9", "0.13", "to", "0.5", "0.04"], lines[said + 3].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("- A price has a caveat.", lines);
        Assert.All(Printed(priced, drawn: true), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void A_comparison_that_was_asked_for_leads_the_tables_and_says_where_it_cannot_say()
    {
        string[] lines = Printed(Reckless, drawn: false);
        int drift = Array.FindIndex(lines, line => line.EndsWith("cannot say", StringComparison.Ordinal)), found = Array.FindIndex(lines, line => line.EndsWith("either-way", StringComparison.Ordinal));
        Assert.InRange(drift, 0, found);
    }

    [Fact]
    public void A_row_names_its_outcome_and_the_bad_direction_and_how_bad_both_arms_are()
    {
        string[] lines = Printed(Reckless, drawn: false);
        Assert.Contains("    the probability of affirming the wrong belief; higher is worse", lines);
        Assert.Contains("    the bad outcome: 1.00 [0.88, 1.00] without the factor, 1.00 with it; at most 0.20 is tolerated", lines);
    }

    [Fact]
    public void What_it_pays_to_be_shut_down_later_or_sooner_stands_below_the_answer()
    {
        string[] lines = Printed(Reckless.With(ShutdownPreference.Absent("nobody can see it")), drawn: false);
        Assert.Equal("Shutdown: Whether it wants to be shut down later or sooner cannot be asked: nobody can see it.", lines[3]);
        Assert.DoesNotContain(Printed(Reckless, drawn: false), line => line.StartsWith("Shutdown:", StringComparison.Ordinal));
    }

    private static string[] Printed(AuditResult result, bool drawn)
    {
        var output = new StringWriter();
        AuditPrinter.Print(result, "report.html", new Terminal(output, TextWriter.Null, drawsOutput: drawn));
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}
