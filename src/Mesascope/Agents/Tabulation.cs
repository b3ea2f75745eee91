using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Every state that one episode can reach, numbered from the start outward, with its transitions: what exact planning works on.</summary>
public sealed class Tabulation<TState> where TState : unmanaged, IEquatable<TState>
{
    /// <summary>The most outcomes (over all states and actions) that are tabulated; a larger episode is refused.</summary>
    public const int MaximumOutcomes = 1_000_000;

    private TState[] _states = new TState[1024];
    private int[] _slots = new int[4096]; // open addressing; 1 + the state's number, 0 is free
    private int _count;

    private Tabulation() { }

    /// <summary>The same, as numbers only.</summary>
    public Transitions Transitions { get; private set; } = null!;

    /// <summary>Tabulates the episode that begins in <paramref name="start"/>, breadth first, within the world's horizon.</summary>
    /// <exception cref="TooLargeException">It has more than <see cref="MaximumOutcomes"/> outcomes.</exception>
    public static Tabulation<TState> Of<TWorld>(TWorld world, in TState start) where TWorld : unmanaged, IWorld<TWorld, TState> => Of(world, start, world.Horizon);

    /// <summary>Tabulates what can be reached within so many steps, at least 1.</summary>
    /// <exception cref="TooLargeException">It has more than <see cref="MaximumOutcomes"/> outcomes.</exception>
    public static Tabulation<TState> Of<TWorld>(TWorld world, in TState start, int horizon) where TWorld : unmanaged, IWorld<TWorld, TState>
    {
        var table = new Tabulation<TState>();
        table.Transitions = table.Explore(world, start, horizon);
        return table;
    }

    /// <summary>The state of that number.</summary>
    public TState this[int number] => _states[number];

    /// <summary>The number of a state; -1 where this episode cannot reach it.</summary>
    public int NumberOf(in TState state) => _slots[Slot(state)] - 1;

    private Transitions Explore<TWorld>(TWorld world, TState start, int horizon) where TWorld : unmanaged, IWorld<TWorld, TState>
    {
        var reached = new int[horizon + 1];
        var outcomes = new Outcomes();
        var random = new Enumerator();
        Number(start);
        reached[0] = 1;
        for (int step = 0, from = 0; step < horizon; step++)
        {
            int to = _count; // states first reached at this step are [from, to)
            for (; from < to; from++)
                for (int action = 0; action < world.Actions; action++)
                    Expand(world, _states[from], action, ref random, outcomes);
            reached[step + 1] = _count;
        }
        return outcomes.Close(world.Actions, horizon, reached);
    }

    private void Expand<TWorld>(TWorld world, TState state, int action, ref Enumerator random, Outcomes outcomes) where TWorld : unmanaged, IWorld<TWorld, TState>
    {
        outcomes.Begin();
        do
        {
            TState next = state;
            Step step = world.Advance(ref next, action, ref random);
            if (random.Probability == 0) continue;
            if (outcomes.Count == MaximumOutcomes)
                throw new TooLargeException(string.Create(CultureInfo.InvariantCulture, $"An episode of {TWorld.Card.Name} has more than {MaximumOutcomes:N0} outcomes (states × actions × chance), the limit of exact planning; use a smaller instance."));
            outcomes.Add(step.Ended ? -1 : Number(next), random.Probability, step.Events);
        }
        while (random.MoveNext());
    }

    private int Number(in TState state)
    {
        int slot = Slot(state);
        if (_slots[slot] != 0) return _slots[slot] - 1;
        if (_count == _states.Length) Grow();
        _states[_count] = state;
        _slots[Slot(state)] = ++_count;
        return _count - 1;
    }

    // The hash decides only where a state is looked up; numbers are given in the order of discovery.
    private int Slot(in TState state)
    {
        int mask = _slots.Length - 1;
        int slot = (int)((uint)(state.GetHashCode() * -1640531527) >> 7) & mask;
        while (_slots[slot] != 0 && !_states[_slots[slot] - 1].Equals(state)) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _states, _states.Length * 2);
        _slots = new int[_states.Length * 4];
        for (int number = 0; number < _count; number++) _slots[Slot(_states[number])] = number + 1;
    }

    private sealed class Outcomes
    {
        private readonly List<int> _first = new(8192), _next = new(8192), _kind = new(8192);
        private readonly List<double> _probability = new(8192);
        private readonly List<uint> _eventSets = [0];
        private readonly Dictionary<uint, int> _kinds = new() { [0] = 0 };

        public int Count => _next.Count;

        public void Begin() => _first.Add(Count);

        public void Add(int next, double probability, uint events)
        {
            if (!_kinds.TryGetValue(events, out int kind))
            {
                kind = _eventSets.Count;
                _kinds.Add(events, kind);
                _eventSets.Add(events);
            }
            _next.Add(next);
            _probability.Add(probability);
            _kind.Add(kind);
        }

        public Transitions Close(int actions, int horizon, int[] reached)
        {
            _first.Add(Count);
            return new Transitions
            {
                Actions = actions, Horizon = horizon, Reached = reached,
                First = [.. _first], Next = [.. _next], Probability = [.. _probability], Kind = [.. _kind], EventSets = [.. _eventSets],
            };
        }
    }
}
