using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mesascope.Runs;
using Mesascope.Worlds;
using Spectre.Console;

namespace Mesascope.Cli;

/// <summary>Where results and notes go. Results on stdout, everything else on stderr, so that a pipe carries results only.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool drawsOutput = false, bool drawsError = false, TextReader? input = null, Func<int>? columns = null)
{
    // Longer lines are hard to read, and shorter ones would break every row.
    private const int UsualColumns = 80, Widest = 100, Narrowest = 40;
    private readonly Lock _writing = new();
    private bool _drawn;

    /// <summary>The terminal, or the pipes, that this process was given.</summary>
    public static Terminal OfThisProcess()
    {
        bool plain = Environment.GetEnvironmentVariable("TERM") == "dumb" || Environment.GetEnvironmentVariable("CI") is "true" or "1";
        return new(Console.IsOutputRedirected ? PipeWriter.OfThisProcess() : Console.Out, Console.Error, !plain && !Console.IsOutputRedirected, !plain && !Console.IsErrorRedirected, columns: WindowColumns);
    }

    /// <summary>How wide the window is at this moment; it may be drawn wider or narrower meanwhile.</summary>
    public int Columns => Math.Max(1, columns?.Invoke() ?? UsualColumns);

    /// <summary>True once nobody reads the results any more.</summary>
    public bool IsClosed => output is PipeWriter { IsClosed: true };

    /// <summary>Where results go.</summary>
    public TextWriter Output => output;

    /// <summary>True where notes are read on a terminal, which can take a line back.</summary>
    public bool DrawsError => drawsError;

    /// <summary>True where results are read on a terminal.</summary>
    public bool DrawsOutput => drawsOutput;

    /// <summary>A line of the result; on a terminal broken at blanks where it is longer than that is wide.</summary>
    public void Line(string text = "")
    {
        lock (_writing) Put(PlainText.Of(text));
    }

    /// <summary>A paragraph of the result: broken between words on a terminal, one line in a pipe.</summary>
    /// <param name="text">Without line breaks.</param>
    /// <param name="indent">What its lines begin with.</param>
    /// <param name="first">What the first line begins with instead.</param>
    public void Paragraph(string text, string indent = "", string? first = null)
    {
        foreach (string line in WordWrap.Lines(PlainText.Of(text), drawsOutput ? Math.Clamp(Columns, Narrowest, Widest) : int.MaxValue, indent, first)) Line(line);
    }

    /// <summary>One entry of a list.</summary>
    public void Item(string text) => Paragraph(text, "  ", "- ");

    /// <summary>A table as aligned lines without a frame, so that 80 columns hold more of it; under each row there may be paragraphs that belong to it.</summary>
    public void Rows(Table table, IReadOnlyList<IReadOnlyList<string>>? under = null)
    {
        string[] lines = [.. table.Lines()];
        Line(lines[0]);
        for (int row = 1; row < lines.Length; row++)
        {
            Line(lines[row]);
            foreach (string text in under?[row - 1] ?? []) Paragraph(text, "    ");
        }
    }

    /// <summary>A table of the result.</summary>
    public void Write(Table table)
    {
        lock (_writing)
        {
            if (!drawsOutput) foreach (string line in table.Lines()) output.WriteLine(line);
            else if (!table.Fits(Columns)) foreach (string line in table.Entries(Columns)) output.WriteLine(line);
            else AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table.Drawn());
        }
    }

    /// <summary>A board of the result, in colour on a terminal.</summary>
    public void Write(string board, IReadOnlyList<Glyph> legend)
    {
        // Without colours its cells would all look alike.
        if (!drawsOutput || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }) foreach (string row in board.Split('\n')) Line(row);
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

    /// <summary>The keys that are pressed, until they end or nobody looks on any more; without a keyboard, the characters of the input, of which an empty line is Enter.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public IEnumerable<PlayKey> Keys(CancellationToken cancellationToken)
    {
        if (input is null && !Console.IsInputRedirected)
        {
            for (; ; cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(15)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (Console.KeyAvailable)
                    if (PlayKey.Of(Console.ReadKey(intercept: true)) is { } pressed) yield return pressed;
            }
        }
        TextReader typed = input ?? Console.In;
        for (int before = '\n'; !IsClosed;)
        {
            Task<int> next = Task.Run(typed.Read, CancellationToken.None); // a pipe may be silent for ever
            next.Wait(cancellationToken);
            if (next.Result < 0) yield break;
            if (next.Result == '\r') continue;
            if ((next.Result == '\n' ? before == '\n' ? PlayKey.Subject : null : PlayKey.Of((char)next.Result)) is { } key) yield return key;
            before = next.Result;
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
        lock (_writing)
        {
            if (_drawn) error.Write(Erase);
            _drawn = false;
            string line = $"mesascope: {PlainText.Of(text)}";
            if (!drawsError) error.WriteLine(line);
            else foreach (string part in PlainText.Wrapped(line, Columns)) error.WriteLine(part);
        }
    }

    /// <summary>Takes the current line of stderr back and writes another there, without a line break and never longer than a line: of two only one could be taken back.</summary>
    public void Redraw(string text)
    {
        lock (_writing)
        {
            error.Write(Erase + PlainText.Clipped(PlainText.Of(text), Columns - 1));
            _drawn = text.Length > 0;
        }
    }

    private const string Erase = "\r\u001b[K";

    private void Put(string line)
    {
        if (!drawsOutput) output.WriteLine(line);
        else foreach (string part in PlainText.Wrapped(line, Columns)) output.WriteLine(part);
    }

    private static int WindowColumns()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualColumns;
        }
        catch (IOException)
        {
            return UsualColumns; // a terminal that does not say
        }
    }
}
