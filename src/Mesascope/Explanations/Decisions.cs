using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>One decision of a subject: where the episode stood, and what it would do with which probability.</summary>
/// <param name="Ahead">What can happen from here on, to the end of the episode or as far as is looked; its event sets are <see cref="EventCode"/>s.</param>
/// <param name="State">The state's number there.</param>
/// <param name="Step">How many steps came before.</param>
/// <param name="Last">The action taken before, -1 at the start.</param>
/// <param name="Probabilities">Shape [actions].</param>
/// <param name="Board">The board as text, for people.</param>
internal sealed record Decision(Transitions Ahead, int State, int Step, int Last, double[] Probabilities, Func<string> Board);

/// <summary>The decisions that a subject made in one level.</summary>
/// <param name="Horizon">Steps in an episode.</param>
/// <param name="Available">How often each event can happen. Shape [events].</param>
/// <param name="Decisions">What was observed, in order, at least 1.</param>
internal sealed record ObservedCase(int Horizon, int[] Available, IReadOnlyList<Decision> Decisions)
{
    /// <summary>The expected log-likelihood of the subject's actions under its own policy, summed over decisions, nats, at most 0: the most that any model could reach.</summary>
    public double Ceiling => Decisions.Sum(decision => decision.Probabilities.Sum(p => p > 0 ? p * PortableMath.Log(p) : 0));

    /// <summary>Plays a subject in one level.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="counted">Events that are counted along, one bit each.</param>
    /// <param name="agent">The subject.</param>
    /// <param name="seed">Of the level and of the episode.</param>
    /// <param name="steps">Decisions that are observed at most, from the first on.</param>
    /// <param name="sight">How many steps are looked ahead from each decision; null for the whole episode, tabulated once.</param>
    /// <exception cref="ArgumentException">What lies ahead is too large to tabulate.</exception>
    public static ObservedCase Of<TWorld, TState>(TWorld world, uint counted, IAgent agent, Seed seed, int steps, int? sight = null)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TState first = Play.Start<TWorld, TState>(world, seed);
        var observer = new Observer<TWorld, TState>(new Tallying<TWorld, TState>(world, counted), new Tallied<TState>(first, 0), sight);
        Decision[] decisions = [.. observer.Episode(agent.Enter<TWorld, TState>(world, first), seed.For("observed")).Take(steps)];
        return new ObservedCase(world.Horizon, [.. TWorld.Card.WorldEvents.Select(worldEvent => world.Available(first, worldEvent.Flag))], decisions);
    }

    private sealed class Observer<TWorld, TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly Tallying<TWorld, TState> _world;
        private readonly Tallied<TState> _start;
        private readonly int? _sight;
        private readonly Tabulation<Tallied<TState>>? _whole;

        public Observer(Tallying<TWorld, TState> world, Tallied<TState> start, int? sight)
        {
            (_world, _start, _sight) = (world, start, sight);
            if (sight is null) _whole = Tabulation<Tallied<TState>>.Of(world, start);
        }

        public IEnumerable<Decision> Episode(IPolicy<TState> policy, Seed randomness)
        {
            Tallied<TState> state = _start;
            bool ended = false;
            int last = -1;
            for (int step = 0; step < _world.Horizon && !ended; step++)
            {
                var probabilities = new double[_world.Actions];
                policy.Probabilities(state.State, step, probabilities);
                TState here = state.State;
                Transitions ahead = _whole?.Transitions ?? Tabulation<Tallied<TState>>.Of(_world, state, Math.Min(_sight!.Value, _world.Horizon - step)).Transitions;
                yield return new Decision(ahead, _whole?.NumberOf(state) ?? 0, step, last, probabilities, () => _world.World.Board(here));
                PhiloxDraws choice = randomness.For("policy").Draws(step), chance = randomness.For("world").Draws(step + 1);
                last = Play.Sample(probabilities, ref choice);
                ended = _world.Advance(ref state, last, ref chance).Ended;
            }
        }
    }
}
