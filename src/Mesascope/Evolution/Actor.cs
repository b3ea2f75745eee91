using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Chooses the best-scored action in the step loop; a struct, so that the loop is compiled for it.</summary>
internal interface IActor
{
    /// <summary>True where an observation changes what comes later, so that none may be left out.</summary>
    bool Remembers { get; }

    /// <summary>The action with the highest score; of equals the first.</summary>
    int Best(in Bits observation);

    /// <summary>Begins an episode.</summary>
    void Begin();
}

/// <summary>Any network, by its own plain code.</summary>
internal readonly struct PlainActor(INetwork network) : IActor
{
    private readonly float[] _weights = new float[network.WeightCount], _memory = new float[network.Memory], _scores = new float[network.Outputs];

    public bool Remembers => _memory.Length > 0;

    /// <summary>Takes over the weights of one individual.</summary>
    public void Load(ReadOnlySpan<float> weights)
    {
        if (weights.Length != _weights.Length) throw new ArgumentException($"A network {network} has {_weights.Length} weights; got {weights.Length}.", nameof(weights));
        weights.CopyTo(_weights);
    }

    public int Best(in Bits observation)
    {
        network.Step(_weights, observation, _memory, _scores);
        return Mlp.Best(_scores);
    }

    public void Begin() => Array.Clear(_memory);
}

/// <summary>One hidden layer of at most 32 units per block and at most 8 actions: the first layer is summed over the set bits in registers.</summary>
/// <remarks>Every sum runs in the order of <see cref="Mlp.Score"/> with separate multiplications and additions, so the bits are those of the plain code at any vector width.</remarks>
internal readonly unsafe struct VectorActor(PackedMlp packed) : IActor
{
    private readonly float* _rows = packed.Rows, _bias = packed.Bias, _hidden = packed.Hidden, _out = packed.Out, _outBias = packed.OutBias;
    private readonly int _words = (packed.Network.Inputs + 63) / 64, _width = packed.PaddedHidden, _rowsPerBlock = packed.RowsPerBlock;

    public bool Remembers => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Best(in Bits observation) => First(Scores(observation));

    public void Begin()
    {
    }

    /// <summary>The scores of actions 0 to 7; -∞ past the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Scores(in Bits observation)
    {
        Bits bits = observation;
        Vector256<float> scores = Vector256.Load(_outBias);
        for (int block = 0; block < _width; block += PackedMlp.Block)
        {
            // A silent unit adds 0, which changes no sum (but for the sign of a 0, which no comparison sees): about half are skipped.
            for (uint active = Hide((ulong*)&bits, block); active != 0; active &= active - 1)
            {
                int unit = block + BitOperations.TrailingZeroCount(active);
                scores += Vector256.Create(_hidden[unit]) * Vector256.Load(_out + 8 * unit);
            }
        }
        return scores;
    }

    // Computes one block of hidden units; bit i of the result is set where unit block + i is above 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Hide(ulong* words, int block)
    {
        float* bias = _bias + block, rows = _rows + block * _rowsPerBlock;
        Vector256<float> a = Vector256.Load(bias), b = Vector256.Load(bias + 8), c = Vector256.Load(bias + 16), d = Vector256.Load(bias + 24);
        for (int word = 0; word < _words; word++)
        {
            float* first = rows + PackedMlp.RowsPerWord * word * PackedMlp.Block;
            for (ulong set = words[word]; set != 0; set &= set - 1)
            {
                float* row = first + BitOperations.TrailingZeroCount(set) * PackedMlp.Block;
                a += Vector256.Load(row);
                b += Vector256.Load(row + 8);
                c += Vector256.Load(row + 16);
                d += Vector256.Load(row + 24);
            }
        }
        Vector256<float> zero = Vector256<float>.Zero;
        float* hidden = _hidden + block;
        Vector256.Store(Vector256.Max(zero, a), hidden);
        Vector256.Store(Vector256.Max(zero, b), hidden + 8);
        Vector256.Store(Vector256.Max(zero, c), hidden + 16);
        Vector256.Store(Vector256.Max(zero, d), hidden + 24);
        return Vector256.GreaterThan(a, zero).ExtractMostSignificantBits() | (Vector256.GreaterThan(b, zero).ExtractMostSignificantBits() << 8)
            | (Vector256.GreaterThan(c, zero).ExtractMostSignificantBits() << 16) | (Vector256.GreaterThan(d, zero).ExtractMostSignificantBits() << 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int First(Vector256<float> scores)
    {
        Vector128<float> top = Vector128.Max(scores.GetLower(), scores.GetUpper());
        top = Vector128.Max(top, Vector128.Shuffle(top, Vector128.Create(2, 3, 0, 1)));
        top = Vector128.Max(top, Vector128.Shuffle(top, Vector128.Create(1, 0, 3, 2)));
        uint best = Vector256.Equals(scores, Vector256.Create(top, top)).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(best);
    }
}

/// <summary>One hidden layer and at most 8 actions, every input multiplied whether it is set or not: what a general library does with the same network. For comparison only.</summary>
internal readonly unsafe struct DenseActor(PackedMlp packed) : IActor
{
    private readonly float* _rows = packed.Rows, _bias = packed.Bias, _out = packed.Out, _outBias = packed.OutBias, _hidden = packed.Hidden, _inputs = packed.Inputs;
    private readonly int _inputCount = packed.Network.Inputs, _width = packed.PaddedHidden, _rowsPerBlock = packed.RowsPerBlock;

    public bool Remembers => false;

    public int Best(in Bits observation)
    {
        float* inputs = _inputs;
        Vector256<int> places = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        for (int i = 0; i < _inputCount; i += 8)
        {
            var eight = Vector256.Create((int)(byte)(observation.Word(i >> 6) >> (i & 63)));
            (Vector256.Equals(eight & places, places).AsSingle() & Vector256<float>.One).Store(inputs + i);
        }
        for (int block = 0; block < _width; block += PackedMlp.Block) Hide(inputs, block);
        Vector256<float> scores = Vector256.Load(_outBias);
        for (int unit = 0; unit < _width; unit++) scores += Vector256.Create(_hidden[unit]) * Vector256.Load(_out + 8 * unit);
        return VectorActor.First(scores);
    }

    public void Begin()
    {
    }

    private void Hide(float* inputs, int block)
    {
        float* bias = _bias + block, hidden = _hidden + block;
        Vector256<float> a = Vector256.Load(bias), b = Vector256.Load(bias + 8), c = Vector256.Load(bias + 16), d = Vector256.Load(bias + 24);
        for (int i = 0; i < _inputCount; i++)
        {
            float* row = _rows + block * _rowsPerBlock + (i + (i >> 6)) * PackedMlp.Block;
            Vector256<float> input = Vector256.Create(inputs[i]);
            a += input * Vector256.Load(row);
            b += input * Vector256.Load(row + 8);
            c += input * Vector256.Load(row + 16);
            d += input * Vector256.Load(row + 24);
        }
        Vector256.MaxNative(a, Vector256<float>.Zero).Store(hidden);
        Vector256.MaxNative(b, Vector256<float>.Zero).Store(hidden + 8);
        Vector256.MaxNative(c, Vector256<float>.Zero).Store(hidden + 16);
        Vector256.MaxNative(d, Vector256<float>.Zero).Store(hidden + 24);
    }
}
