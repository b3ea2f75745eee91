using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>What a subject would pay, as one reads it on a terminal.</summary>
internal static class PricePrinter
{
    /// <summary>The answer, and the ladder under it.</summary>
    public static void Print(PriceReport prices, Terminal terminal)
    {
        terminal.Line();
        terminal.Paragraph($"What it would pay: {prices.Sentence}");
        foreach (PriceLadder ladder in new[] { prices.InKind, prices.InSteps }.OfType<PriceLadder>())
        {
            terminal.Rows(new Table([$"price, {ladder.Unit}", "paid", "not paid", "neither", "share that pays", "at random"],
                [.. ladder.Rungs.Select(rung => (string[])[Number(rung.Price), $"{rung.Took}", $"{rung.Kept}", $"{rung.Neither}", $"{Number(rung.Low)} to {Number(rung.High)}", rung.AtRandom is { } random ? Number(random) : "none"])]));
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
