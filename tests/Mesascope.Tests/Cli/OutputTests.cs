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
