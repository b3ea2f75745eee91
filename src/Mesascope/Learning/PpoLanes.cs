using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>One shard of what PPO learns from: lanes that live episode after episode, and what they lived since the last update. One per thread at a time.</summary>
/// <remarks>Arrays of what was lived are time-major: entry [step · lanes + lane]. Episode k of lane i is number k · all lanes + i, and its randomness that of <see cref="Play.Once"/>.</remarks>
internal sealed class PpoLanes<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly Ppo _settings;
    private readonly GraphNetwork _actor, _critic;
    private readonly Graph _graph;
    private readonly Seed _seed;
    private readonly int _first;
    private readonly TState[] _state;
    private readonly Life[] _life;
    private readonly Seed[] _chance, _policy;
    private readonly float[] _value, _ahead, _target, _share;
    private readonly bool[] _ended;

    public PpoLanes(Ppo settings, TWorld world, GraphNetwork actor, GraphNetwork critic, float[] weights, Seed seed, Range lanes)
    {
        (_settings, _world, _actor, _critic, _seed, _graph) = (settings, world, actor, critic, seed, new Graph(weights));
        (_first, Count) = lanes.GetOffsetAndLength(settings.Lanes);
        (_state, _life, _chance, _policy) = (new TState[Count], new Life[Count], new Seed[Count], new Seed[Count]);
        (ActorMemory, CriticMemory) = (new float[Count * actor.Memory], new float[Count * critic.Memory]);
        (ActorMemoryAtFirst, CriticMemoryAtFirst) = (new float[ActorMemory.Length], new float[CriticMemory.Length]);
        int steps = Count * settings.StepsPerLane;
        (Seen, Done, Fresh) = (new Bits[steps], new Deed[steps], new bool[steps]);
        (_value, Reward, _ahead, _target, _ended) = (new float[steps], new float[steps], new float[steps], new float[steps], new bool[steps]);
        _share = new float[world.Actions];
        for (int lane = 0; lane < Count; lane++) Begin(lane, 0);
    }

    /// <summary>Lanes in this shard.</summary>
    public int Count { get; }

    /// <summary>What was seen before each step.</summary>
    public Bits[] Seen { get; }

    /// <summary>What was done then.</summary>
    public Deed[] Done { get; }

    /// <summary>What each step was paid.</summary>
    public float[] Reward { get; }

    /// <summary>True where an episode ended with this step, by itself or at its horizon.</summary>
    public bool[] Ended => _ended;

    /// <summary>What the critic should have said.</summary>
    public float[] Target => _target;

    /// <summary>True where an episode begins with this step.</summary>
    public bool[] Fresh { get; }

    /// <summary>What actor and critic remember, now and before the first step. Shape [lanes, memory].</summary>
    public float[] ActorMemory { get; }

    /// <inheritdoc cref="ActorMemory"/>
    public float[] CriticMemory { get; }

    /// <inheritdoc cref="ActorMemory"/>
    public float[] ActorMemoryAtFirst { get; }

    /// <inheritdoc cref="ActorMemory"/>
    public float[] CriticMemoryAtFirst { get; }

    /// <summary>Rewards and performances of the episodes that ended since the last update, in their order.</summary>
    public List<(double Reward, double Performance)> Episodes { get; } = [];

    /// <summary>Lives the steps between two updates, and works out what each was worth.</summary>
    public void Live()
    {
        Episodes.Clear();
        ActorMemory.CopyTo(ActorMemoryAtFirst, 0);
        CriticMemory.CopyTo(CriticMemoryAtFirst, 0);
        for (int step = 0; step < _settings.StepsPerLane; step++) Step(step * Count);
        Evaluate();
    }

    /// <summary>Brings advantages to the given mean and scale.</summary>
    public void Normalise(double mean, double scale)
    {
        for (int i = 0; i < Done.Length; i++) Done[i] = Done[i] with { Advantage = (float)((Done[i].Advantage - mean) * scale) };
    }

    /// <summary>Where the lanes stand.</summary>
    public JsonObject Save() => new()
    {
        ["states"] = Convert.ToBase64String(MemoryMarshal.AsBytes(_state.AsSpan())),
        ["lives"] = Convert.ToBase64String(MemoryMarshal.AsBytes(_life.AsSpan())),
        ["actor"] = Convert.ToBase64String(MemoryMarshal.AsBytes(ActorMemory.AsSpan())),
        ["critic"] = Convert.ToBase64String(MemoryMarshal.AsBytes(CriticMemory.AsSpan())),
    };

    /// <summary>Goes on from there.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public void Load(JsonNode? saved)
    {
        Read(saved, "states", _state);
        Read(saved, "lives", _life);
        Read(saved, "actor", ActorMemory);
        Read(saved, "critic", CriticMemory);
        for (int lane = 0; lane < Count; lane++) Seeds(lane);
    }

    private static void Read<T>(JsonNode? saved, string name, T[] into) where T : unmanaged
    {
        byte[] bytes = saved?[name]?.GetValue<string>() is { } text ? Convert.FromBase64String(text) : [];
        Span<byte> to = MemoryMarshal.AsBytes(into.AsSpan());
        if (bytes.Length != to.Length) throw new ArgumentException($"The saved lanes have {bytes.Length} bytes of {name}, and here are {to.Length}: they were saved by another trainer.");
        bytes.CopyTo(to);
    }

    private void Step(int at)
    {
        for (int lane = 0; lane < Count; lane++)
        {
            Seen[at + lane] = _world.Observe(_state[lane]);
            Fresh[at + lane] = _life[lane].Steps == 0;
        }
        _graph.Clear();
        (Variable scores, Variable? remembered) = _actor.Step(_graph, Seen.AsMemory(at, Count), Memory(ActorMemory));
        (Variable values, Variable? criticRemembered) = _critic.Step(_graph, Seen.AsMemory(at, Count), Memory(CriticMemory));
        values.Value.CopyTo(_value.AsSpan(at));
        remembered?.Value.CopyTo(ActorMemory);
        criticRemembered?.Value.CopyTo(CriticMemory);
        for (int lane = 0; lane < Count; lane++) Act(at + lane, lane, scores.Value.Slice(lane * _world.Actions, _world.Actions));
        Ahead(at);
        for (int lane = 0; lane < Count; lane++) if (_ended[at + lane]) Begin(lane, _life[lane].Episode + 1);
    }

    private void Act(int at, int lane, ReadOnlySpan<float> scores)
    {
        ref Life life = ref _life[lane];
        Softmax.Shares(scores, _share);
        double left = _policy[lane].Draws(life.Steps).Uniform(0);
        int action = 0;
        while (action < _share.Length - 1 && left >= _share[action]) left -= _share[action++];
        Done[at] = new Deed(action, (float)PortableMath.Log(Math.Max(_share[action], float.Epsilon)), 0);
        PhiloxDraws now = _chance[lane].Draws(life.Steps + 1); // step 0 of the world's randomness made the first state
        Step result = _world.Advance(ref _state[lane], action, ref now);
        life.Steps++;
        life.Reward += result.Reward;
        life.Performance += result.Performance;
        Reward[at] = result.Reward;
        _ended[at] = result.Ended || life.Steps >= _world.Horizon;
        // Nothing comes after an end; what comes after a horizon, the critic has to say.
        _ahead[at] = result.Ended ? 0 : float.NaN;
        if (_ended[at]) Episodes.Add((life.Reward, life.Performance));
    }

    // What the critic says of the states after this step, where the next step of the lane does not say it: at a horizon, and at the last step.
    private void Ahead(int at)
    {
        bool last = at + Count == Done.Length;
        int[] lanes = [.. Enumerable.Range(0, Count).Where(lane => float.IsNaN(_ahead[at + lane]) && (last || _ended[at + lane]))];
        if (lanes.Length == 0) return;
        Bits[] seen = [.. lanes.Select(lane => _world.Observe(_state[lane]))];
        Variable? memory = Memory(CriticMemory, lanes);
        ReadOnlySpan<float> values = _critic.Step(_graph, seen, memory).Scores.Value;
        for (int i = 0; i < lanes.Length; i++) _ahead[at + lanes[i]] = values[i];
    }

    private void Evaluate()
    {
        for (int lane = 0; lane < Count; lane++)
        {
            float advantage = 0;
            for (int at = Done.Length - Count + lane; at >= 0; at -= Count)
            {
                float ahead = float.IsNaN(_ahead[at]) ? _value[at + Count] : _ahead[at];
                float surprise = Reward[at] + _settings.Discount * ahead - _value[at];
                advantage = surprise + (_ended[at] ? 0 : _settings.Discount * _settings.Trace * advantage);
                Done[at] = Done[at] with { Advantage = advantage };
                _target[at] = advantage + _value[at];
            }
        }
    }

    private void Begin(int lane, int episode)
    {
        _life[lane] = new Life { Episode = episode };
        Seeds(lane);
        _state[lane] = Play.Start<TWorld, TState>(_world, Level(lane));
        ActorMemory.AsSpan(lane * _actor.Memory, _actor.Memory).Clear();
        CriticMemory.AsSpan(lane * _critic.Memory, _critic.Memory).Clear();
    }

    private void Seeds(int lane) => (_chance[lane], _policy[lane]) = (Level(lane).For("world"), Level(lane).For("policy"));

    private Seed Level(int lane) => _seed.For("level", (long)_life[lane].Episode * _settings.Lanes + _first + lane);

    private Variable? Memory(float[] memory) => memory.Length == 0 ? null : _graph.Input(Count, memory.Length / Count, memory);

    private Variable? Memory(float[] memory, int[] lanes)
    {
        if (memory.Length == 0) return null;
        int width = memory.Length / Count;
        Variable some = _graph.Input(lanes.Length, width);
        for (int i = 0; i < lanes.Length; i++) memory.AsSpan(lanes[i] * width, width).CopyTo(some.Value[(i * width)..]);
        return some;
    }

    private struct Life
    {
        public int Episode, Steps;
        public double Reward, Performance;
    }
}
