using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>An episode under way, one action at a time, that may be stepped back: how a person walks through a world.</summary>
public abstract class Walk
{
    /// <summary>The board as text, rows joined by \n.</summary>
    public abstract string Board { get; }

    /// <summary>What each character of the board is.</summary>
    public abstract IReadOnlyList<Glyph> Legend { get; }

    /// <summary>What each action is called. Shape [actions].</summary>
    public abstract IReadOnlyList<string> ActionNames { get; }

    /// <summary>How many steps were taken.</summary>
    public abstract int Step { get; }

    /// <summary>After how many steps the episode is cut off.</summary>
    public abstract int Horizon { get; }

    /// <summary>True where there is no next step: the world ended the episode, or the horizon is reached.</summary>
    public abstract bool IsOver { get; }

    /// <summary>What the trainer saw so far, summed.</summary>
    public abstract double Reward { get; }

    /// <summary>What the designer meant so far, summed.</summary>
    public abstract double Performance { get; }

    /// <summary>What the last step did, by name; empty before the first.</summary>
    public abstract IReadOnlyList<string> JustHappened { get; }

    /// <summary>What happened so far, by name, with how often; what never happened is left out.</summary>
    public abstract IReadOnlyList<(string Name, int Count)> Happened { get; }

    /// <summary>What the agent has that the board does not show; empty where that is nothing.</summary>
    public abstract string Carried { get; }

    /// <summary>Takes an action in [0, actions). Does nothing where the episode is over.</summary>
    public abstract void Act(int action);

    /// <summary>The action that the subject takes here; -1 where it is over or there is no subject.</summary>
    public abstract int Ask();

    /// <summary>What the agent sees here, bit by bit. Shape [observation bits].</summary>
    public abstract IReadOnlyList<bool> Observation { get; }

    /// <summary>The probability of each action with which the subject moves here; null where there is no subject. Shape [actions].</summary>
    public abstract IReadOnlyList<double>? Probabilities { get; }

    /// <summary>The scores from which those follow; null where the subject is no network. Shape [actions].</summary>
    public abstract IReadOnlyList<float>? Scores { get; }

    /// <summary>Takes the last step back. Does nothing at the start.</summary>
    public abstract void Back();

    /// <summary>Begins an episode.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="randomness">Its randomness; the same as when a subject plays it.</param>
    /// <param name="subject">Who can be asked what it would do; null for nobody.</param>
    /// <exception cref="ArgumentException">The subject cannot act in that world.</exception>
    public static Walk Begin(WorldInstance world, Seed randomness, IAgent? subject = null) => world.Accept(new Beginner(randomness, subject));

    private sealed record Beginner(Seed Luck, IAgent? Subject) : IWorldInstanceVisitor<Walk>
    {
        public Walk Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world, Luck, Subject);
    }

    private sealed class Typed<TWorld, TState> : Walk
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly TWorld _world;
        private readonly Seed _luck;
        private readonly IAgent? _subject;
        private readonly IPolicy<TState>? _policy;
        private readonly List<Moment> _moments;

        public Typed(TWorld world, Seed randomness, IAgent? subject)
        {
            (_world, _luck, _subject) = (world, randomness, subject);
            TState start = Play.Start<TWorld, TState>(world, randomness);
            _policy = subject?.Enter<TWorld, TState>(world, start);
            _moments = [new Moment(start, default, 0, 0)];
        }

        private readonly record struct Moment(TState State, Step Step, double Reward, double Performance);

        private Moment Now => _moments[^1];

        public override string Board => _world.Board(Now.State);
        public override IReadOnlyList<Glyph> Legend => TWorld.Card.Legend;
        public override IReadOnlyList<string> ActionNames => [.. TWorld.Card.ActionNames.Take(_world.Actions)];
        public override int Step => _moments.Count - 1;
        public override int Horizon => _world.Horizon;
        public override bool IsOver => Now.Step.Ended || Step >= _world.Horizon;
        public override double Reward => Now.Reward;
        public override double Performance => Now.Performance;
        public override IReadOnlyList<string> JustHappened => [.. TWorld.Card.WorldEvents.Where(worldEvent => (Now.Step.Events & worldEvent.Flag) != 0).Select(worldEvent => worldEvent.Name)];

        public override IReadOnlyList<(string Name, int Count)> Happened =>
            [.. TWorld.Card.WorldEvents.Select(worldEvent => (worldEvent.Name, _moments.Count(moment => (moment.Step.Events & worldEvent.Flag) != 0))).Where(each => each.Item2 > 0)];

        public override string Carried => _world.Carried(Now.State);

        public override void Act(int action)
        {
            if (IsOver || action < 0 || action >= _world.Actions) return;
            TState state = Now.State;
            PhiloxDraws draws = _luck.For("world").Draws(Step + 1); // as in Play: step 0 made the first state
            Step step = _world.Advance(ref state, action, ref draws);
            _moments.Add(new Moment(state, step, Now.Reward + step.Reward, Now.Performance + step.Performance));
        }

        public override IReadOnlyList<bool> Observation
        {
            get
            {
                Bits seen = _world.Observe(Now.State);
                return [.. Enumerable.Range(0, _world.ObservationBits).Select(bit => seen.IsSet(bit))];
            }
        }

        public override IReadOnlyList<double>? Probabilities => _policy is null ? null : Asked(_policy);

        public override IReadOnlyList<float>? Scores
        {
            get
            {
                if (_subject is not NetworkAgent { Network: var network, Weights: var weights }) return null;
                float[] scores = new float[network.Outputs], memory = new float[network.Memory];
                for (int step = First(memory.Length > 0); step <= Step; step++) network.Step(weights, _world.Observe(_moments[step].State), memory, scores);
                return scores;
            }
        }

        public override int Ask()
        {
            if (IsOver || _policy is null) return -1;
            double[] probabilities = Asked(_policy);
            PhiloxDraws draws = _luck.For("policy").Draws(Step);
            return Play.Sample(probabilities, ref draws);
        }

        public override void Back()
        {
            if (Step > 0) _moments.RemoveAt(Step);
        }

        private double[] Asked(IPolicy<TState> policy)
        {
            var probabilities = new double[_world.Actions];
            for (int step = First(policy.Remembers); step <= Step; step++) policy.Probabilities(_moments[step].State, step, probabilities);
            return probabilities;
        }

        // One that remembers is told the whole episode again: a step may be asked more than once here, and taken back.
        private int First(bool remembers) => remembers ? 0 : Step;
    }
}
