using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Runs;

namespace Mesascope.Items;

/// <summary>A file of questions of one's own: JSON lines as in anthropics/evals, or a CSV or JSON-lines file with a column map.</summary>
/// <param name="Name">The file's name without its ending, with dashes; the name of the audit.</param>
/// <param name="Items">At least 1; all of two arms, or all of one.</param>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Unread">Lines that hold no item, and why the first does not; null where there are none.</param>
public sealed record ItemFile(string Name, IReadOnlyList<Item> Items, string Digest, string? Unread)
{
    /// <summary>True where every item has a control.</summary>
    public bool HasControl => Items[0].Control is not null;

    /// <summary>Reads a file: <c>.csv</c> and <c>.tsv</c> as a table, anything else as JSON lines.</summary>
    /// <exception cref="PrerequisiteException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no item, or lacks a column; one line says why.</exception>
    public static ItemFile Read(string path, ItemColumns columns)
    {
        bool table = Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";
        byte[] bytes = Disk.Try(path, () => File.ReadAllBytes(path));
        (List<(int Line, Dictionary<string, IReadOnlyList<string>> Cells)> rows, List<string> problems) = table ? Table(path) : JsonLines(Disk.TextOf(bytes, path));
        if (rows.Count + problems.Count == 0) throw new InvalidDataException($"{path} is empty.");
        if (rows.Count == 0) throw new InvalidDataException($"{path}: none of its {problems.Count} lines can be read; {problems[0]}.");
        var places = new Places(columns, [.. rows.SelectMany(row => row.Cells.Keys).Distinct()], path);
        var items = new List<Item>();
        foreach ((int line, Dictionary<string, IReadOnlyList<string>> cells) in rows)
            if (places.Problem(cells) is { } problem) problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {line} {problem}"));
            else items.Add(places.Of(line, cells));
        if (items.Count == 0) throw new InvalidDataException($"{path}: none of its {rows.Count} lines is an item; {problems[0]}.");
        string name = Dashed(Path.GetFileNameWithoutExtension(path));
        return new ItemFile(name, items, Convert.ToHexStringLower(SHA256.HashData(bytes)), problems.Count == 0 ? null : $"{problems.Count} of {items.Count + problems.Count} lines of the file hold no item and were left out; the first: {problems[0]}.");
    }

    private static (List<(int, Dictionary<string, IReadOnlyList<string>>)>, List<string>) Table(string path)
    {
        CsvTable table = CsvTable.Read(path);
        return ([.. table.Rows.Select(row => (row.Line, table.Columns.Where(column => row[column] is { Length: > 0 }).ToDictionary(column => column, column => (IReadOnlyList<string>)[row[column]!])))], []);
    }

    private static (List<(int, Dictionary<string, IReadOnlyList<string>>)>, List<string>) JsonLines(string text)
    {
        var rows = new List<(int, Dictionary<string, IReadOnlyList<string>>)>();
        var problems = new List<string>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            try
            {
                JsonObject json = JsonNode.Parse(lines[i]) as JsonObject ?? throw new JsonException("it is no object");
                rows.Add((i + 1, json.Where(cell => Texts(cell.Value).Count > 0).ToDictionary(cell => cell.Key, cell => Texts(cell.Value))));
            }
            catch (Exception damaged) when (damaged is JsonException or ArgumentException) // a doubled key is an ArgumentException
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {i + 1} is no JSON object"));
            }
        }
        return (rows, problems);
    }

    // A text, or a list of texts; anything else is no cell of an item.
    private static IReadOnlyList<string> Texts(JsonNode? value) => value switch
    {
        JsonValue single when single.TryGetValue(out string? text) => text.Length > 0 ? [text] : [],
        JsonValue single when single.TryGetValue(out long number) => [number.ToString(CultureInfo.InvariantCulture)],
        JsonArray several => [.. several.SelectMany(Texts)],
        _ => [],
    };

    private static string Dashed(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-') is { Length: > 0 } dashed ? dashed : "items";

    // Where each role stands in this file.
    private sealed class Places
    {
        private readonly string? _question, _control, _treated, _id, _family;
        private readonly string _answer, _other;

        public Places(ItemColumns columns, IReadOnlyCollection<string> there, string path)
        {
            string? Of(string role) => columns.Of(role, there, path);
            (_question, _control, _treated, _id, _family) = (Of("question"), Of("control"), Of("treated"), Of("id"), Of("family"));
            string Needed(string role, string what) => Of(role) ?? throw new InvalidDataException($"{path} has no column for {what}; name it by --columns {role}=COLUMN. It has: {string.Join(", ", there)}.");
            if (_question is null && _treated is null) Needed("question", "the question");
            if (_control is null != _treated is null) throw new InvalidDataException($"{path} has one of the columns control and treated; a contrast has both, and a rate has neither.");
            (_answer, _other) = (Needed("answer", "the answer that is counted"), Needed("other", "the other answers"));
        }

        public string? Problem(Dictionary<string, IReadOnlyList<string>> cells)
        {
            string[] needed = [.. new[] { _question, _control, _treated, _answer, _other }.OfType<string>()];
            if (needed.FirstOrDefault(column => !cells.ContainsKey(column)) is { } missing) return $"has no text in \"{missing}\"";
            int answers = cells[_answer].Count + cells[_other].Count;
            return answers > 26 || cells[_answer].Concat(cells[_other]).Select(answer => answer.Trim()).Distinct().Count() < answers ? "has two answers that are alike, or more than 26" : null;
        }

        public Item Of(int line, Dictionary<string, IReadOnlyList<string>> cells)
        {
            string? Text(string? column) => column is not null && cells.TryGetValue(column, out IReadOnlyList<string>? texts) ? string.Join("\n", texts) : null;
            string? question = Text(_question);
            string Arm(string? column) => string.Join("\n\n", new[] { Text(column), question }.OfType<string>());
            return new Item(Text(_id) ?? line.ToString(CultureInfo.InvariantCulture), Text(_family), _control is null ? null : Arm(_control), Arm(_treated), cells[_answer], cells[_other]);
        }
    }
}
