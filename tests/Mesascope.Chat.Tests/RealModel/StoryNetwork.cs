using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mesascope.Chat.Tests.RealModel;

/// <summary>The forward pass of a small Llama in single precision, weights in the format of llama2.c (version 0).</summary>
internal sealed class StoryNetwork
{
    private readonly int _dim, _hidden, _layers, _heads, _keyHeads, _headSize, _keyDim;
    private readonly float[] _weights;
    private readonly int _embedding, _attentionNorm, _query, _key, _value, _output, _feedNorm, _gate, _down, _up, _finalNorm;

    public StoryNetwork(byte[] file)
    {
        int[] header = [.. Enumerable.Range(0, 7).Select(i => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 * i)))];
        (_dim, _hidden, _layers, _heads, _keyHeads, Vocabulary, Context) = (header[0], header[1], header[2], header[3], header[4], header[5], header[6]);
        (_headSize, _keyDim) = (_dim / _heads, _dim / _heads * _keyHeads);
        _weights = MemoryMarshal.Cast<byte, float>(file.AsSpan(28)).ToArray();
        int at = 0;
        _embedding = Next(Vocabulary * _dim);
        _attentionNorm = Next(_layers * _dim);
        _query = Next(_layers * _dim * _dim);
        _key = Next(_layers * _dim * _keyDim);
        _value = Next(_layers * _dim * _keyDim);
        _output = Next(_layers * _dim * _dim);
        _feedNorm = Next(_layers * _dim);
        _gate = Next(_layers * _dim * _hidden);
        _down = Next(_layers * _dim * _hidden);
        _up = Next(_layers * _dim * _hidden);
        _finalNorm = at;

        int Next(int length)
        {
            at += length;
            return at - length;
        }
    }

    public int Vocabulary { get; }

    public int Context { get; }

    /// <summary>What is remembered of the tokens so far, one conversation each.</summary>
    public sealed class Memory(StoryNetwork of)
    {
        public float[] Keys { get; } = new float[of._layers * of.Context * of._keyDim];

        public float[] Values { get; } = new float[of._layers * of.Context * of._keyDim];

        public int Count { get; set; }
    }

    /// <summary>Reads one more token. Shape of the result [vocabulary].</summary>
    public float[] Read(int token, Memory memory)
    {
        float[] x = _weights.AsSpan(_embedding + token * _dim, _dim).ToArray();
        for (int layer = 0; layer < _layers; layer++)
        {
            Add(x, Multiply(_output + layer * _dim * _dim, Attend(Norm(x, _attentionNorm + layer * _dim), layer, memory), _dim));
            float[] normed = Norm(x, _feedNorm + layer * _dim);
            float[] gate = Multiply(_gate + layer * _dim * _hidden, normed, _hidden), up = Multiply(_up + layer * _dim * _hidden, normed, _hidden);
            for (int i = 0; i < _hidden; i++) gate[i] *= up[i] / (1 + MathF.Exp(-gate[i]));
            Add(x, Multiply(_down + layer * _dim * _hidden, gate, _dim));
        }
        memory.Count++;
        return Multiply(_embedding, Norm(x, _finalNorm), Vocabulary); // the classifier is the embedding
    }

    private float[] Attend(float[] x, int layer, Memory memory)
    {
        int position = memory.Count, here = (layer * Context + position) * _keyDim;
        float[] query = Multiply(_query + layer * _dim * _dim, x, _dim), key = Multiply(_key + layer * _dim * _keyDim, x, _keyDim);
        Rotate(query, position);
        Rotate(key, position);
        key.CopyTo(memory.Keys, here);
        Multiply(_value + layer * _dim * _keyDim, x, _keyDim).CopyTo(memory.Values, here);
        var mixed = new float[_dim];
        var weights = new float[position + 1];
        for (int head = 0; head < _heads; head++)
        {
            int shared = head / (_heads / _keyHeads) * _headSize;
            for (int t = 0; t <= position; t++)
                weights[t] = Dot(query.AsSpan(head * _headSize, _headSize), memory.Keys.AsSpan((layer * Context + t) * _keyDim + shared, _headSize)) / MathF.Sqrt(_headSize);
            SoftMax(weights);
            for (int t = 0; t <= position; t++)
                for (int i = 0; i < _headSize; i++) mixed[head * _headSize + i] += weights[t] * memory.Values[(layer * Context + t) * _keyDim + shared + i];
        }
        return mixed;
    }

    private void Rotate(float[] x, int position)
    {
        for (int i = 0; i < x.Length; i += 2)
        {
            float angle = position / MathF.Pow(10000, i % _headSize / (float)_headSize), cos = MathF.Cos(angle), sin = MathF.Sin(angle);
            (x[i], x[i + 1]) = (x[i] * cos - x[i + 1] * sin, x[i] * sin + x[i + 1] * cos);
        }
    }

    private float[] Norm(float[] x, int scale)
    {
        float factor = 1 / MathF.Sqrt(Dot(x, x) / x.Length + 1e-5f);
        return [.. x.Select((each, i) => each * factor * _weights[scale + i])];
    }

    private float[] Multiply(int matrix, float[] x, int rows)
    {
        var product = new float[rows];
        for (int row = 0; row < rows; row++) product[row] = Dot(_weights.AsSpan(matrix + row * x.Length, x.Length), x);
        return product;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void SoftMax(float[] x)
    {
        float top = x.Max(), sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] = MathF.Exp(x[i] - top);
        for (int i = 0; i < x.Length; i++) x[i] /= sum;
    }

    private static void Add(float[] x, float[] y)
    {
        for (int i = 0; i < x.Length; i++) x[i] += y[i];
    }
}
