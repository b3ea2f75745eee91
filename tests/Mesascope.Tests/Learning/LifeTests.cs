using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Learning;

public class LifeTests
{
    private static readonly Learner Usual = new(0.1, 0.9, 0.1);

    [Fact]
    public void It_learns_what_it_was_made_to_like_and_only_that()
    {
        int likesOne = Count(new Likes(1, 0), Switches.One), likesOther = Count(new Likes(0, 1), Switches.One);
        Assert.InRange(likesOne, 850, 1000);
        Assert.InRange(likesOther, 0, 100);
    }

    [Fact]
    public void A_learner_beats_a_random_one_at_the_same_number_of_steps()
    {
        int learnt = Count(new Likes(1, 0), Switches.One), random = Life.Of<Switches, int, Likes>(new Switches(), new Likes(1, 0), Usual with { Exploration = 1 }, 1000, new Seed(4)).Count(Switches.One);
        Assert.True(learnt > random + 300, $"{learnt} against {random}");
    }

    [Fact]
    public void Who_hopes_for_more_than_there_is_tries_everything_and_who_does_not_stays_with_the_first_good_thing()
    {
        // Without exploration: from 0 the first press that feels good is repeated for ever; from 20, above 1 / (1 − γ) = 10, each is tried till it disappoints.
        int Both(double hope) => Enumerable.Range(0, 20).Count(i => Life.Of<Switches, int, Likes>(new Switches(), new Likes(1, 0.9), new Learner(0.1, 0.9, 0, hope), 100, new Seed((ulong)i)) is var life && life.Count(Switches.One) > 0 && life.Count(Switches.Other) > 0);
        Assert.Equal((0, 20), (Both(0), Both(20)));
    }

    [Fact]
    public void The_same_luck_gives_the_same_life_and_other_luck_another()
    {
        LifeRecord Lived(ulong seed) => Life.Of<Switches, int, Likes>(new Switches(), new Likes(1, 0.5), Usual, 200, new Seed(seed));
        Assert.Equal(Lived(1).Happened, Lived(1).Happened);
        Assert.NotEqual(Lived(1).Happened, Lived(2).Happened);
    }

    [Fact]
    public void A_life_ends_where_the_world_ends_it() => Assert.Equal(7, Life.Of<Switches, int, Likes>(new Switches { Ends = 7 }, new Likes(1, 0), Usual, 100, new Seed(1)).Steps);

    [Theory]
    [InlineData(0, 0.9, 0.1)]
    [InlineData(0.1, 1.1, 0.1)]
    [InlineData(0.1, 0.9, -0.1)]
    [InlineData(double.NaN, 0.9, 0.1)]
    public void A_learner_out_of_range_is_refused(double rate, double discount, double exploration) =>
        Assert.Throws<ArgumentException>(() => new Learner(rate, discount, exploration).Checked());

    private static int Count(Likes drives, uint flag) => Life.Of<Switches, int, Likes>(new Switches(), drives, Usual, 1000, new Seed(4)).Count(flag);

    private readonly record struct Likes(double One, double Other) : IDrives
    {
        public double Felt(uint events) => events == Switches.One ? One : Other;
    }

    // Two switches; pressing one of them is what each event says.
    private readonly record struct Switches() : IHabitat<int>
    {
        public const uint One = 1, Other = 2;

        public int Ends { get; init; } = int.MaxValue;

        public int Actions => 2;

        public int Situations => 1;

        public int Situation(in int state) => 0;

        public int Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws => 0;

        public Step Advance<TDraws>(ref int state, int action, ref TDraws random) where TDraws : struct, IDraws => new(0, 0, action == 0 ? One : Other, ++state >= Ends);
    }
}
