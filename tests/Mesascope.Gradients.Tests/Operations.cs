using Mesascope.Learning;
using Mesascope.Worlds;
using TorchSharp;
using static TorchSharp.torch;

namespace Mesascope.Gradients.Tests;

/// <summary>Every operation of the graph, in shapes that fill its tiles and vectors and in shapes that do not.</summary>
internal static class Operations
{
    /// <summary>All of them, by what is tried.</summary>
    public static IReadOnlyDictionary<string, Operation> All { get; } = Listed().ToDictionary(operation => operation.Name);

    private static IEnumerable<Operation> Listed() => [.. Products(), .. Pointwise(), .. Rows(), .. Sequences(), .. Recurrent(), .. OverBoards(), .. Convolved(), .. OfLosses()];

    private static IEnumerable<Operation> Products()
    {
        foreach ((int rows, int inner, int columns) in new[] { (1, 1, 4), (7, 3, 5), (6, 16, 16), (25, 33, 49), (96, 128, 64), (131, 40, 17), (29, 64, 5) })
        {
            string shape = $"{rows}×{inner} by {inner}×{columns}";
            yield return new($"affine, {shape}", [(rows, inner), (inner, columns), (1, columns)], (graph, x) => graph.Affine(x[0], x[1], x[2]), x => x[0].matmul(x[1]) + x[2]);
            yield return new($"affine and relu, {shape}", [(rows, inner), (inner, columns), (1, columns)], (graph, x) => graph.AffineRelu(x[0], x[1], x[2]), x => (x[0].matmul(x[1]) + x[2]).relu());
            yield return new($"product, {shape}", [(rows, inner), (inner, columns)], (graph, x) => graph.Product(x[0], x[1]), x => x[0].matmul(x[1]));
        }
        foreach ((int rows, int bits, int columns) in new[] { (1, 1, 4), (5, 70, 37), (33, 400, 64), (8, 512, 96) })
        {
            Bits[] seen = [.. Enumerable.Range(0, rows).Select(row => Seen(row, bits))];
            float[] dense = [.. seen.SelectMany(x => Enumerable.Range(0, bits).Select(bit => x.IsSet(bit) ? 1f : 0))];
            yield return new($"affine of bits, {rows}×{bits} by {bits}×{columns}", [(bits, columns), (1, columns)], (graph, x) => graph.Affine(seen, x[0], x[1]), x => Judge.Tensor(dense, rows, bits).matmul(x[0]) + x[1]);
            yield return new($"affine of bits and relu, {rows}×{bits} by {bits}×{columns}", [(bits, columns), (1, columns)], (graph, x) => graph.AffineRelu(seen, x[0], x[1]), x => (Judge.Tensor(dense, rows, bits).matmul(x[0]) + x[1]).relu());
        }
        foreach ((int cases, int side, int columns) in new[] { (2, 3, 2), (7, 11, 10), (40, 16, 16) })
        {
            float[] matrices = Symmetric(cases, side), queries = [.. Enumerable.Range(0, cases * side).Select(i => MathF.Cos(.7f * i))];
            yield return new($"bilinear forms, {cases} of side {side}, {columns} columns", [(side, 1), (side, columns)], (graph, x) => graph.Bilinear(x[0], matrices, x[1], queries),
                x => Judge.Tensor(matrices, cases * side, side).matmul(x[0]).view(cases, 1, side).bmm(x[1].matmul(Judge.Tensor(queries, cases, side)[TensorIndex.Colon, TensorIndex.Slice(0, columns)].t()).t().unsqueeze(2)).view(cases, 1));
        }
        int[] some = [3, 0, 3, 5, 5, 5], many = [.. Enumerable.Range(0, 200).Select(i => i * i % 97)];
        yield return new("gather, 6 of 6×11", [(6, 11)], (graph, x) => graph.Gather(x[0], some), x => x[0].index_select(0, tensor(some)));
        yield return new("gather, 200 of 97×64", [(97, 64)], (graph, x) => graph.Gather(x[0], many), x => x[0].index_select(0, tensor(many)));
    }

