using System.Text;
using Mesascope.Runs;

namespace Mesascope.Items;

/// <summary>A table of text with named columns: comma- or tab-separated, quoted as in RFC 4180, so that a cell may hold line breaks.</summary>
/// <param name="Path">Where it was read, for messages.</param>
/// <param name="Columns">The names in its first line; none is empty or doubled.</param>
/// <param name="Rows">Shape [rows, columns].</param>
internal sealed record CsvTable(string Path, IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    /// <summary>Reads a file; one that ends in <c>.tsv</c> is separated by tabs.</summary>
    /// <exception cref="PrerequisiteException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such table, or not UTF-8; one line says where.</exception>
    public static CsvTable Read(string path) =>
        Parse(Disk.ReadText(path), path, path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',');

    /// <summary>Reads a text.</summary>
    /// <param name="text">The table; a byte-order mark is skipped.</param>
    /// <param name="path">For messages.</param>
    /// <param name="separator">Comma or tab.</param>
    /// <exception cref="InvalidDataException">It is no such table; one line says where.</exception>
    public static CsvTable Parse(string text, string path, char separator = ',')
    {
        var records = new Reader(text.TrimStart('\uFEFF'), path, separator).ReadAll();
        if (records.Count == 0) throw new InvalidDataException($"{path} is empty; its first line names the columns.");
        string[] columns = [.. records[0].Cells.Select(name => name.Trim())];
        if (columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key is { } doubled)
            throw new InvalidDataException($"{path}: two columns are named \"{doubled}\".");
        Dictionary<string, int> places = columns.Select((name, place) => (name, place)).ToDictionary(each => each.name, each => each.place);
        foreach ((int line, List<string> cells) in records.Skip(1))
            if (cells.Count != columns.Length) throw new InvalidDataException($"{path}, line {line}: {cells.Count} cells where the first line names {columns.Length} columns.");
        return new CsvTable(path, columns, [.. records.Skip(1).Select(record => new CsvRow(record.Line, places, record.Cells))]);
    }

    private sealed class Reader(string text, string path, char separator)
    {
        private int _at, _line = 1;

        // Lines without any cell text are skipped.
        public List<(int Line, List<string> Cells)> ReadAll()
        {
            var records = new List<(int, List<string>)>();
            while (_at < text.Length)
            {
                int line = _line;
                List<string> cells = Record();
                if (cells.Count > 1 || cells[0].Length > 0) records.Add((line, cells));
            }
            return records;
        }

        private List<string> Record()
        {
            var cells = new List<string>();
            while (true)
            {
                cells.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
                if (_at >= text.Length) return cells;
                char end = text[_at++];
                if (end == separator) continue;
                if (end == '\r' && _at < text.Length && text[_at] == '\n') _at++;
                _line++;
                return cells;
            }
        }

        private string Plain()
        {
            int from = _at;
            while (_at < text.Length && text[_at] != separator && text[_at] is not ('\n' or '\r')) _at++;
            return text[from.._at];
        }

        private string Quoted()
        {
            var cell = new StringBuilder();
            int opened = _line;
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] == '\n') _line++;
                if (text[_at] != '"') cell.Append(text[_at]);
                else if (_at + 1 < text.Length && text[_at + 1] == '"') cell.Append(text[_at++]);
                else
                {
                    _at++;
                    return _at >= text.Length || text[_at] == separator || text[_at] is '\n' or '\r' ? cell.ToString()
                        : throw new InvalidDataException($"{path}, line {_line}: text after a closing quotation mark.");
                }
            }
            throw new InvalidDataException($"{path}, line {opened}: a quotation mark is never closed.");
        }
    }
}

/// <summary>One row of a table.</summary>
/// <param name="line">The line on which it begins, from 1.</param>
/// <param name="places">The place of each column.</param>
/// <param name="cells">Shape [columns].</param>
internal sealed class CsvRow(int line, IReadOnlyDictionary<string, int> places, IReadOnlyList<string> cells)
{
    /// <summary>The line on which it begins, from 1.</summary>
    public int Line => line;

    /// <summary>The text in a column; null where the table has no such column.</summary>
    public string? this[string column] => places.TryGetValue(column, out int place) ? cells[place] : null;
}
