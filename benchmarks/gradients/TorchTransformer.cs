using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mesascope.Benchmarks.Gradients;

/// <summary>The same training step with TorchSharp: modules, its own attention, sequences padded to the longest.</summary>
internal sealed class TorchTransformer
{
    private readonly Model _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _tokens, _next;

    public TorchTransformer(LanguageTask task, int threads)
    {
        set_num_threads(threads);
        manual_seed(1);
        _model = new Model(task);
        _optimizer = optim.AdamW(_model.parameters(), LanguageTask.Rate, weight_decay: LanguageTask.Decay);
        int longest = task.Lengths.Max();
        var tokens = new long[LanguageTask.Sequences, longest];
        var next = new long[LanguageTask.Sequences, longest];
        for (int sequence = 0; sequence < LanguageTask.Sequences; sequence++)
            for (int place = 0; place < longest; place++)
                (tokens[sequence, place], next[sequence, place]) = place < task.Lengths[sequence] ? LanguageTask.At(sequence, place) : (0, -1);
        (_tokens, _next) = (tensor(tokens), tensor(next));
    }

    public double Step()
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = functional.cross_entropy(_model.call(_tokens).view(-1, LanguageTask.Tokens), _next.view(-1), ignore_index: -1);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _tokens, _positions, _norm, _head;
        private readonly TorchSharp.Modules.ModuleList<Block> _blocks;

        public Model(LanguageTask task) : base("model")
        {
            (_tokens, _positions) = (Embedding(LanguageTask.Tokens, task.Width), Embedding(LanguageTask.Longest, task.Width));
            _blocks = ModuleList([.. Enumerable.Range(0, task.Layers).Select(layer => new Block(task, $"block{layer}"))]);
            (_norm, _head) = (LayerNorm(task.Width), Linear(task.Width, LanguageTask.Tokens, hasBias: false));
            RegisterComponents();
        }

        public override Tensor forward(Tensor tokens)
        {
            Tensor x = _tokens.call(tokens) + _positions.call(arange(tokens.size(1)));
            foreach (Block block in _blocks) x = block.call(x);
            return _head.call(_norm.call(x));
        }
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly int _heads;
        private readonly Module<Tensor, Tensor> _norm1, _all, _mix, _norm2, _up, _down;

        public Block(LanguageTask task, string name) : base(name)
        {
            (_heads, int width) = (task.Heads, task.Width);
            (_norm1, _all, _mix) = (LayerNorm(width), Linear(width, 3 * width), Linear(width, width));
            (_norm2, _up, _down) = (LayerNorm(width), Linear(width, 4 * width), Linear(4 * width, width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            long sequences = x.size(0), length = x.size(1), width = x.size(2);
            Tensor[] parts = _all.call(_norm1.call(x)).view(sequences, length, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0);
            Tensor seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            x = x + _mix.call(seen.transpose(1, 2).reshape(sequences, length, width));
            return x + _down.call(functional.relu(_up.call(_norm2.call(x))));
        }
    }
}