    private static IEnumerable<Operation> Pointwise()
    {
        foreach ((int, int) shape in new[] { (1, 5), (3, 7), (16, 32), (5, 41) })
        {
            yield return new($"relu, {shape}", [shape], (graph, x) => graph.Relu(x[0]), x => x[0].relu());
            yield return new($"tanh, {shape}", [shape], (graph, x) => graph.Tanh(x[0]), x => x[0].tanh());
            yield return new($"sigmoid, {shape}", [shape], (graph, x) => graph.Sigmoid(x[0]), x => x[0].sigmoid());
            yield return new($"sum, {shape}", [shape, shape], (graph, x) => graph.Sum(x[0], x[1]), x => x[0] + x[1]);
            yield return new($"sum with itself, {shape}", [shape], (graph, x) => graph.Sum(x[0], x[0]), x => x[0] + x[0]);
            yield return new($"scale, {shape}", [shape], (graph, x) => graph.Scale(-1.5f, x[0]), x => -1.5 * x[0]);
            yield return new($"times, {shape}", [shape, shape], (graph, x) => graph.Times(x[0], x[1]), x => x[0] * x[1]);
            yield return new($"times itself, {shape}", [shape], (graph, x) => graph.Times(x[0], x[0]), x => x[0] * x[0]);
            yield return new($"mix, {shape}", [shape, shape, shape], (graph, x) => graph.Mix(x[0], x[1], x[2]), x => x[0] + x[2] * (x[1] - x[0]));
        }
    }

    private static IEnumerable<Operation> Rows()
    {
        foreach ((int rows, int columns) in new[] { (1, 5), (4, 11), (33, 64), (7, 129) })
        {
            yield return new($"layer norm, {rows}×{columns}", [(rows, columns), (1, columns), (1, columns)], (graph, x) => graph.LayerNorm(x[0], x[1], x[2]),
                x => nn.functional.layer_norm(x[0], [columns], x[1].view(-1), x[2].view(-1), 1e-5));
            yield return new($"beside, {rows}×{columns} and 3", [(rows, columns), (rows, 3)], (graph, x) => graph.Beside(x[0], x[1]), x => cat([x[0], x[1]], 1));
        }
    }

    private static IEnumerable<Operation> Sequences()
    {
        foreach ((int[] lengths, int heads, int columns) in new[] { (new[] { 1 }, 1, 1), ([5, 1, 3], 2, 8), ([9], 3, 6), ([35, 20, 11], 4, 64), ([40, 17], 2, 30) })
        {
            (int, int) shape = (lengths.Sum(), columns);
            string name = $"{string.Join('+', lengths)} rows, {heads} heads, {columns} columns";
            foreach ((bool causal, bool softmax) in new[] { (true, true), (false, true), (true, false), (false, false) })
            {
                var kind = new Attention(heads, causal, softmax, softmax ? .5f : .1f);
                // Of one row alone the softmax is 1 whatever it looks at, so there is no gradient by queries and keys to compare.
                if (softmax && lengths is [1]) continue;
                yield return new($"{(causal ? "causal " : "")}attention {(softmax ? "by softmax" : "as it is")}, {name}", [shape, shape, shape],
                    (graph, x) => graph.Attention(x[0], x[1], x[2], lengths, kind), x => Plainly.Attention(x[0], x[1], x[2], lengths, kind));
            }
            if (lengths.Max() > 1)
                yield return new($"smear, {name}", [shape, (1, heads)], (graph, x) => graph.Smear(x[0], x[1], lengths), x => Plainly.Smear(x[0], x[1], lengths));
        }
    }

    private static IEnumerable<Operation> Recurrent()
    {
        foreach ((int rows, int units) in new[] { (1, 1), (3, 4), (16, 32), (5, 13) })
        {
            yield return new($"gated recurrent units, {rows}×{units}", [(rows, 3 * units), (rows, 3 * units), (rows, units)], (graph, x) => graph.GruCell(x[0], x[1], x[2]), x => Plainly.Gru(x[0], x[1], x[2]));
            yield return new($"gate, {rows}×{units}", [(rows, units), (rows, 2 * units)], (graph, x) => graph.Gate(x[0], x[1]),
                x => x[0] + x[1].slice(1, 0, units, 1).sigmoid() * (x[1].slice(1, units, 2 * units, 1).tanh() - x[0]));
            yield return new($"long short-term memory, held, {rows}×{units}", [(rows, 4 * units), (rows, units)], (graph, x) => graph.LstmCell(x[0], x[1]).C, x => Plainly.Lstm(x[0], x[1]).C);
            yield return new($"long short-term memory, shown, {rows}×{units}", [(rows, 4 * units), (rows, units)], (graph, x) => graph.LstmCell(x[0], x[1]).H, x => Plainly.Lstm(x[0], x[1]).H);
        }
    }

