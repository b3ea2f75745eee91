using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mesascope.Runs;
using Mesascope.Worlds;
using Spectre.Console;

namespace Mesascope.Cli;

/// <summary>Where results and notes go. Results on stdout, everything else on stderr, so that a pipe carries results only.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool drawsOutput = false, bool drawsError = false, TextReader? input = null)
{
    private readonly Lock _writing = new();

    /// <summary>The terminal, or the pipes, that this process was given.</summary>
    public static Terminal OfThisProcess()
    {
        bool plain = Environment.GetEnvironmentVariable("TERM") == "dumb" || Environment.GetEnvironmentVariable("CI") is "true" or "1";
        return new(Console.Out, Console.Error, !plain && !Console.IsOutputRedirected, !plain && !Console.IsErrorRedirected);
    }

    /// <summary>Where results go.</summary>
    public TextWriter Output => output;

    /// <summary>True where notes are read on a terminal, which can take a line back.</summary>
    public bool DrawsError => drawsError;

    /// <summary>A line of the result.</summary>
    public void Line(string text = "")
    {
        lock (_writing) output.WriteLine(PlainText.Of(text));
    }

    /// <summary>A table of the result.</summary>
    public void Write(Table table)
    {
        lock (_writing)
        {
            if (!drawsOutput) foreach (string line in table.Lines()) output.WriteLine(line);
            else AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table.Drawn());
        }
    }

    /// <summary>A board of the result, in colour on a terminal.</summary>
    public void Write(string board, IReadOnlyList<Glyph> legend)
    {
        if (!drawsOutput) foreach (string row in board.Split('\n')) Line(row);
        else
            lock (_writing)
            {
                IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
                foreach (Markup line in DrawnBoard.Lines(board, legend)) console.Write(new Rows(line));
            }
    }

    /// <summary>One moment of a walk: on a terminal it takes the place of the last one.</summary>
    public void Frame(string board, IReadOnlyList<Glyph> legend, IReadOnlyList<string> lines)
    {
        if (drawsOutput) lock (_writing) output.Write("\u001b[H\u001b[2J");
        else Line();
        Write(board, legend);
        foreach (string line in lines) Line(line);
    }

    /// <summary>The keys that are pressed, until they end; without a keyboard, the characters of the input.</summary>
    public IEnumerable<PlayKey> Keys(CancellationToken cancellationToken)
    {
        bool keyboard = input is null && !Console.IsInputRedirected;
        while (!cancellationToken.IsCancellationRequested)
        {
            PlayKey? key;
            if (!keyboard)
            {
                int character = (input ?? Console.In).Read();
                if (character < 0) yield break;
                key = PlayKey.Of((char)character);
            }
            else if (Console.KeyAvailable) key = PlayKey.Of(Console.ReadKey(intercept: true));
            else
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(15));
                continue;
            }
            if (key is { } known) yield return known;
        }
    }

    /// <summary>The one object that <c>--json</c> prints.</summary>
    public void Write<T>(T value, JsonTypeInfo<T> type)
    {
        lock (_writing) output.WriteLine(JsonSerializer.Serialize(value, type));
    }

    /// <summary>One of several objects that <c>--json</c> prints, each on a line of its own.</summary>
    public void WriteLine(JsonNode value)
    {
        lock (_writing) output.WriteLine(value.ToJsonString(RunJson.Line));
    }

    /// <summary>A line about the work, on stderr.</summary>
    public void Note(string text)
    {
        lock (_writing) error.WriteLine($"mesascope: {PlainText.Of(text)}");
    }

    /// <summary>Takes the current line of stderr back and writes another there; without a line break.</summary>
    public void Redraw(string text)
    {
        lock (_writing) error.Write($"\r\u001b[K{PlainText.Of(text)}");
    }
}
