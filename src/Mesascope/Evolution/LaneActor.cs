using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mesascope.Evolution;

/// <summary>Chooses the best-scored action of eight episodes at once; a struct, so that the loop is compiled for it.</summary>
internal unsafe interface ILaneActor
{
    /// <summary>Begins an episode in one lane.</summary>
    void Begin(int lane);

    /// <summary>Takes in what the agent of one lane sees.</summary>
    void See(int lane, ulong* words);

    /// <summary>Writes the best action of each lane; of equals the first. Shape [8].</summary>
    void Choose(long* actions);
}

/// <summary>One hidden layer and at most 8 actions. The first layer is summed lane by lane over the set bits, the second for all lanes together.</summary>
/// <remarks>
/// Every sum runs in the order of <see cref="Agents.Mlp.Score"/> with separate multiplications and additions; rows of zeros in between change no sum but for the sign of a 0, which no comparison sees.
/// What is gained: the chains of additions of different lanes overlap, and eight scores are compared where one was.
/// </remarks>
internal readonly unsafe struct LaneActor(PackedMlp packed) : ILaneActor
{
    private readonly float* _rows = packed.Rows, _bias = packed.Bias, _hidden = packed.Hidden;
    private readonly int _words = (packed.Network.Inputs + 63) / 64, _width = packed.PaddedHidden, _rowsPerBlock = packed.RowsPerBlock;
    private readonly LaneScores _scores = new(packed.Hidden, packed.Turned, packed.Out, packed.OutBias, packed.PaddedHidden, packed.Network.Outputs);

    /// <inheritdoc/>
    public void Begin(int lane)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(int lane, ulong* words)
    {
        for (int block = 0; block < _width; block += PackedMlp.Block)
        {
            float* rows = _rows + block * _rowsPerBlock, bias = _bias + block, hidden = _hidden + lane * _width + block;
            Vector256<float> a = Vector256.Load(bias), b = Vector256.Load(bias + 8), c = Vector256.Load(bias + 16), d = Vector256.Load(bias + 24);
            for (int word = 0; word < _words; word++, rows += PackedMlp.RowsPerWord * PackedMlp.Block)
            {
                // Three rows a turn: the number of turns is easier to foresee than the number of bits.
                for (ulong set = words[word]; set != 0; set &= set - 1)
                {
                    float* first = rows + Bmi1.X64.TrailingZeroCount(set) * PackedMlp.Block;
                    set &= set - 1;
                    float* second = rows + Bmi1.X64.TrailingZeroCount(set) * PackedMlp.Block; // of 0 it is 64: the row of zeros
                    set &= set - 1;
                    float* third = rows + Bmi1.X64.TrailingZeroCount(set) * PackedMlp.Block;
                    a = a + Vector256.Load(first) + Vector256.Load(second) + Vector256.Load(third);
                    b = b + Vector256.Load(first + 8) + Vector256.Load(second + 8) + Vector256.Load(third + 8);
                    c = c + Vector256.Load(first + 16) + Vector256.Load(second + 16) + Vector256.Load(third + 16);
                    d = d + Vector256.Load(first + 24) + Vector256.Load(second + 24) + Vector256.Load(third + 24);
                }
            }
            Vector256<float> zero = Vector256<float>.Zero;
            Avx.Max(a, zero).Store(hidden); // the instruction as it is: Vector256.Max spends six on the sign of 0
            Avx.Max(b, zero).Store(hidden + 8);
            Avx.Max(c, zero).Store(hidden + 16);
            Avx.Max(d, zero).Store(hidden + 24);
        }
    }

    /// <inheritdoc/>
    public void Choose(long* actions) => _scores.Choose(actions);
}
