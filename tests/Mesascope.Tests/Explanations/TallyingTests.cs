using System.Numerics;
using CsCheck;
using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class TallyingTests
{
    [Fact]
    public void Keys_and_chests_is_the_same_world_when_events_are_counted() => IsTheSame<KeysAndChests, KeysAndChests.State>(KeysAndChests.Card.Small, 0b111);

    [Fact]
    public void Gaining_capability_is_the_same_world_when_events_are_counted() => IsTheSame<GainingCapability, GainingCapability.State>(GainingCapability.Card.Small, 0b1111);

    [Fact]
    public void The_absent_supervisor_is_the_same_world_and_its_steps_say_whether_somebody_watched() => IsTheSame<AbsentSupervisor, AbsentSupervisor.State>(AbsentSupervisor.Card.Small, 0b11);

    // The board is 8×8: row 3 is the last of the upper half, column 3 the last of the left half.
    [Theory]
    [InlineData(8 * 3 + 3, false, false)]
    [InlineData(8 * 3 + 4, false, true)]
    [InlineData(8 * 4 + 3, true, false)]
    [InlineData(8 * 4 + 4, true, true)]
    public void A_step_says_in_which_halves_it_happened(int cell, bool lower, bool right)
    {
        var state = new Tallied<KeysAndChests.State>(new KeysAndChests.State(1UL << cell, 0, cell, 0), 0);
        PhiloxDraws draws = new Seed(1).Draws();
        var code = new EventCode(new Tallying<KeysAndChests, KeysAndChests.State>(new KeysAndChests(), 1).Advance(ref state, 4, ref draws).Events);
        Assert.Equal((KeysAndChests.Events.TookKey, lower, right), (code.Events, code.InLowerHalf, code.InRightHalf));
        Assert.Equal(1u, state.Tally);
    }

    private static void IsTheSame<TWorld, TState>(TWorld world, uint counted)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        Gen.Select(Gen.ULong, Gen.Int[0, world.Actions - 1].Array[world.Horizon]).Sample((number, actions) =>
        {
            var seed = new Seed(number);
            TState state = Play.Start<TWorld, TState>(world, seed);
            var tallying = new Tallying<TWorld, TState>(world, counted);
            var tallied = new Tallied<TState>(state, 0);
            var happened = new int[TWorld.Card.WorldEvents.Count];
            bool ended = false;
            for (int step = 0; step < actions.Length && !ended; step++)
            {
                bool watched = TWorld.Card.Circumstance is { } circumstance && world.Observe(state).IsSet(circumstance.Bit);
                PhiloxDraws own = seed.For("world").Draws(step + 1), other = own;
                Step expected = world.Advance(ref state, actions[step], ref own), found = tallying.Advance(ref tallied, actions[step], ref other);
                var code = new EventCode(found.Events);
                Assert.Equal(state, tallied.State);
                Assert.Equal((expected.Reward, expected.Performance, expected.Ended, expected.Events, watched), (found.Reward, found.Performance, found.Ended, code.Events, code.UnderCircumstance));
                for (uint events = expected.Events; events != 0; events &= events - 1)
                {
                    int happening = BitOperations.TrailingZeroCount(events);
                    int before = (counted >> happening & 1) == 0 ? 0 : happened[happening];
                    Assert.Equal(Math.Min(EventCode.MostTold, before), code.Before(happening));
                    happened[happening]++;
                }
                ended = expected.Ended;
            }
        }, iter: 50);
}
