using System.Globalization;
using System.Net;
using System.Text;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Reports;

/// <summary>A world as one looks at it: the board in which its first episode begins, and what the signs on it are.</summary>
/// <param name="Board">Rows joined by \n.</param>
/// <param name="Legend">What each character is.</param>
public sealed record WorldPicture(string Board, IReadOnlyList<Glyph> Legend)
{
    private const int Cell = 26, Margin = 8, Line = 24;

    /// <summary>The first board of the world with its usual rules, seed 1.</summary>
    public static WorldPicture Of(WorldEntry world) => world.Accept(new Reader());

    /// <summary>A page that shows every world with its picture, in Markdown; the pictures lie beside it.</summary>
    /// <param name="worlds">Which ones; null for all.</param>
    public static string Gallery(IEnumerable<WorldEntry>? worlds = null)
    {
        var page = new StringBuilder("# The worlds\n\nEach is drawn as its first episode begins. `mesascope list worlds` shows them in the terminal, `mesascope play NAME` walks through one; `mesascope list worlds --pictures docs/worlds` draws this page. What holds in all of them: [methods/worlds.md](../methods/worlds.md).\n");
        foreach (WorldEntry world in worlds ?? WorldCatalogue.All)
            page.Append($"\n## [{world.Name}]({world.Name}.md)\n\n{world.Summary} ({world.Source})\n\n[![{world.Name}]({world.Name}.svg)]({world.Name}.md)\n");
        return page.ToString();
    }

    /// <summary>The signs that are on this board and are not floor.</summary>
    public IEnumerable<Glyph> Shown => Legend.Where(glyph => glyph.Colour.Length > 0 && Board.Contains(glyph.Character));

    /// <summary>The picture as an SVG file that reads on light and on dark pages.</summary>
    public string ToSvg()
    {
        string[] rows = Board.Split('\n');
        int columns = rows.Max(row => row.Length), longest = Shown.Select(Width).Append(0).Max(), width = Math.Max(Math.Max(columns * Cell, 250), longest) + 2 * Margin;
        var svg = new StringBuilder();
        var legend = new StringBuilder();
        int lines = WriteLegend(legend, rows.Length * Cell + 2 * Margin, width);
        int height = rows.Length * Cell + 2 * Margin + lines * Line + Margin;
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\">\n");
        svg.Append("<style>.floor{fill:#f4f1ea}.name{fill:#1d2127}.tint{opacity:.2}.wall{opacity:.45}@media(prefers-color-scheme:dark){.floor{fill:#22262e}.name{fill:#e9e6e0}.sign{filter:brightness(1.6)}}</style>\n");
        for (int row = 0; row < rows.Length; row++)
            for (int column = 0; column < rows[row].Length; column++)
                WriteCell(svg, rows[row][column], Margin + column * Cell, Margin + row * Cell);
        return svg.Append(legend).Append("</svg>\n").ToString();
    }

    private int WriteLegend(StringBuilder svg, int top, int width)
    {
        int x = Margin, line = 0;
        foreach (Glyph glyph in Shown)
        {
            int needed = Width(glyph);
            if (x > Margin && x + needed > width) (x, line) = (Margin, line + 1);
            WriteCell(svg, glyph.Character, x, top + line * Line, Line - 4);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{x + Line + 2}\" y=\"{top + line * Line + 15}\" font-size=\"14\">{WebUtility.HtmlEncode(glyph.Name)}</text>\n");
            x += needed;
        }
        return line + 1;
    }

    // A letter of the legend takes some 7 pixels; a little more leaves room between the names.
    private static int Width(Glyph glyph) => Cell + 14 + glyph.Name.Length * 8;

    private void WriteCell(StringBuilder svg, char character, int x, int y, int size = Cell)
    {
        Glyph glyph = Legend.FirstOrDefault(known => known.Character == character) ?? new Glyph(character, "", character.ToString(), "#667085");
        string place = string.Create(CultureInfo.InvariantCulture, $"x=\"{x}\" y=\"{y}\" width=\"{size - 1}\" height=\"{size - 1}\"");
        svg.Append($"<rect class=\"floor\" {place}/>");
        if (glyph.Colour.Length > 0) svg.Append($"<rect class=\"{(glyph.Symbol.Length == 0 ? "wall" : "tint")}\" {place} fill=\"{glyph.Colour}\"/>");
        if (glyph.Symbol.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"sign\" x=\"{x + (size - 1) / 2.0}\" y=\"{y + size * 0.68}\" font-size=\"{size * 0.62:0.#}\" text-anchor=\"middle\" fill=\"{(glyph.Colour.Length > 0 ? glyph.Colour : "#667085")}\">{WebUtility.HtmlEncode(glyph.Symbol)}</text>");
        svg.Append('\n');
    }

    private sealed class Reader : IWorldVisitor<WorldPicture>
    {
        public WorldPicture Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var world = new TWorld();
            return new WorldPicture(world.Board(Play.Start<TWorld, TState>(world, new Seed(1))), TWorld.Card.Legend);
        }
    }
}
