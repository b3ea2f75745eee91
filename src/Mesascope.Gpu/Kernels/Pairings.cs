using System.Runtime.CompilerServices;
using Mesascope.Agents;

namespace Mesascope.Gpu.Kernels;

/// <summary>What is done with two numbers, unit by unit; a struct, so that the kernel is compiled for it. Products are rounded on their own.</summary>
public interface IPairing
{
    /// <summary>The outcome for one unit.</summary>
    float Of(float a, float b);
}

/// <summary>a + b.</summary>
internal readonly struct Sum : IPairing
{
    public float Of(float a, float b) => a + b;
}

/// <summary>a + b · by.</summary>
internal readonly struct SumOfProduct(float by) : IPairing
{
    public readonly float By = by;

    public float Of(float a, float b) => a + Exact.Product(b, By);
}

/// <summary>a · b.</summary>
internal readonly struct Times : IPairing
{
    public float Of(float a, float b) => Exact.Product(a, b);
}

/// <summary>(1 − a) · b.</summary>
internal readonly struct RestTimes : IPairing
{
    public float Of(float a, float b) => Exact.Product(1 - a, b);
}

/// <summary>a, or 0 where it is negative.</summary>
internal readonly struct FirstIfPositive : IPairing
{
    public float Of(float a, float b) => Exact.Positive(a);
}

/// <summary>σ(a + b).</summary>
internal readonly struct SigmoidOfSum : IPairing
{
    public float Of(float a, float b) => Activations.Sigmoid(a + b);
}

/// <summary>tanh(a + b).</summary>
internal readonly struct TanhOfSum : IPairing
{
    public float Of(float a, float b) => Activations.Tanh(a + b);
}

/// <summary>The two sums that every network is made of.</summary>
internal static class Units
{
    /// <summary>The sums plus a row of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Plus<T>(this T sums, T row) where T : unmanaged, IUnits<T> => sums.Zip(row, default(Sum));

    /// <summary>The sums plus a row of weights times a number; product and sum are rounded apart, as on the CPU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PlusTimes<T>(this T sums, T row, float by) where T : unmanaged, IUnits<T> => sums.Zip(row, new SumOfProduct(by));
}
