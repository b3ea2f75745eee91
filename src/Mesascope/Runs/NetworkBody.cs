using System.Text;
using Mesascope.Agents;

namespace Mesascope.Runs;

/// <summary>A network with its weights: of any depth, gated recurrent units, or long short-term memory. Its goal only an audit can tell.</summary>
/// <param name="Network">Its shape.</param>
/// <param name="Weights">Shape [<see cref="INetwork.WeightCount"/>], all finite.</param>
/// <param name="Choice">How its action follows from its scores.</param>
public sealed record NetworkBody(INetwork Network, float[] Weights, Choice Choice) : OrganismBody
{
    /// <inheritdoc/>
    public override string Kind => Reading.Name;

    /// <summary>How it is read.</summary>
    internal static BodyKind Reading { get; } = new("network", ["widths", "weightsDigest"], Read);

    /// <inheritdoc/>
    public override IAgent Agent(string name) => new NetworkAgent(name, Network, Weights, Choice);

    /// <inheritdoc/>
    /// <remarks>That of the weights file, with how it acts where that is not the usual way.</remarks>
    internal override string Digest(OrganismCard card) => card switch
    {
        { Activation: null, Choice: null } => card.WeightsDigest!.ToLowerInvariant(),
        _ => Organism.Sha256(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{card.WeightsDigest} {card.Activation} {card.Choice} {card.Temperature} {card.Exploration}").ToLowerInvariant())),
    };

    /// <inheritdoc/>
    internal override OrganismCard On(OrganismCard card) => card with
    {
        Kind = Kind,
        Widths = Network switch { Gru gru => [gru.Inputs, gru.Hidden, gru.Outputs], Lstm lstm => [lstm.Inputs, lstm.Hidden, lstm.Outputs], _ => ((Mlp)Network).Widths },
        Cell = Network switch { Gru => OrganismCard.Gru, Lstm => OrganismCard.Lstm, _ => null },
        Activation = Network is Mlp { Activation: Activation.Tanh } ? "tanh" : null,
        Choice = Choice.Temperature > 0 ? OrganismCard.Softmax : null,
        Temperature = Choice.Temperature > 0 ? Choice.Temperature : null,
        Exploration = Choice.Exploration,
        WeightsDigest = Organism.Sha256(WeightsBytes(Network, Weights)),
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, byte[] Bytes)> Files => [(Organism.WeightsFile, WeightsBytes(Network, Weights))];

    /// <summary>The bytes of <c>weights.safetensors</c>; the same weights give the same bytes.</summary>
    public static byte[] WeightsBytes(INetwork network, float[] weights)
    {
        var tensors = new List<Tensor>();
        int at = 0;
        foreach (TensorShape shape in network.Tensors)
        {
            tensors.Add(new(shape.Name, shape.Shape, weights[at..(at + shape.Count)]));
            at += shape.Count;
        }
        return Safetensors.Bytes(new TensorFile(tensors, new Dictionary<string, string>()));
    }

    private static NetworkBody? Read(BodySource source)
    {
        OrganismCard card = source.Card;
        source.OfCard.AddRange(NetworkCheck.Problems(card, source.World));
        if (NetworkCheck.Network(card) is not { } network || ReadWeights(card, network, Path.Combine(source.Folder, Organism.WeightsFile), source.OfWeights) is not { } weights) return null;
        return new NetworkBody(network, weights, new Choice(card.IsSoftmax ? card.Temperature ?? 1 : 0, card.Exploration ?? 0));
    }

    private static float[]? ReadWeights(OrganismCard card, INetwork network, string path, List<string> problems)
    {
        if (!File.Exists(path))
        {
            problems.Add($"it is missing{OrganismCatalogue.WhatIsThere(Path.GetDirectoryName(path)!)}");
            return null;
        }
        (TensorFile file, string digest) = Safetensors.ReadWithDigest(path);
        float[] weights = NetworkCheck.Weights(network, file, problems);
        if (!digest.Equals(card.WeightsDigest, StringComparison.OrdinalIgnoreCase))
            problems.Add($"it is not the file that {Organism.CardFile} was written for: its SHA-256 is {digest}, and \"weightsDigest\" says {card.WeightsDigest}");
        return weights;
    }
}
