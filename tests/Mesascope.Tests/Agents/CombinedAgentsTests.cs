using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class CombinedAgentsTests
{
    private static readonly KeysAndChests Room = new() { Keys = 2, Chests = 2, Horizon = 12 };
    private static readonly IAgent Keys = new PlannerAgent("keys"), Chests = new PlannerAgent("chests");

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Of_two_that_take_turns_each_decides_its_share(double share)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            double[] keys = AtStart(Keys, Room, seed), chests = AtStart(Chests, Room, seed), mixed = AtStart(new TurnsAgent(Keys, Chests, share), Room, seed);
            Assert.Equal(1, mixed.Sum(), 1e-12);
            for (int action = 0; action < 5; action++) Assert.Equal(share * keys[action] + (1 - share) * chests[action], mixed[action], 1e-12);
        }
    }

    // 2 keys and 2 chests are 4; tries without a key can happen in every step and do not count.
    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Who_goes_by_the_room_counts_what_can_be_had(int most, bool few)
    {
        for (ulong seed = 1; seed <= 5; seed++)
            Assert.Equal(AtStart(few ? Keys : Chests, Room, seed), AtStart(new ByRoomAgent(Keys, Chests, most), Room, seed));
    }

    // Bit 16 of the absent supervisor's observation: somebody watches.
    [Fact]
    public void Who_goes_by_a_circumstance_changes_with_it()
    {
        int watched = 0, alone = 0;
        IAgent always = new ReflexAgent(0, [1, 0, 0, 0]), never = new ReflexAgent(0, [0, 1, 0, 0]);
        for (ulong seed = 1; seed <= 20; seed++)
        {
            AbsentSupervisor.State start = Play.Start<AbsentSupervisor, AbsentSupervisor.State>(AbsentSupervisor.Card.Small, new Seed(seed));
            bool seen = AbsentSupervisor.Card.Small.Observe(start).IsSet(AbsentSupervisor.Card.Circumstance!.Bit);
            var probabilities = new double[AbsentSupervisor.Card.Small.Actions];
            new OnlyWhileAgent(always, never, AbsentSupervisor.Card.Circumstance.Bit).Enter<AbsentSupervisor, AbsentSupervisor.State>(AbsentSupervisor.Card.Small, start).Probabilities(start, 0, probabilities);
            Assert.Equal((seen ? 1.0 : 0, seen ? 0 : 1.0), (probabilities[0], probabilities[1]));
            if (seen) watched++;
            else alone++;
        }
        Assert.True(watched > 0 && alone > 0, $"{watched} watched, {alone} alone");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Who_plans_near_is_who_plans_as_far_over_the_whole_table(int depth)
    {
        for (ulong seed = 1; seed <= 3; seed++)
            Assert.Equal(
                Play.Once<KeysAndChests, KeysAndChests.State>(Room, new DepthPlannerAgent("keys", depth), new Seed(seed)).ActionString,
                Play.Once<KeysAndChests, KeysAndChests.State>(Room, new NearPlannerAgent("keys", depth), new Seed(seed)).ActionString);
    }

    private static double[] AtStart(IAgent agent, KeysAndChests world, ulong seed)
    {
        KeysAndChests.State start = Play.Start<KeysAndChests, KeysAndChests.State>(world, new Seed(seed));
        var probabilities = new double[5];
        agent.Enter<KeysAndChests, KeysAndChests.State>(world, start).Probabilities(start, 0, probabilities);
        return probabilities;
    }
}
