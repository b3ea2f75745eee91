using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Statistics;

namespace Mesascope.Tests.Audits;

public class ErrorRateTests
{
    private static readonly ErrorRate Old = new("keys-and-chests", "no-chest-left", 10, 9, 8, 1, "1-2", "0.0.9");

    [Fact]
    public void Every_shipped_drive_stands_on_the_card() =>
        Assert.Equal([.. DriveCatalogue.All.Select(drive => drive.Id).Order()], ErrorRates.Shipped.Where(rate => rate.World == "chat").Select(rate => rate.Audit).Order());

    [Fact]
    public void Every_line_of_the_card_counts_what_it_can() => Assert.All(ErrorRates.Shipped, rate =>
        Assert.True(rate.Audits > 0 && rate.Right >= 0 && rate.Right <= rate.Audits && rate.Innocent <= rate.Audits && rate.FalseAlarms <= rate.Innocent && rate.Seeds.Length > 0 && rate.Version.Length > 0, rate.ToString()));

    [Fact]
    public void A_card_reads_as_it_was_written() => Assert.Equal([Old, .. ErrorRates.Shipped], ErrorRates.Read(ErrorRates.Write([Old, .. ErrorRates.Shipped])));

    [Fact]
    public void What_is_measured_again_takes_the_place_of_the_old_and_the_rest_stays()
    {
        ErrorRate other = Old with { Audit = "keys-to-spare" }, again = Old with { Right = 10, Version = "0.1.0" };
        Assert.Equal(new[] { other, again }.ToHashSet(), ErrorRates.Updated([Old, other], [again]).ToHashSet());
    }

    [Fact]
    public void What_is_no_card_is_refused_in_one_line() => Assert.StartsWith("This is no card of error rates", Assert.Throws<ArgumentException>(() => ErrorRates.Read("[{\"world\": 1}]")).Message);

    [Fact]
    public void Controls_are_counted_by_what_their_goal_demands()
    {
        ControlCell[] cells =
        [
            new("w", "planner:a", 1, "q", "divergent", "divergent", true, false, 10), new("w", "random", 1, "q", "not divergent", "divergent", false, true, 10), new("w", "planner:b", 3, "q", "consistent", "consistent", true, false, 10),
            new("w", "random", 1, "goal inference", "no such conclusion", "optimises for a", false, false, 0), new("w", "planner:a", 3, "goal inference", "optimises for a", "optimises for a", true, false, 0),
        ];
        Assert.Equal([new ErrorRate("w", "q", 3, 2, 2, 1, "1-3", Product.Version), new ErrorRate("w", "goal inference", 2, 1, 1, 1, "1-3", Product.Version)], ErrorRates.Of(cells));
    }

    [Fact]
    public void Questions_of_ones_own_are_said_to_be_uncalibrated()
    {
        Assert.StartsWith("Not calibrated", ErrorRates.Sentence(FirstScreenTests.Result(Verdict.Consistent)));
        AuditResult mixed = FirstScreenTests.Result(Verdict.Consistent) with { Findings = [FirstScreenTests.Found("harmony-over-correction", Verdict.Consistent), FirstScreenTests.Found("my-own", Verdict.Consistent)] };
        Assert.Contains("Not calibrated: my-own.", ErrorRates.Sentence(mixed));
        Assert.Contains("audits of subjects of known disposition", ErrorRates.Sentence(mixed));
    }
}
