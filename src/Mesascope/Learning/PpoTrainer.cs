using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>PPO at work in one world. A step is an update.</summary>
internal sealed class PpoTrainer<TWorld, TState> : ITrainer<float[]>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private const float ActorScale = 0.01f, CriticScale = 1;
    private readonly Ppo _settings;
    private readonly INetwork _network;
    private readonly Seed _seed;
    private readonly int _threads;
    private readonly GraphNetwork _actor, _critic;
    private readonly float[] _weights;
    private readonly Moments _moments;
    private readonly Adam _adam = new(Epsilon: 1e-5f);
    private readonly Shards _shards;
    private readonly PpoLanes<TWorld, TState>[] _lanes;
    private int _done;
    private double _reward, _performance;
    private long _steps;

    public PpoTrainer(Ppo settings, TWorld world, INetwork network, Seed seed, int threads, float[]? start)
    {
        (_settings, _network, _seed, _threads) = (settings, network, seed, threads);
        var parameters = new Parameters();
        _actor = new GraphNetwork(network, parameters, "actor", ActorScale);
        _critic = new GraphNetwork(network is Gru gru ? new Gru(gru.Inputs, gru.Hidden, 1) : new Mlp([.. ((Mlp)network).Widths.SkipLast(1), 1]) { Activation = ((Mlp)network).Activation }, parameters, "critic", CriticScale);
        _weights = parameters.Draw(seed.For("weights"));
        start?.CopyTo(_weights, 0);
        _moments = new Moments(_weights.Length);
        _shards = new Shards(_weights, settings.Shards);
        _lanes = [.. Enumerable.Range(0, settings.Shards).Select(shard => new PpoLanes<TWorld, TState>(settings, world, _actor, _critic, _weights, seed.For("lanes"), _shards.Of(shard, settings.Lanes)))];
    }

    public bool Finished => _done >= _settings.Updates;

    public TrainingProgress Step(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Parallel.ForEach(_lanes, new ParallelOptions { MaxDegreeOfParallelism = _threads }, lanes => lanes.Live());
        Normalise();
        float rate = _settings.LearningRate + (_settings.FinalLearningRate - _settings.LearningRate) * _done / _settings.Updates;
        for (int epoch = 0; epoch < _settings.Epochs; epoch++) Pass(epoch, rate);
        _done++;
        _steps += (long)_settings.Lanes * _settings.StepsPerLane;
        (double Reward, double Performance)[] ended = [.. _lanes.SelectMany(lanes => lanes.Episodes)];
        if (ended.Length > 0) (_reward, _performance) = (ended.Average(each => each.Reward), ended.Average(each => each.Performance));
        return new TrainingProgress(_done, _settings.Updates, _reward, _reward, _performance, _steps);
    }

    public TrainerState Save() => new(_done, new Dictionary<string, float[]> { ["weights"] = [.. _weights], ["first"] = [.. _moments.First], ["second"] = [.. _moments.Second] })
    {
        Others = new JsonObject { ["lanes"] = new JsonArray([.. _lanes.Select(lanes => lanes.Save())]), ["descents"] = _moments.Steps, ["last"] = TrainerState.Of([_reward, _performance]) },
    };

    public void Load(TrainerState state)
    {
        state.Array("weights", _weights.Length).CopyTo(_weights, 0);
        state.Array("first", _weights.Length).CopyTo(_moments.First, 0);
        state.Array("second", _weights.Length).CopyTo(_moments.Second, 0);
        if (state.Others?["lanes"] is not JsonArray lanes || lanes.Count != _lanes.Length || state.Others["descents"] is not { } descents) throw new ArgumentException("The saved state has other lanes: it was saved by another trainer.", nameof(state));
        for (int shard = 0; shard < _lanes.Length; shard++) _lanes[shard].Load(lanes[shard]);
        _moments.Steps = descents.GetValue<int>();
        (_reward, _performance, _done) = (state.Doubles("last", 2)[0], state.Doubles("last", 2)[1], state.Step);
    }

    public float[] Result() => _weights[.._network.WeightCount];

    // To mean 0 and deviation 1 over the whole update. Where every step was paid the same there is nothing to tell apart but the critic's own errors, and they are not blown up.
    private void Normalise()
    {
        Deed[] all = [.. _lanes.SelectMany(lanes => lanes.Done)];
        double mean = all.Average(deed => (double)deed.Advantage), deviation = Math.Sqrt(all.Average(deed => (deed.Advantage - mean) * (deed.Advantage - mean)));
        bool same = _lanes.All(lanes => lanes.Reward.All(reward => reward == _lanes[0].Reward[0]));
        double scale = same || deviation == 0 ? 1 : 1 / deviation;
        foreach (PpoLanes<TWorld, TState> lanes in _lanes) lanes.Normalise(mean, scale);
    }

    private void Pass(int epoch, float rate)
    {
        int[][] orders = [.. _lanes.Select((lanes, shard) => Order(Units(lanes), _seed.For("order", ((long)_done * _settings.Epochs + epoch) * _lanes.Length + shard)))];
        for (int batch = 0; batch < _settings.Minibatches; batch++)
        {
            int[][] chosen = [.. orders.Select(order => order[(order.Length * batch / _settings.Minibatches)..(order.Length * (batch + 1) / _settings.Minibatches)])];
            float weight = 1f / (chosen.Sum(units => units.Length) * Length);
            double loss = _shards.Differentiate((graph, shard) => Loss(graph, _lanes[shard], chosen[shard], weight), _threads);
            float clip = Adam.Clip(_shards.Gradient, _settings.GradientNorm);
            if (!double.IsFinite(loss) || !float.IsFinite(clip))
                throw new ArgumentException($"The loss of update {_done + 1} is not a number; what was saved before it remains. Try a lower learning rate.");
            _adam.Descend(_moments, _weights, _shards.Gradient, rate, clip);
        }
    }

    // Networks without a memory learn from single steps, others from the lanes' whole sequences.
    private int Length => _network.Memory == 0 ? 1 : _settings.StepsPerLane;

    private int Units(PpoLanes<TWorld, TState> lanes) => lanes.Done.Length / Length;

    private Variable Loss(Graph graph, PpoLanes<TWorld, TState> lanes, int[] units, float weight)
    {
        Variable? actor = Memory(graph, lanes.ActorMemoryAtFirst, units, lanes.Count), critic = Memory(graph, lanes.CriticMemoryAtFirst, units, lanes.Count), loss = null;
        for (int step = 0; step < Length; step++)
        {
            var at = new int[units.Length];
            (Bits[] seen, Deed[] done, float[] target) = (GC.AllocateUninitializedArray<Bits>(at.Length), GC.AllocateUninitializedArray<Deed>(at.Length), new float[at.Length]);
            for (int i = 0; i < at.Length; i++)
            {
                at[i] = step * lanes.Count + units[i];
                (seen[i], done[i], target[i]) = (lanes.Seen[at[i]], lanes.Done[at[i]], lanes.Target[at[i]]);
            }
            if (actor is not null && step > 0) (actor, critic) = (Forget(graph, actor, lanes.Fresh, at), Forget(graph, critic!, lanes.Fresh, at));
            (Variable scores, actor) = _actor.Step(graph, seen, actor);
            (Variable values, critic) = _critic.Step(graph, seen, critic);
            Variable now = graph.Sum(
                graph.PolicyLoss(scores, done, _settings.Clip, _settings.EntropyBonus, weight),
                graph.SquaredError(values, target, weight / 4));
            loss = loss is null ? now : graph.Sum(loss, now);
        }
        return loss!;
    }

    private static Variable? Memory(Graph graph, float[] memory, int[] units, int lanes)
    {
        if (memory.Length == 0) return null;
        int width = memory.Length / lanes;
        Variable some = graph.Input(units.Length, width);
        for (int i = 0; i < units.Length; i++) memory.AsSpan(units[i] * width, width).CopyTo(some.Value[(i * width)..]);
        return some;
    }

    // An episode that begins remembers nothing of the one before.
    private static Variable Forget(Graph graph, Variable memory, bool[] fresh, int[] at)
    {
        if (!at.Any(i => fresh[i])) return memory;
        Variable kept = graph.Input(memory.Rows, memory.Columns);
        for (int i = 0; i < at.Length; i++) kept.Value.Slice(i * memory.Columns, memory.Columns).Fill(fresh[at[i]] ? 0 : 1);
        return graph.Times(memory, kept);
    }

    private static int[] Order(int count, Seed seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        PhiloxDraws draws = seed.Draws();
        for (int i = count - 1; i > 0; i--)
        {
            int j = draws.Choice(i + 1, i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
