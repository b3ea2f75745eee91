using Mesascope.Agents;
using Mesascope.Gpu.Kernels;

namespace Mesascope.Gpu;

/// <summary>Work that is compiled anew for each width of a network's pass and of its output.</summary>
public interface IShapeVisitor<out TResult>
{
    /// <summary>Does the work for one shape.</summary>
    TResult Visit<TUnits, TScores>()
        where TUnits : unmanaged, IUnits<TUnits>
        where TScores : unmanaged, IUnits<TScores>;
}

/// <summary>Which widths a network's kernel is compiled with: 8, 16 or 32 hidden neurons per pass, and 4, 5, 8 or 16 actions.</summary>
public static class KernelShapes
{
    /// <summary>Most actions that a kernel scores.</summary>
    public const int MostActions = 16;

    /// <summary>Lets the visitor in with the narrowest widths that hold the network.</summary>
    /// <exception cref="ArgumentException">The network has another depth than one hidden layer, or too many actions.</exception>
    public static TResult Choose<TResult>(Mlp network, IShapeVisitor<TResult> visitor)
    {
        if (network.Widths.Count != 3)
            throw new ArgumentException($"The graphics card plays networks with one hidden layer; {network} has {network.Widths.Count - 2}. Use --device cpu.", nameof(network));
        if (network.Outputs > MostActions)
            throw new ArgumentException($"The graphics card plays networks of at most {MostActions} actions; {network} has {network.Outputs}. Use --device cpu.", nameof(network));
        return network.Widths[1] switch
        {
            <= 8 => WithUnits<Joined<Four, Four>, TResult>(network.Outputs, visitor),
            <= 16 => WithUnits<Joined<Joined<Four, Four>, Joined<Four, Four>>, TResult>(network.Outputs, visitor),
            _ => WithUnits<Joined<Joined<Joined<Four, Four>, Joined<Four, Four>>, Joined<Joined<Four, Four>, Joined<Four, Four>>>, TResult>(network.Outputs, visitor),
        };
    }

    private static TResult WithUnits<TUnits, TResult>(int outputs, IShapeVisitor<TResult> visitor) where TUnits : unmanaged, IUnits<TUnits> => outputs switch
    {
        <= 4 => visitor.Visit<TUnits, Four>(),
        5 => visitor.Visit<TUnits, Five>(),
        <= 8 => visitor.Visit<TUnits, Joined<Four, Four>>(),
        _ => visitor.Visit<TUnits, Joined<Joined<Four, Four>, Joined<Four, Four>>>(),
    };
}
