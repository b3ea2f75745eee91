using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mesascope.Evolution;

/// <summary>The last layer and the choice, for eight lanes together: at most 8 actions, each scored by the units of its lane.</summary>
/// <param name="hidden">What the units say. Shape [8, width].</param>
/// <param name="turned">Memory for the same, turned. Shape [width, 8].</param>
/// <param name="weights">Shape [width, 8]; units that there are not have weights of 0.</param>
/// <param name="biases">Shape [8]; actions that there are not have -∞.</param>
/// <param name="width">Units, a multiple of 8.</param>
/// <param name="actions">How many there are.</param>
internal readonly unsafe struct LaneScores(float* hidden, float* turned, float* weights, float* biases, int width, int actions)
{
    private readonly float* _hidden = hidden, _turned = turned, _out = weights, _outBias = biases;
    private readonly int _width = width, _actions = actions;

    /// <summary>Writes the best action of each lane; of equals the first. Shape [8].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Choose(long* actions)
    {
        for (int block = 0; block < _width; block += PackedMlp.Lanes) Turn(_hidden + block, _turned + PackedMlp.Lanes * block);
        Vector256<float> top;
        Vector256<int> best = Vector256<int>.Zero;
        if (_actions > 5) ChooseOfEight(out top, ref best);
        else ChooseOfFive(out top, ref best);
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(best);
        lower.Store(actions);
        upper.Store(actions + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ChooseOfFive(out Vector256<float> top, ref Vector256<int> best)
    {
        Vector256<float> s0 = Vector256.Create(_outBias[0]), s1 = Vector256.Create(_outBias[1]), s2 = Vector256.Create(_outBias[2]), s3 = Vector256.Create(_outBias[3]), s4 = Vector256.Create(_outBias[4]);
        float* weights = _out, end = weights + PackedMlp.Lanes * _width;
        for (float* turned = _turned; weights != end; weights += PackedMlp.Lanes, turned += PackedMlp.Lanes)
        {
            Vector256<float> active = Vector256.Load(turned);
            s0 += active * Vector256.Create(weights[0]);
            s1 += active * Vector256.Create(weights[1]);
            s2 += active * Vector256.Create(weights[2]);
            s3 += active * Vector256.Create(weights[3]);
            s4 += active * Vector256.Create(weights[4]);
        }
        top = s0;
        Better(s1, 1, ref top, ref best);
        Better(s2, 2, ref top, ref best);
        Better(s3, 3, ref top, ref best);
        Better(s4, 4, ref top, ref best);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ChooseOfEight(out Vector256<float> top, ref Vector256<int> best)
    {
        ChooseOfFive(out top, ref best);
        Vector256<float> s5 = Vector256.Create(_outBias[5]), s6 = Vector256.Create(_outBias[6]), s7 = Vector256.Create(_outBias[7]);
        float* weights = _out, end = weights + PackedMlp.Lanes * _width;
        for (float* turned = _turned; weights != end; weights += PackedMlp.Lanes, turned += PackedMlp.Lanes)
        {
            Vector256<float> active = Vector256.Load(turned);
            s5 += active * Vector256.Create(weights[5]);
            s6 += active * Vector256.Create(weights[6]);
            s7 += active * Vector256.Create(weights[7]);
        }
        Better(s5, 5, ref top, ref best);
        Better(s6, 6, ref top, ref best);
        Better(s7, 7, ref top, ref best);
    }

    // Only a higher score takes the place of an earlier action. Actions that there are not score -∞.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Better(Vector256<float> score, int action, ref Vector256<float> top, ref Vector256<int> best)
    {
        Vector256<float> higher = Vector256.GreaterThan(score, top);
        top = Avx.BlendVariable(top, score, higher);
        best = Avx2.BlendVariable(best, Vector256.Create(action), higher.AsInt32());
    }

    // Eight units of eight lanes, turned: units go down, lanes across.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn(float* hidden, float* turned)
    {
        Half(hidden, turned);
        Half(hidden + 4, turned + 4 * PackedMlp.Lanes);
    }

    // Four units: lanes 0 to 3 in the lower halves, 4 to 7 in the upper.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Half(float* hidden, float* turned)
    {
        nint width = _width;
        float* upper = hidden + 4 * width;
        Vector256<float> m0 = Vector256.Create(Vector128.Load(hidden), Vector128.Load(upper)), m1 = Vector256.Create(Vector128.Load(hidden + width), Vector128.Load(upper + width));
        Vector256<float> m2 = Vector256.Create(Vector128.Load(hidden + 2 * width), Vector128.Load(upper + 2 * width)), m3 = Vector256.Create(Vector128.Load(hidden + 3 * width), Vector128.Load(upper + 3 * width));
        Vector256<float> u0 = Avx.UnpackLow(m0, m1), u1 = Avx.UnpackHigh(m0, m1), u2 = Avx.UnpackLow(m2, m3), u3 = Avx.UnpackHigh(m2, m3);
        Avx.Shuffle(u0, u2, 0x44).Store(turned);
        Avx.Shuffle(u0, u2, 0xEE).Store(turned + 8);
        Avx.Shuffle(u1, u3, 0x44).Store(turned + 16);
        Avx.Shuffle(u1, u3, 0xEE).Store(turned + 24);
    }
}
