using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mesascope.Agents;

namespace Mesascope.Evolution;

/// <summary>A gated recurrent unit in eight lanes: eight units at a time, the rows of the set bits and then those of what is remembered, all in the order of <see cref="Gru.Step"/>.</summary>
internal readonly unsafe struct GruLaneActor(PackedGru packed) : ILaneActor
{
    private readonly float* _rows = packed.Rows, _hidden = packed.Hidden, _next = packed.Next;
    private readonly int _inputs = packed.Network.Inputs, _units = packed.Network.Hidden, _width = packed.Width;
    private readonly LaneScores _scores = new(packed.Hidden, packed.Turned, packed.Out, packed.OutBias, packed.Width, packed.Network.Outputs);

    /// <inheritdoc/>
    public void Begin(int lane) => new Span<float>(_hidden + lane * _width, _width).Clear();

    /// <inheritdoc/>
    public void See(int lane, ulong* words)
    {
        float* memory = _hidden + lane * _width, next = _next + lane * _width, rows = _rows;
        for (int unit = 0; unit < _width; unit += PackedGru.Block, rows += (_inputs + 1 + _units + 1) * PackedGru.Row)
        {
            float* bias = rows + _inputs * PackedGru.Row;
            Vector256<float> r = Vector256.Load(bias), z = Vector256.Load(bias + 8), n = Vector256.Load(bias + 16);
            for (int word = 0; word * 64 < _inputs; word++)
                for (ulong set = words[word]; set != 0; set &= set - 1)
                {
                    float* row = rows + (64 * (ulong)word + Bmi1.X64.TrailingZeroCount(set)) * PackedGru.Row;
                    r += Vector256.Load(row);
                    z += Vector256.Load(row + 8);
                    n += Vector256.Load(row + 16);
                }
            Remember(bias + PackedGru.Row, memory, r, z, n, unit, next);
        }
        new ReadOnlySpan<float>(next, _width).CopyTo(new Span<float>(memory, _width));
    }

    /// <inheritdoc/>
    public void Choose(long* actions) => _scores.Choose(actions);

    // The sums over what is remembered stay apart from those over what is seen until all are done, as the formula has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Remember(float* rows, float* memory, Vector256<float> r, Vector256<float> z, Vector256<float> n, int unit, float* next)
    {
        float* bias = rows + _units * PackedGru.Row;
        Vector256<float> hr = Vector256.Load(bias), hz = Vector256.Load(bias + 8), hn = Vector256.Load(bias + 16);
        for (int i = 0; i < _units; i++, rows += PackedGru.Row)
        {
            var remembered = Vector256.Create(memory[i]);
            hr += remembered * Vector256.Load(rows);
            hz += remembered * Vector256.Load(rows + 8);
            hn += remembered * Vector256.Load(rows + 16);
        }
        Vector256<float> reset = Activations.Sigmoid(r + hr), update = Activations.Sigmoid(z + hz), candidate = Activations.Tanh(n + reset * hn);
        ((Vector256<float>.One - update) * candidate + update * Vector256.Load(memory + unit)).Store(next + unit);
    }
}
