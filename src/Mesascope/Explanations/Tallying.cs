using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>A state, and how often each event has happened so far.</summary>
internal readonly record struct Tallied<TState>(TState State, uint Tally) where TState : unmanaged, IEquatable<TState>;

/// <summary>A world whose states remember how often each event has happened, and whose steps say where and under which circumstance: <see cref="EventCode"/>.</summary>
/// <param name="World">Its rules.</param>
/// <param name="Counted">The events that are counted, one bit each; each one multiplies the states.</param>
internal readonly record struct Tallying<TWorld, TState>(TWorld World, uint Counted) : IWorld<Tallying<TWorld, TState>, Tallied<TState>>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <inheritdoc/>
    public static WorldCard<Tallying<TWorld, TState>> Card { get; } = new()
    {
        Name = TWorld.Card.Name, Summary = TWorld.Card.Summary, Source = TWorld.Card.Source, WorldEvents = TWorld.Card.WorldEvents, Goals = TWorld.Card.Goals,
        Contrasts = [], Small = new(TWorld.Card.Small, 0), Legend = TWorld.Card.Legend,
    };

    private static readonly int CircumstanceBit = TWorld.Card.Circumstance?.Bit ?? -1;

    /// <inheritdoc/>
    public int Actions => World.Actions;

    /// <inheritdoc/>
    public int ObservationBits => World.ObservationBits;

    /// <inheritdoc/>
    public int Horizon => World.Horizon;

    /// <inheritdoc/>
    public Tallied<TState> Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws => new(World.Start(ref random), 0);

    /// <inheritdoc/>
    public Step Advance<TDraws>(ref Tallied<TState> state, int action, ref TDraws random) where TDraws : struct, IDraws
    {
        TState next = state.State;
        bool circumstance = CircumstanceBit >= 0 && World.Observe(next).IsSet(CircumstanceBit);
        Step step = World.Advance(ref next, action, ref random);
        uint before = state.Tally;
        state = new(next, EventCode.Told(before, step.Events, Counted));
        if (step.Events == 0) return step with { Events = EventCode.Of(0, false, false, circumstance, 0) };
        Spot spot = TWorld.Where(World, next);
        return step with { Events = EventCode.Of(step.Events, 2 * spot.Row >= spot.Rows && spot.Rows > 0, 2 * spot.Column >= spot.Columns && spot.Columns > 0, circumstance, before) };
    }

    /// <inheritdoc/>
    public Bits Observe(in Tallied<TState> state) => World.Observe(state.State);

    /// <inheritdoc/>
    public int Available(in Tallied<TState> start, uint worldEvent) => World.Available(start.State, worldEvent);

    /// <inheritdoc/>
    public string Board(in Tallied<TState> state) => World.Board(state.State);
}
