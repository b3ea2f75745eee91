using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mesascope.Benchmarks.Gradients;

/// <summary>The algorithm and the settings of <see cref="Ppo"/> with TorchSharp, written as one would who has the worlds and no kernels of their own.</summary>
internal sealed class TorchPpo<TWorld, TState>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly TWorld _world;
    private readonly Ppo _settings;
    private readonly Module<Tensor, Tensor> _actor, _critic;
    private readonly optim.Optimizer _optimizer;
    private readonly TState[] _states;
    private readonly int[] _lived;
    private readonly double[] _paid;
    private readonly float[] _seen;
    private PhiloxDraws _random = new Seed(1).Draws();
    private int _draws, _updates;

    public TorchPpo(TWorld world, int hidden, Ppo settings)
    {
        set_num_threads(1);
        manual_seed(1);
        (_world, _settings) = (world, settings);
        (_actor, _critic) = (Network(world.Actions, .01), Network(1, 1));
        _optimizer = optim.Adam([.. _actor.parameters(), .. _critic.parameters()], settings.LearningRate, eps: 1e-5);
        (_states, _lived, _paid, _seen) = (new TState[settings.Lanes], new int[settings.Lanes], new double[settings.Lanes], new float[settings.Lanes * world.ObservationBits]);
        for (int lane = 0; lane < settings.Lanes; lane++) Begin(lane);

        Module<Tensor, Tensor> Network(int outputs, double scale)
        {
            (var first, var last) = (Linear(world.ObservationBits, hidden), Linear(hidden, outputs));
            init.kaiming_normal_(first.weight!, nonlinearity: init.NonlinearityType.ReLU);
            init.normal_(last.weight!, std: scale / Math.Sqrt(hidden));
            init.zeros_(first.bias!);
            init.zeros_(last.bias!);
            return Sequential(first, ReLU(), last);
        }
    }

    /// <summary>One update.</summary>
    /// <returns>What episodes that ended were paid, on average.</returns>
    public double Update()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor seen, Tensor done, Tensor logs, Tensor advantages, Tensor targets, double reward) = Live();
        advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8);
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = _settings.LearningRate * (1 - _updates / (double)_settings.Updates);
        _updates++;
        long size = seen.size(0) / _settings.Minibatches;
        for (int epoch = 0; epoch < _settings.Epochs; epoch++)
        {
            Tensor order = randperm(seen.size(0));
            for (int batch = 0; batch < _settings.Minibatches; batch++)
            {
                using DisposeScope inner = NewDisposeScope();
                Tensor at = order.narrow(0, batch * size, size);
                Descend(seen.index_select(0, at), done.index_select(0, at), logs.index_select(0, at), advantages.index_select(0, at), targets.index_select(0, at));
            }
        }
        return reward;
    }

    private void Descend(Tensor seen, Tensor done, Tensor logs, Tensor advantages, Tensor targets)
    {
        Tensor all = _actor.call(seen).log_softmax(1), ratio = (all.gather(1, done.unsqueeze(1)).squeeze(1) - logs).exp();
        Tensor surrogate = minimum(ratio * advantages, ratio.clamp(1 - _settings.Clip, 1 + _settings.Clip) * advantages), entropy = -(all.exp() * all).sum(1);
        Tensor loss = -(surrogate + _settings.EntropyBonus * entropy).mean() + 0.25 * functional.mse_loss(_critic.call(seen).squeeze(1), targets);
        _optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_([.. _actor.parameters(), .. _critic.parameters()], _settings.GradientNorm);
        _optimizer.step();
    }

    private (Tensor Seen, Tensor Done, Tensor Logs, Tensor Advantages, Tensor Targets, double Reward) Live()
    {
        using var _ = no_grad();
        int lanes = _settings.Lanes, steps = _settings.StepsPerLane;
        var (seen, done, logs, values) = (new Tensor[steps], new Tensor[steps], new Tensor[steps], new float[steps + 1][]);
        var (rewards, going) = (new float[steps, lanes], new float[steps, lanes]);
        double paid = 0;
        int ended = 0;
        for (int step = 0; step < steps; step++)
        {
            seen[step] = Look();
            Tensor all = _actor.call(seen[step]).log_softmax(1), drawn = all.exp().multinomial(1);
            (done[step], logs[step]) = (drawn.squeeze(1), all.gather(1, drawn).squeeze(1));
            values[step] = [.. _critic.call(seen[step]).squeeze(1).data<float>()];
            long[] actions = [.. done[step].data<long>()];
            var cut = new List<int>();
            var over = new List<int>();
            for (int lane = 0; lane < lanes; lane++)
            {
                _draws++;
                PhiloxDraws now = _random.At(_draws);
                Step result = _world.Advance(ref _states[lane], (int)actions[lane], ref now);
                _paid[lane] += result.Reward;
                rewards[step, lane] = result.Reward;
                bool horizon = ++_lived[lane] >= _world.Horizon;
                going[step, lane] = result.Ended || horizon ? 0 : 1;
                if (horizon && !result.Ended) cut.Add(lane);
                if (result.Ended || horizon) over.Add(lane);
            }
            if (cut.Count > 0) // what was still to come, the critic says
            {
                float[] ahead = [.. _critic.call(Look()).squeeze(1).data<float>()];
                foreach (int lane in cut) rewards[step, lane] += _settings.Discount * ahead[lane];
            }
            foreach (int lane in over)
            {
                (paid, ended) = (paid + _paid[lane], ended + 1);
                Begin(lane);
            }
        }
        values[steps] = [.. _critic.call(Look()).squeeze(1).data<float>()];
        var (advantages, targets, last) = (new float[steps * lanes], new float[steps * lanes], new float[lanes]);
        for (int step = steps - 1; step >= 0; step--)
            for (int lane = 0; lane < lanes; lane++)
            {
                float surprise = rewards[step, lane] + _settings.Discount * values[step + 1][lane] * going[step, lane] - values[step][lane];
                last[lane] = surprise + _settings.Discount * _settings.Trace * going[step, lane] * last[lane];
                (advantages[step * lanes + lane], targets[step * lanes + lane]) = (last[lane], last[lane] + values[step][lane]);
            }
        return (cat(seen), cat(done), cat(logs), tensor(advantages), tensor(targets), paid / Math.Max(ended, 1));
    }

    // What all lanes see, as numbers 0 and 1. Shape [lanes, bits].
    private Tensor Look()
    {
        int bits = _world.ObservationBits;
        Array.Clear(_seen);
        for (int lane = 0; lane < _states.Length; lane++)
        {
            Bits seen = _world.Observe(_states[lane]);
            for (int word = 0; word * 64 < bits; word++)
                for (ulong set = seen.Word(word); set != 0; set &= set - 1) _seen[lane * bits + word * 64 + System.Numerics.BitOperations.TrailingZeroCount(set)] = 1;
        }
        return tensor(_seen, _states.Length, bits);
    }

    private void Begin(int lane)
    {
        _draws++;
        PhiloxDraws now = _random.At(_draws);
        _states[lane] = _world.Start(ref now);
        (_lived[lane], _paid[lane]) = (0, 0);
    }
}
