using Mesascope.Learning;
using static TorchSharp.torch;

namespace Mesascope.Gradients.Tests;

/// <summary>Formulas of the papers, from the smallest operations of libtorch.</summary>
internal static class Plainly
{
    /// <summary>Sequence by sequence and head by head: softmax(q kᵀ · scale) v.</summary>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, int[] lengths, Attention kind) => BySequence(lengths, (row, length) => ByHead(q.size(1), kind.Heads, columns =>
    {
        Tensor Part(Tensor x) => x.narrow(0, row, length).narrow(1, columns.Start, columns.Width);
        Tensor scores = Part(q).matmul(Part(k).t()) * kind.Scale, unseen = ones(length, length, dtype: @bool).triu(1);
        if (kind.Causal) scores = scores.masked_fill(unseen, kind.Softmax ? double.NegativeInfinity : 0);
        return (kind.Softmax ? scores.softmax(1) : scores).matmul(Part(v));
    }));

    /// <summary>xₜ + μ xₜ₋₁ within each sequence; the first row has none before it.</summary>
    public static Tensor Smear(Tensor x, Tensor shares, int[] lengths) => BySequence(lengths, (row, length) =>
    {
        Tensor own = x.narrow(0, row, length), before = cat([zeros(1, x.size(1), dtype: x.dtype), own.narrow(0, 0, length - 1)], 0);
        return own + before * shares.view(-1).repeat_interleave(x.size(1) / shares.size(1));
    });

    /// <summary>The equations of libtorch's GRUCell, from its sums on; columns r, z, n.</summary>
    public static Tensor Gru(Tensor seen, Tensor remembered, Tensor h)
    {
        Tensor[] s = seen.chunk(3, 1), m = remembered.chunk(3, 1);
        Tensor r = (s[0] + m[0]).sigmoid(), z = (s[1] + m[1]).sigmoid(), n = (s[2] + r * m[2]).tanh();
        return (1 - z) * n + z * h;
    }

    /// <summary>The equations of libtorch's LSTMCell, from its sums on; columns i, f, g, o.</summary>
    public static (Tensor C, Tensor H) Lstm(Tensor gates, Tensor c)
    {
        Tensor[] g = gates.chunk(4, 1);
        Tensor next = g[1].sigmoid() * c + g[0].sigmoid() * g[2].tanh();
        return (next, g[3].sigmoid() * next.tanh());
    }

    /// <summary>A cell and its eight neighbours side by side, all channels of each.</summary>
    public static Tensor Neighbourhoods(Tensor x, int height, int width)
    {
        long channels = x.size(1);
        Tensor padded = nn.functional.pad(x.view(-1, height, width, channels), [0, 0, 1, 1, 1, 1]);
        return cat([.. from down in Enumerable.Range(0, 3) from right in Enumerable.Range(0, 3) select padded.narrow(1, down, height).narrow(2, right, width).reshape(-1, channels)], 1);
    }

    /// <summary>-Σ (min(ρA, clip(ρ, 1 - ε, 1 + ε)A) + entropy bonus · H).</summary>
    public static Tensor PolicyLoss(Tensor scores, Deed[] done, double clip, double entropyBonus)
    {
        Tensor logs = scores.log_softmax(1), actions = tensor([.. done.Select(deed => (long)deed.Action)]).unsqueeze(1);
        Tensor Of(Func<Deed, double> what) => tensor([.. done.Select(what)], dtype: float64);
        Tensor ratio = (logs.gather(1, actions).squeeze(1) - Of(deed => deed.LogProbability)).exp(), advantage = Of(deed => deed.Advantage);
        Tensor entropy = -(logs.exp() * logs).sum(1);
        return -(minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage) + entropyBonus * entropy).sum();
    }

    /// <summary>A transformer with its norms before, from parameters by name.</summary>
    public static Tensor Transformer(Dictionary<string, Tensor> of, TransformerShape shape, int[] tokens, int[] lengths)
    {
        int[] positions = [.. lengths.SelectMany(length => Enumerable.Range(0, length))];
        Tensor x = of["tokens"].index_select(0, tensor(tokens)) + of["positions"].index_select(0, tensor(positions));
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string block = $"block{layer}.";
            Tensor Affine(Tensor x, string name) => x.matmul(of[$"{block}{name}.weight"]) + of[$"{block}{name}.bias"];
            Tensor seen = Norm(x, $"{block}norm1"), keys = Affine(seen, "key");
            if (shape.Smeared) keys = Smear(keys, of[$"{block}smear"], lengths);
            x = x + Affine(Attention(Affine(seen, "query"), keys, Affine(seen, "value"), lengths, new(shape.Heads, true, true, 1 / MathF.Sqrt(shape.Width / shape.Heads))), "mix");
            x = x + Affine(Affine(Norm(x, $"{block}norm2"), "up").relu(), "down");
        }
        return Norm(x, "norm").matmul(of["head"]);

        Tensor Norm(Tensor x, string name) => nn.functional.layer_norm(x, [shape.Width], of[$"{name}.gain"].view(-1), of[$"{name}.bias"].view(-1), 1e-5);
    }

    private static Tensor BySequence(int[] lengths, Func<int, int, Tensor> part) => cat([.. lengths.Select((length, i) => part(lengths[..i].Sum(), length))], 0);

    private static Tensor ByHead(long columns, int heads, Func<(long Start, long Width), Tensor> part) => cat([.. Enumerable.Range(0, heads).Select(head => part((head * (columns / heads), columns / heads)))], 1);
}
