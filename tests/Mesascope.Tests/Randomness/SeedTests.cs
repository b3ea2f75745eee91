using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class SeedTests
{
    [Fact]
    public void The_same_purpose_and_lane_give_the_same_seed() => Assert.Equal(new Seed(7).For("world", 12), new Seed(7).For("world", 12));

    [Fact]
    public void Seeds_purposes_and_lanes_all_tell_apart()
    {
        var seeds = from value in new ulong[] { 0, 1, 2, ulong.MaxValue }
                    from purpose in new[] { "", "world", "policy", "World", "world " }
                    from lane in Enumerable.Range(-1, 1_000)
                    select new Seed(value).For(purpose, lane);
        Assert.Equal(4 * 5 * 1_000, seeds.Distinct().Count());
    }

    // FNV-1a of "a" is af63dc4c8601ec8c (Fowler, Noll and Vo's own vectors): so the counter is known, and Philox's words with it.
    [Fact]
    public void A_seed_for_a_purpose_is_philox_at_the_hash_of_its_name() =>
        Assert.Equal(Philox.At(5, 0xaf63dc4c8601ec8c, 3).Low, new Seed(5).For("a", 3).Value);

    // One flipped bit of the seed flips half of the 64 bits: over 64 flips 2,048 of 4,096 on average, standard deviation 32.
    [Fact]
    public void One_flipped_bit_changes_half_of_what_comes_of_it()
    {
        ulong original = new Seed(0).For("world").Value;
        int changed = Enumerable.Range(0, 64).Sum(bit => System.Numerics.BitOperations.PopCount(original ^ new Seed(1UL << bit).For("world").Value));
        Assert.InRange(changed, 2_048 - 160, 2_048 + 160);
    }
}
