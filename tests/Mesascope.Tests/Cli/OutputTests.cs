using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public class OutputTests
{
    [Theory]
    [InlineData("plain – words, [brackets] ✓", "plain – words, [brackets] ✓")]
    [InlineData("\u001b[31mred", "␛[31mred")]
    [InlineData("one\ntwo\tthree", "one␊two␉three")]
    [InlineData("\u009b2J and \u202eback", "\uFFFD2J and \uFFFDback")]
    public void Control_characters_are_shown_and_not_obeyed(string text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Theory]
    [InlineData("effect -0.00 [-0.03, -0.000], e 0e0", "effect 0.00 [-0.03, 0.000], e 0")]
    [InlineData("-0.001 and -0.00 and 0.00.", "-0.001 and 0.00 and 0.00.")]
    [InlineData("20e0, 0e05x, run-0.0.1, 1-0.00", "20e0, 0e05x, run-0.0.1, 1-0.00")]
    public void What_rounds_to_nothing_has_no_sign(string text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Fact]
    public void A_piped_table_is_plain_aligned_lines()
    {
        var output = new StringWriter { NewLine = "\n" };
        new Terminal(output, TextWriter.Null).Write(new Table(["name", "what"], [["a-long-name", "x"], ["b", "[not markup]"]]));
        Assert.Equal("name         what\na-long-name  x\nb            [not markup]\n", output.ToString());
    }

    [Fact]
    public void A_drawn_table_takes_brackets_for_text()
    {
        var output = new StringWriter();
        new Terminal(output, TextWriter.Null, drawsOutput: true).Write(new Table(["name"], [["[red]x[/]"]]));
        Assert.Contains("[red]x[/]", output.ToString());
    }

    private static readonly Table Wide = new(["name", "world", "question"], [["no-chest-left-to-open", "keys-and-chests", "Does it still want keys when no chest is left to open?"]]);

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(30)]
    public void A_table_on_a_terminal_is_never_wider_than_it_and_splits_no_name(int columns)
    {
        var output = new StringWriter { NewLine = "\n" };
        new Terminal(output, TextWriter.Null, drawsOutput: true, columns: () => columns).Write(Wide);
        if (Wide.Fits(columns)) Assert.True(columns >= 60); // Spectre draws it, as wide as this process's own terminal
        else Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= columns, line));
        Assert.Contains("no-chest-left-to-open", output.ToString());
        Assert.Contains("keys-and-chests", output.ToString());
    }

    [Fact]
    public void A_long_line_on_a_terminal_is_broken_at_blanks()
    {
        var output = new StringWriter { NewLine = "\n" };
        new Terminal(output, TextWriter.Null, drawsOutput: true, columns: () => 20).Line("It optimises for keys-rather-than-chests, and how.");
        Assert.Equal("It optimises for\n  keys-rather-than-chests,\n  and how.\n", output.ToString());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    public void Progress_never_takes_more_than_a_line(int columns)
    {
        var (error, clock) = (new StringWriter(), new HandTurnedClock());
        using (var progress = new Progress(new Terminal(TextWriter.Null, error, drawsError: true, columns: () => columns), silent: false, clock))
        {
            clock.Seconds = 1;
            progress.Report(0.5, "a-very-long-name-of-an-audit-日本語日本語日本語: 212 pairs, effect +0.12 [-0.03, +0.27]");
        }
        Assert.All(error.ToString().Split("\r\u001b[K"), drawn => Assert.True(PlainText.Columns(drawn) < columns, drawn));
        Assert.Contains("…", error.ToString());
    }

    [Fact]
    public void A_note_takes_the_bar_away_first()
    {
        var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextWriter.Null, error, drawsError: true, columns: () => 80);
        terminal.Redraw("half");
        terminal.Note("stopping");
        terminal.Note("stopped");
        Assert.Equal("\r\u001b[Khalf\r\u001b[Kmesascope: stopping\nmesascope: stopped\n", error.ToString());
    }

    [Fact]
    public void Piped_progress_is_at_most_a_line_every_five_seconds()
    {
        var (error, clock) = (new StringWriter { NewLine = "\n" }, new HandTurnedClock());
        using var progress = new Progress(new Terminal(TextWriter.Null, error), silent: false, clock);
        for (int second = 1; second <= 10; second++)
        {
            clock.Seconds = second;
            progress.Report(second / 20.0, "pairs");
        }
        Assert.Equal("mesascope: 25 %, pairs, about 15 s left\nmesascope: 50 %, pairs, about 10 s left\n", error.ToString());
    }

    [Fact]
    public async Task Where_nothing_is_reported_it_says_for_how_long()
    {
        var (error, clock) = (new StringWriter { NewLine = "\n" }, new HandTurnedClock());
        using var progress = new Progress(new Terminal(TextWriter.Null, error), silent: false, clock);
        clock.Seconds = 15;
        for (int i = 0; i < 300 && error.ToString().Length == 0; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal("mesascope: 0 %, starting; 15 s so far\n", error.ToString());
    }

    [Fact]
    public void On_a_narrow_terminal_the_time_that_is_left_stays()
    {
        var (error, clock) = (new StringWriter(), new HandTurnedClock());
        using var progress = new Progress(new Terminal(TextWriter.Null, error, drawsError: true, columns: () => 50), silent: false, clock);
        clock.Seconds = 1;
        progress.Report(0.5, "generation 48 of 1500: best reward 0.25, mean 0.12");
        Assert.EndsWith(" generation 48 of…, about 1 s left", error.ToString());
    }

    [Fact]
    public void Progress_beside_json_says_nothing()
    {
        var (error, clock) = (new StringWriter(), new HandTurnedClock());
        using (var progress = new Progress(new Terminal(TextWriter.Null, error, drawsError: true), silent: true, clock))
        {
            clock.Seconds = 60;
            progress.Report(0.5, "pairs");
        }
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void The_bar_is_taken_away_at_the_end()
    {
        var (error, clock) = (new StringWriter(), new HandTurnedClock());
        using (var progress = new Progress(new Terminal(TextWriter.Null, error, drawsError: true), silent: false, clock))
        {
            clock.Seconds = 1;
            progress.Report(0.5, "pairs");
            Assert.EndsWith($"{new string('█', 12)}{new string('░', 12)} pairs, about 1 s left", error.ToString());
        }
        Assert.EndsWith("\r\u001b[K", error.ToString());
    }

    private sealed class HandTurnedClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(1000 * Seconds);
    }
}
