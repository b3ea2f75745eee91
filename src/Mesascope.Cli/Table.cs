using Spectre.Console;

namespace Mesascope.Cli;

/// <summary>Rows under headings: drawn on a terminal, plain aligned lines when piped.</summary>
/// <param name="Headings">Shape [columns].</param>
/// <param name="Rows">Shape [rows, columns].</param>
internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>One line a row, headings first; columns are two spaces apart and the last is not padded.</summary>
    public IEnumerable<string> Lines()
    {
        IReadOnlyList<IReadOnlyList<string>> all = [Headings, .. Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(PlainText.Of)])];
        int[] widths = [.. Headings.Select((_, column) => all.Max(row => row[column].Length))];
        return all.Select(row => string.Join("  ", row.Select((cell, column) => column < row.Count - 1 ? cell.PadRight(widths[column]) : cell)).TrimEnd());
    }

    /// <summary>The same as Spectre draws it.</summary>
    public Spectre.Console.Table Drawn()
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (string heading in Headings) table.AddColumn(new TableColumn(new Text(heading)));
        foreach (IReadOnlyList<string> row in Rows)
            table.AddRow([.. row.Select(cell => (Spectre.Console.Rendering.IRenderable)new Text(PlainText.Of(cell)))]);
        return table;
    }
}
