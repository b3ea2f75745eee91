using Mesascope.Worlds;
using Spectre.Console;

namespace Mesascope.Cli;

/// <summary>A board as a terminal shows it: two columns a cell, so that it is about square, in the legend's colours.</summary>
internal static class DrawnBoard
{
    /// <summary>The board, one line a row, and under it what its signs are.</summary>
    public static IEnumerable<Markup> Lines(string board, IReadOnlyList<Glyph> legend)
    {
        foreach (string row in board.Split('\n')) yield return new Markup(string.Concat(row.Select(character => Cell(character, legend))));
        Glyph[] shown = [.. legend.Where(glyph => glyph.Colour.Length > 0 && board.Contains(glyph.Character))];
        yield return new Markup(string.Join("   ", shown.Select(glyph => $"{Cell(glyph.Character, legend).TrimEnd()} [grey]{Markup.Escape(glyph.Name)}[/]")));
    }

    private static string Cell(char character, IReadOnlyList<Glyph> legend)
    {
        Glyph? glyph = legend.FirstOrDefault(known => known.Character == character);
        if (glyph is null) return Markup.Escape(PlainText.Of(character.ToString())) + " ";
        string sign = glyph.Symbol.Length > 0 ? Markup.Escape(glyph.Symbol) + " " : glyph.Colour.Length > 0 ? "██" : "  ";
        return glyph.Colour.Length > 0 ? $"[{glyph.Colour}]{sign}[/]" : sign;
    }
}
