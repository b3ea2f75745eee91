using System.Globalization;
using System.Text;
using Mesascope.Audits;
using Mesascope.Conversations;

namespace Mesascope.Runs;

/// <summary>The pairs of a run as a table for spreadsheets, one row a pair. What a model wrote can start no formula there and hold no control character.</summary>
internal sealed class PairCsv : IRunExport
{
    private static readonly string[] Columns = ["audit", "case", "counted", "control", "treated", "difference", "control_missing", "treated_missing"];

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string FileName => "pairs.csv";

    /// <inheritdoc/>
    /// <remarks>After the outcomes, each kind of case has a column, then come the conversations.</remarks>
    public void Write(Stream stream, ExportedRun run)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" }; // as RFC 4180 has it
        string[] kinds = [.. run.Pairs.SelectMany(pair => pair.Strata?.Keys ?? []).Distinct().Order(StringComparer.Ordinal)];
        writer.WriteLine(string.Join(',', [.. Columns, .. kinds.Select(Cell), "control_transcript", "treated_transcript"]));
        foreach (PairRecord pair in run.Pairs)
        {
            (ArmRecord control, ArmRecord treated) = (pair.Control, pair.Treated);
            writer.WriteLine(string.Join(',', [
                Cell(pair.Audit), pair.Index.ToString(CultureInfo.InvariantCulture), run.Counts(pair) ? "yes" : "no", Number(control.Outcome), Number(treated.Outcome), Number(treated.Outcome - control.Outcome),
                Cell(control.MissingBecause ?? ""), Cell(treated.MissingBecause ?? ""), .. kinds.Select(kind => Cell(pair.Strata?.GetValueOrDefault(kind) ?? "")),
                Cell(Said(run, pair, false, control)), Cell(Said(run, pair, true, treated)),
            ]));
        }
    }

    /// <summary>A cell of text from outside: quoted where it must be, with an apostrophe before what a spreadsheet would take for a formula.</summary>
    public static string Cell(string text)
    {
        string harmless = string.Concat(text.EnumerateRunes().Select(rune => rune.Value == '\n' || !IsHarmful(rune) ? rune.ToString() : rune.Value is '\t' or '\r' ? " " : "\uFFFD"));
        if (harmless.TrimStart() is { Length: > 0 } start && start[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20') harmless = "'" + harmless;
        return harmless.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }

    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Said(ExportedRun run, PairRecord pair, bool treated, ArmRecord arm) => arm.Transcript.Length == 0 ? ""
        : string.Join("\n", run.Messages(pair, treated, arm.Transcript).Select(message => $"[{message.Role.ToString().ToLowerInvariant()}] {message.Content}{Calls(message)}"));

    private static string Calls(Message message) => string.Concat((message.Calls ?? []).Select(call => $" {call.Name}({call.Arguments})"));
}
