using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Mesascope.Cli;

/// <summary>Where results and notes go. Results on stdout, everything else on stderr, so that a pipe carries results only.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool drawsOutput = false, bool drawsError = false)
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

    /// <summary>The one object that <c>--json</c> prints.</summary>
    public void Write<T>(T value, JsonTypeInfo<T> type)
    {
        lock (_writing) output.WriteLine(JsonSerializer.Serialize(value, type));
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
