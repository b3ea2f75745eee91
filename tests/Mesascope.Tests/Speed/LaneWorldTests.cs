using System.Runtime.Intrinsics;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Speed;
using Mesascope.Worlds;

namespace Mesascope.Tests.Speed;

/// <summary>What every lane form of a world must do: what the world does, state and step, whatever the action and the luck.</summary>
public abstract class LaneWorldContract<TLanes, TWorld, TState>
    where TLanes : struct, ILaneWorld<TLanes, TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Rules under which all that can happen happens; at least 2.</summary>
    protected abstract IReadOnlyList<TWorld> Variants { get; }

    [Fact]
    public void Every_lane_goes_the_way_of_its_world() => Assert.All(Variants, world =>
    {
        Processor();
        uint happened = 0;
        for (ulong seed = 0; seed < 40; seed++) happened |= Follow(world, new Seed(seed));
        Assert.All(TWorld.Card.WorldEvents, happening => Assert.True(Possible(world, happening) == ((happened & happening.Flag) != 0), happening.Name));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(37)]
    public void A_random_walk_scores_the_same_with_lanes_and_without(int episodes) => Assert.All(Variants, world =>
    {
        Processor();
        Level<TState>[] levels = Level<TState>.Draw(world, new Seed(4), episodes);
        var lanes = new RandomRollout<TWorld, TState>(world);
        Assert.NotNull(lanes.OperationsPerStep);
        Assert.Equal(new RandomRollout<TWorld, TState>(world, lanes: false).Evaluate(levels), lanes.Evaluate(levels));
    });

    /// <summary>Whether it can happen under these rules.</summary>
    protected virtual bool Possible(TWorld world, WorldEvent happening) => true;

    private static uint Follow(TWorld world, Seed seed)
    {
        var states = new TState[4];
        var luck = new ulong[4];
        for (int lane = 0; lane < 4; lane++)
        {
            luck[lane] = seed.For("world", lane).Value;
            PhiloxDraws draws = new Seed(luck[lane]).Draws();
            states[lane] = world.Start(ref draws);
        }
        TLanes lanes = TLanes.Of(world, states);
        uint happened = 0;
        for (int step = 1; step <= 400; step++)
        {
            int[] actions = [.. Enumerable.Range(0, 4).Select(lane => seed.For("policy", lane).Draws(step).Choice(world.Actions, 0))];
            LaneStep together = lanes.Advance(Vector256.Create([.. actions.Select(action => (ulong)action)]), new LaneDraws(Vector256.Create(luck), step));
            for (int lane = 0; lane < 4; lane++)
            {
                PhiloxDraws draws = new Seed(luck[lane]).Draws(step);
                Step alone = world.Advance(ref states[lane], actions[lane], ref draws);
                Assert.Equal(alone, new Step((float)together.Reward[lane], (float)together.Performance[lane], (uint)together.Events[lane], false));
                Assert.Equal(states[lane], lanes.State(lane));
                happened |= alone.Events;
            }
        }
        return happened;
    }

    private static void Processor() => Assert.SkipUnless(PhiloxLanes.Supported, "this processor has no AVX2, so worlds are played one episode at a time");
}

public sealed class KeysAndChestsLanesTests : LaneWorldContract<KeysAndChestsLanes, KeysAndChests, KeysAndChests.State>
{
    protected override IReadOnlyList<KeysAndChests> Variants => [new() { Keys = 20, Chests = 20 }, new() { Keys = 8, Chests = 31, KeyReward = -0.4f, ChestReward = 0.7f, Horizon = 33 }];
}

public sealed class BoatRaceLanesTests : LaneWorldContract<BoatRaceLanes, BoatRace, BoatRace.State>
{
    protected override IReadOnlyList<BoatRace> Variants => [new(), new() { StartAnywhere = true, Arrows = BoatRace.Direction.Random, Tiles = 2, Horizon = 31 }];
}

public sealed class HungryThirstyLanesTests : LaneWorldContract<HungryThirstyLanes, HungryThirsty, HungryThirsty.State>
{
    protected override IReadOnlyList<HungryThirsty> Variants =>
        [new() { LayoutAnywhere = true, Slip = 0.3, ThirstReturns = 0.02 }, new() { LayoutAnywhere = true, FoodThere = false }, new() { LayoutAnywhere = true, Thirst = false, Horizon = 50 }];

    protected override bool Possible(HungryThirsty world, WorldEvent happening) => happening.Flag switch
    {
        HungryThirsty.Events.Ate => world.FoodThere,
        HungryThirsty.Events.TriedToEat => world.FoodThere && world.Thirst,
        HungryThirsty.Events.WasThirsty => world.Thirst,
        _ => true,
    };
}
