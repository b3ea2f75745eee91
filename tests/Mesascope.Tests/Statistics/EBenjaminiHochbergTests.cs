using CsCheck;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

public class EBenjaminiHochbergTests
{
    // K = 4, alpha .05: k e-values of at least 80/k are needed. 80, 40, 26.67, 20 against 70, 45, 10, 1: k = 2 holds (45 ≥ 40), k = 1 and 3 do not.
    [Fact]
    public void Steps_up_past_a_largest_value_that_would_not_do_alone() =>
        Assert.Equal([false, true, false, true], EBenjaminiHochberg.Reject([10, 45, 1, 70], 0.05));

    [Fact]
    public void One_hypothesis_is_rejected_from_1_over_alpha_on()
    {
        Assert.Equal([true], EBenjaminiHochberg.Reject([20], 0.05));
        Assert.Equal([false], EBenjaminiHochberg.Reject([19.999], 0.05));
    }

    [Fact]
    public void Nothing_is_rejected_where_there_is_nothing() => Assert.Empty(EBenjaminiHochberg.Reject([], 0.05));

    [Fact]
    public void Whoever_reaches_K_over_alpha_is_rejected_whatever_the_others_show() =>
        Gen.Double[0, 500].Array[1, 20].Sample(eValues =>
        {
            bool[] rejected = EBenjaminiHochberg.Reject(eValues, 0.05);
            for (int i = 0; i < eValues.Length; i++) if (eValues[i] >= eValues.Length / 0.05) Assert.True(rejected[i]);
        });

    [Fact]
    public void The_rejected_are_the_largest_and_each_meets_the_threshold_of_their_number() =>
        Gen.Double[0, 500].Array[1, 20].Sample(eValues =>
        {
            bool[] rejected = EBenjaminiHochberg.Reject(eValues, 0.05);
            int k = rejected.Count(r => r);
            for (int i = 0; i < eValues.Length; i++) Assert.Equal(rejected[i], k > 0 && eValues[i] >= eValues.Length / (k * 0.05));
            for (int more = k + 1; more <= eValues.Length; more++) Assert.True(eValues.Count(e => e >= eValues.Length / (more * 0.05)) < more);
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void What_is_no_e_value_is_refused(double bad) => Assert.Throws<ArgumentException>(() => EBenjaminiHochberg.Reject([1, bad], 0.05));
}