    private static IEnumerable<Operation> OverBoards()
    {
        foreach ((int boards, int height, int width, int channels) in new[] { (1, 1, 1, 1), (2, 3, 4, 2), (3, 5, 5, 16), (1, 2, 9, 7) })
            yield return new($"neighbourhoods, {boards} of {height}×{width}×{channels}", [(boards * height * width, channels)],
                (graph, x) => graph.Neighbourhoods(x[0], height, width), x => Plainly.Neighbourhoods(x[0], height, width));
        // The use it is for: a 3×3 convolution, whose weights are [9 · channels, filters] to us and [filters, channels, 3, 3] to libtorch.
        yield return new("convolution, 3 of 5×6, 4 channels, 10 filters", [(3 * 5 * 6, 4), (36, 10), (1, 10)],
            (graph, x) => graph.Affine(graph.Neighbourhoods(x[0], 5, 6), x[1], x[2]),
            x => nn.functional.conv2d(x[0].view(3, 5, 6, 4).permute(0, 3, 1, 2), x[1].view(3, 3, 4, 10).permute(3, 2, 0, 1), x[2].view(-1), padding: [1, 1]).permute(0, 2, 3, 1).reshape(90, 10));
    }

    // The same convolution in one step, with one start for all cells and with one for each.
    private static IEnumerable<Operation> Convolved()
    {
        foreach ((int boards, int height, int width, int channels, int filters) in new[] { (1, 2, 3, 1, 4), (3, 5, 6, 4, 10), (2, 9, 9, 38, 64), (1, 7, 3, 5, 17) })
            foreach (int starts in new[] { 1, boards * height * width })
                yield return new($"convolve, {boards} of {height}×{width}, {channels} channels, {filters} filters, {starts} starts", [(boards * height * width, channels), (9 * channels, filters), (starts, filters)],
                    (graph, x) => graph.Convolve(x[0], x[1], x[2], height, width),
                    x => nn.functional.conv2d(x[0].view(boards, height, width, channels).permute(0, 3, 1, 2), x[1].view(3, 3, channels, filters).permute(3, 2, 0, 1), padding: [1, 1]).permute(0, 2, 3, 1).reshape(boards * height * width, filters) + x[2]);
    }

    private static IEnumerable<Operation> OfLosses()
    {
        foreach ((int rows, int classes) in new[] { (1, 2), (4, 9), (33, 200), (7, 16) })
        {
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 3 == 2 ? -1 : row * 7 % classes)];
            yield return new($"cross-entropy, {rows}×{classes}", [(rows, classes)], (graph, x) => graph.CrossEntropy(x[0], labels, 1f / rows),
                x => nn.functional.cross_entropy(x[0], tensor(labels, int64), ignore_index: -1, reduction: nn.Reduction.Sum) / rows);
            if (classes <= 32)
            {
                int[] right = [.. Enumerable.Range(0, rows).Select(row => row % 4 == 3 ? 0 : (row * 5 + 1) & ((1 << classes) - 1))];
                float[] any = [.. right.SelectMany(bits => Enumerable.Range(0, classes).Select(k => (bits >> k & 1) != 0 ? 0f : -1e9f))], counts = [.. right.Select(bits => bits == 0 ? 0f : 1f)];
                yield return new($"cross-entropy of any, {rows}×{classes}", [(rows, classes)], (graph, x) => graph.CrossEntropyOfAny(x[0], right, 1f / rows),
                    x => ((x[0].logsumexp(1) - (x[0] + Judge.Tensor(any, rows, classes)).logsumexp(1)) * Judge.Tensor(counts, rows, 1).view(-1)).sum() / rows);
            }
            float[] target = [.. Enumerable.Range(0, rows * classes).Select(i => MathF.Cos(i))];
            yield return new($"squared error, {rows}×{classes}", [(rows, classes)], (graph, x) => graph.SquaredError(x[0], target, 1f / rows),
                x => (x[0] - Judge.Tensor(target, rows, classes)).square().sum() / rows);
            Deed[] done = [.. Enumerable.Range(0, rows).Select(row => new Deed(row * 5 % classes, -1 - row * 7 % 5 * .5f, row % 2 == 0 ? 1.5f : -.75f))];
            yield return new($"policy loss, {rows}×{classes}", [(rows, classes)], (graph, x) => graph.PolicyLoss(x[0], done, .2f, .01f, 1f / rows), x => Plainly.PolicyLoss(x[0], done, .2f, .01f) / rows);
        }
    }

    private static float[] Symmetric(int cases, int side)
    {
        var matrices = new float[cases * side * side];
        for (int i = 0; i < cases; i++)
            for (int row = 0; row < side; row++)
                for (int column = 0; column < side; column++) matrices[(i * side + row) * side + column] = MathF.Sin(1 + i + 3 * (row + column) + row * column);
        return matrices;
    }

    private static Bits Seen(int row, int count)
    {
        Bits bits = default;
        for (int bit = 0; bit < count; bit++) if ((bit * 7 + row * 13) % 5 == 0) bits.Set(bit);
        return bits;
    }
}
