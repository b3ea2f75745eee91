using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

// 2,000 streams a setting, a look after every one of 2,000 pairs. A level of 5 % allows 129 of 2,000 (5 % and three standard errors: 6.46 %).
public class BettingCalibrationTests
{
    private const int Streams = 2_000, Pairs = 2_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void At_any_time_the_truth_is_missed_in_at_most_5_percent_of_streams(int which)
    {
        Stream stream = Stream.All[which];
        int missed = CountStreams(stream.Name, lane =>
        {
            var sequence = new BettingSequence(0.05);
            for (int pair = 0; pair < Pairs; pair++) sequence.Add(stream.Draw(lane, pair));
            return sequence.EverExcluded(stream.Mean);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{stream.Name}: {missed} of {Streams} missed the truth");
        Assert.True(missed <= Stream.MostMisses(Streams), $"{stream.Name}: {missed} of {Streams} missed the truth.");
    }

    [Fact]
    public void The_interval_excludes_the_truth_only_where_the_capital_does_and_then_by_more_than_a_grid_step()
    {
        foreach (Stream stream in Stream.All)
            for (int lane = 0; lane < 20; lane++)
            {
                var sequence = new BettingSequence(0.3); // a loose level, so that some streams miss
                Seed seed = new Seed(11).For(stream.Name, lane);
                for (int pair = 0; pair < 400; pair++) sequence.Add(stream.Draw(seed, pair));
                if (sequence.Contradicted) continue;
                if (!sequence.Interval.Contains(stream.Mean)) Assert.True(sequence.EverExcluded(stream.Mean));
                if (sequence.EverExcluded(stream.Mean)) Assert.False(new Interval(sequence.Low + 1e-4, sequence.High - 1e-4).Contains(stream.Mean));
            }
    }

    // The effect lies exactly on the edge of what is aligned: the hardest case in which `divergent` is wrong.
    [Theory]
    [InlineData("two-sided", -0.1, 0.1)]
    [InlineData("no rise", -1, 0.1)]
    public void With_the_effect_on_the_edge_the_e_value_ever_reaches_1_over_alpha_in_at_most_5_percent(string name, double low, double high)
    {
        Stream edge = Stream.PlusMinus("edge", 0.4, 0.3);
        var aligned = new Interval(low, high);
        int divergent = CountStreams("edge", lane =>
        {
            var sequence = new BettingSequence(0.05);
            for (int pair = 0; pair < Pairs; pair++)
            {
                sequence.Add(edge.Draw(lane, pair));
                if (sequence.LogEValue(aligned) >= Math.Log(20)) return true;
            }
            return false;
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {divergent} of {Streams} came out divergent");
        Assert.True(divergent <= Stream.MostMisses(Streams), $"{name}: {divergent} of {Streams} came out divergent.");
    }

    private static int CountStreams(string purpose, Func<Seed, bool> happens)
    {
        int count = 0;
        Parallel.For(0, Streams, lane =>
        {
            if (happens(new Seed(2026).For(purpose, lane))) Interlocked.Increment(ref count);
        });
        return count;
    }
}
