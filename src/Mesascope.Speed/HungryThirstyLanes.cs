using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mesascope.Worlds;

namespace Mesascope.Speed;

/// <summary>Four episodes of <see cref="HungryThirsty"/> side by side.</summary>
public struct HungryThirstyLanes : ILaneWorld<HungryThirstyLanes, HungryThirsty, HungryThirsty.State>
{
    private const ulong Yes = ulong.MaxValue;

    private Vector256<ulong> _agent, _food, _water, _hungry, _thirsty; // of the last two, all ones is yes
    private Vector256<ulong> _free, _ways, _thirst;
    private Vector256<long> _slip, _returns;

    /// <inheritdoc/>
    public static double OperationsPerFour(HungryThirsty world) => 218 + 106 * (1 - Math.Pow(1 - world.Slip, 4));

    /// <inheritdoc/>
    public static HungryThirstyLanes Of(HungryThirsty world, ReadOnlySpan<HungryThirsty.State> states) => new()
    {
        _agent = LaneBits.Gather(states, state => (ulong)state.Agent),
        _food = LaneBits.Gather(states, state => (ulong)state.Food),
        _water = LaneBits.Gather(states, state => (ulong)state.Water),
        _hungry = LaneBits.Gather(states, state => state.Hungry ? Yes : 0),
        _thirsty = LaneBits.Gather(states, state => state.Thirsty ? Yes : 0),
        _free = Vector256.Create(Free(0), Free(1), Free(2), Free(3)),
        _ways = Vector256.Create(-HungryThirsty.Side, HungryThirsty.Side, -1L, 1L).AsUInt64(),
        _thirst = Vector256.Create(world.Thirst ? Yes : 0),
        _slip = LaneDraws.Threshold(world.Slip),
        _returns = LaneDraws.Threshold(world.ThirstReturns),
    };

    /// <inheritdoc/>
    public readonly HungryThirsty.State State(int lane) => new((int)_agent[lane], (int)_food[lane], (int)_water[lane], _hungry[lane] != 0, _thirsty[lane] != 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneStep Advance(Vector256<ulong> actions, LaneDraws random)
    {
        Vector256<ulong> one = Vector256<ulong>.One, wasThirsty = _thirsty;
        Vector256<ulong> eats = Vector256.Equals(actions, Vector256.Create(4UL)), drinks = Vector256.Equals(actions, Vector256.Create(5UL));
        Vector256<ulong> atFood = eats & Vector256.Equals(_agent, _food), drank = drinks & Vector256.Equals(_agent, _water);
        Vector256<ulong> ate = Vector256.AndNot(atFood, wasThirsty), tried = atFood & wasThirsty;

        (Vector256<ulong> slips, Vector256<ulong> thirst) = random.Bernoulli(_slip, 0, _returns, 2);
        Vector256<ulong> way = actions;
        if (slips != Vector256<ulong>.Zero) way = Vector256.ConditionalSelect(slips, random.Choice(4, 1), actions);
        Vector256<ulong> free = Vector256<ulong>.Zero - (Avx2.ShiftRightLogicalVariable(LaneBits.Entry(_free, way), _agent) & one);
        _agent += Vector256.AndNot(LaneBits.Entry(_ways, way) & free, eats | drinks);

        Vector256<ulong> returns = Vector256.AndNot(thirst & _thirst, wasThirsty);
        _thirsty = Vector256.AndNot(wasThirsty | returns, drank);
        _hungry = ~ate;
        Vector256<double> fed = LaneBits.Where(ate, Vector256<double>.One);
        Vector256<ulong> events = (ate & one) | (drank & Vector256.Create((ulong)HungryThirsty.Events.Drank))
            | (tried & Vector256.Create((ulong)HungryThirsty.Events.TriedToEat)) | (_thirsty & Vector256.Create((ulong)HungryThirsty.Events.WasThirsty));
        return new LaneStep(fed, fed, events);
    }

    // The cells from which a step that way leads somewhere, by the world's own rule.
    private static ulong Free(int action)
    {
        ulong cells = 0;
        for (int cell = 0; cell < HungryThirsty.Side * HungryThirsty.Side; cell++)
            if (HungryThirsty.Moved(cell, action) != cell) cells |= 1UL << cell;
        return cells;
    }
}
