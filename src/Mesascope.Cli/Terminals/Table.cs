using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mesascope.Cli;

/// <summary>Rows under headings: drawn on a terminal, one entry below another on a narrow one, plain aligned lines when piped.</summary>
/// <param name="Headings">Shape [columns].</param>
/// <param name="Rows">Shape [rows, columns].</param>
internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    // A column of sentences is hard to read when it is narrow.
    private const int Sentence = 30, Readable = 14;

    /// <summary>One line a row, headings first; columns are two spaces apart and the last is not padded.</summary>
    public IEnumerable<string> Lines()
    {
        IReadOnlyList<IReadOnlyList<string>> all = [Headings, .. Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(PlainText.Of)])];
        int[] widths = [.. Headings.Select((_, column) => all.Max(row => PlainText.Columns(row[column])))];
        return all.Select(row => string.Join("  ", row.Select((cell, column) => column < row.Count - 1 ? cell + new string(' ', widths[column] - PlainText.Columns(cell)) : cell)).TrimEnd());
    }

    /// <summary>True where it can be drawn in so many columns without splitting a name.</summary>
    public bool Fits(int columns) => 1 + Headings.Select((heading, column) =>
    {
        string[] cells = [heading, .. Rows.Select(row => PlainText.Of(row[column]))];
        int word = cells.Max(cell => cell.Split(' ').Max(PlainText.Columns));
        return 3 + (cells.Max(PlainText.Columns) > Sentence ? Math.Max(word, Readable) : word);
    }).Sum() <= columns;

    /// <summary>The rows as Spectre draws them.</summary>
    public IRenderable Drawn()
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (string heading in Headings) table.AddColumn(new TableColumn(new Text(heading)));
        foreach (IReadOnlyList<string> row in Rows) table.AddRow([.. row.Select(cell => (IRenderable)new Text(PlainText.Of(cell)))]);
        return table;
    }

    /// <summary>The rows one below another: the first cell, and under it each other one with its heading. Cells that hold nothing are left out.</summary>
    public IEnumerable<string> Entries(int columns)
    {
        foreach (IReadOnlyList<string> row in Rows)
        {
            foreach (string line in PlainText.Wrapped(PlainText.Of(row[0]), columns)) yield return line;
            for (int column = 1; column < row.Count; column++)
                if (row[column] is not ("" or "-" or "–"))
                    foreach (string line in PlainText.Wrapped($"  {Headings[column]}: {PlainText.Of(row[column])}", columns)) yield return line;
        }
    }
}
