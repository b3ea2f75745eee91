using Mesascope.Agents;

namespace Mesascope.Gpu.Kernels;

/// <summary>Work that is compiled anew for each kind of network and each width of its pass and of its output.</summary>
internal interface IShapeVisitor<out TResult>
{
    /// <summary>Does the work for one shape.</summary>
    /// <param name="agent">The agent, by the copies of the rows that are seen.</param>
    /// <param name="layout">How it lies in shared memory, likewise.</param>
    TResult Visit<TAgent>(Func<int, TAgent> agent, Func<int, NetworkLayout> layout) where TAgent : unmanaged, IKernelAgent;
}

/// <summary>Which widths a network's kernel is compiled with: 8, 16 or 32 hidden neurons per pass, of a gated recurrent unit always 8 units, and 4, 5, 8 or 16 actions.</summary>
public static class KernelShapes
{
    /// <summary>Most actions that a kernel scores.</summary>
    public const int MostActions = 16;

    /// <summary>Lets the visitor in with the narrowest widths that hold the network.</summary>
    /// <exception cref="ArgumentException">The network is neither a gated recurrent unit nor one of one hidden layer, or has too many actions.</exception>
    internal static TResult Choose<TResult>(INetwork network, IShapeVisitor<TResult> visitor)
    {
        int hidden = Hidden(network);
        if (network.Outputs > MostActions)
            throw new ArgumentException($"The GPU plays networks of at most {MostActions} actions; {network} has {network.Outputs}. Use --device cpu.", nameof(network));
        return hidden switch
        {
            _ when network is Gru => WithUnits<Joined<Four, Four>, TResult>(network, visitor),
            <= 8 => WithUnits<Joined<Four, Four>, TResult>(network, visitor),
            <= 16 => WithUnits<Joined<Joined<Four, Four>, Joined<Four, Four>>, TResult>(network, visitor),
            _ => WithUnits<Joined<Joined<Joined<Four, Four>, Joined<Four, Four>>, Joined<Joined<Four, Four>, Joined<Four, Four>>>, TResult>(network, visitor),
        };
    }

    /// <summary>Hidden neurons, or units that remember.</summary>
    /// <exception cref="ArgumentException">The network is none that a GPU plays.</exception>
    public static int Hidden(INetwork network) => network switch
    {
        Gru gru => gru.Hidden,
        Mlp { Activation: not Activation.Relu } mlp => throw new ArgumentException($"The GPU plays networks with ReLU; {mlp} has {mlp.Activation}. Use --device cpu.", nameof(network)),
        Mlp { Widths: [_, var hidden, _] } => hidden,
        Mlp mlp => throw new ArgumentException($"The GPU plays networks with one hidden layer; {mlp} has {mlp.Widths.Count - 2}. Use --device cpu.", nameof(network)),
        _ => throw new ArgumentException($"The GPU plays gated recurrent units and networks with one hidden layer; got {network}. Use --device cpu.", nameof(network)),
    };

    private static TResult WithUnits<TUnits, TResult>(INetwork network, IShapeVisitor<TResult> visitor) where TUnits : unmanaged, IUnits<TUnits> => network.Outputs switch
    {
        <= 4 => With<TUnits, Four, TResult>(network, visitor),
        5 => With<TUnits, Five, TResult>(network, visitor),
        <= 8 => With<TUnits, Joined<Four, Four>, TResult>(network, visitor),
        _ => With<TUnits, Joined<Joined<Four, Four>, Joined<Four, Four>>, TResult>(network, visitor),
    };

    private static TResult With<TUnits, TScores, TResult>(INetwork network, IShapeVisitor<TResult> visitor)
        where TUnits : unmanaged, IUnits<TUnits>
        where TScores : unmanaged, IUnits<TScores>
    {
        NetworkLayout Layout(int copies) => NetworkLayout.Of(network, default(TUnits).Width, 4 * default(TScores).Fours, copies);
        return network is Gru
            ? visitor.Visit(copies => new SetBitGru<TUnits, TScores>(Layout(copies)), Layout)
            : visitor.Visit(copies => new SetBitMlp<TUnits, TScores>(Layout(copies)), Layout);
    }
}
