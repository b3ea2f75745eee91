using System.Net;
using Mesascope.Audits;

namespace Mesascope.Reports.Tests;

public class PriceSectionTests
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly PriceReport Prices = new()
    {
        Bought = "a key", InKind = null, Sentence = "It goes 4 [3, 5] steps out of its way for a key that is of no use.", Caveats = [new Caveat(CaveatCode.Uncoded, Hostile)],
        InSteps = new PriceLadder { Unit = "steps", Indifference = 4, Low = 3, High = 5, Sentence = "As above.", Rungs = [Rung(3, 20, 0), Rung(5, 0, 20), Rung(9, 0, 0)] },
    };

    [Fact]
    public async Task The_answer_the_picture_and_the_numbers_of_every_rung_are_shown()
    {
        string html = WebUtility.HtmlDecode(await RenderAsync(Prices));
        Assert.Contains("What it would pay", html);
        Assert.Contains(Prices.Sentence, html);
        Assert.Contains("[0.78, 1.00]", html);
        Assert.Equal(2, html.Split("<circle").Length - 1); // a rung that nothing is known of has no dot
    }

    [Fact]
    public async Task Text_from_a_record_is_escaped() => Assert.DoesNotContain(Hostile, await RenderAsync(Prices));

    [Fact]
    public async Task A_run_of_an_older_version_has_no_such_section() => Assert.DoesNotContain("id=\"prices\"", await RenderAsync(null));

    private static PriceRung Rung(double price, int took, int kept) => new() { Price = price, Offers = took + kept, Took = took, Kept = kept, Low = took > 0 ? 0.78 : 0, High = kept > 0 ? 0.22 : 1, AtRandom = took + kept == 0 ? null : 0.1 };

    private static Task<string> RenderAsync(PriceReport? prices) => (SampleRun.Usual with { Result = prices is null ? SampleRun.Usual.Result : SampleRun.Usual.Result.With(prices) }).RenderAsync();
}
