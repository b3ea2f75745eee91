using Mesascope.Agents;

namespace Mesascope.Gpu;

/// <summary>A kind of network that a GPU plays.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Of">The network with so many inputs, hidden units and outputs.</param>
public sealed record NetworkKind(string Name, Func<int, int, int, INetwork> Of)
{
    /// <summary>One hidden layer.</summary>
    public static NetworkKind Mlp { get; } = new("mlp", (inputs, hidden, outputs) => new Mlp(inputs, hidden, outputs));

    /// <summary>A gated recurrent unit.</summary>
    public static NetworkKind Gru { get; } = new("gru", (inputs, hidden, outputs) => new Gru(inputs, hidden, outputs));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkKind> All { get; } = [Mlp, Gru];

    /// <summary>The one of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NetworkKind Named(string name) =>
        All.FirstOrDefault(kind => kind.Name == name) ?? throw new ArgumentException($"A network is one of {string.Join(", ", All)}; got \"{name}\".", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
