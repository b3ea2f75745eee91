using System.Globalization;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>What must hold of a network that was read from disk before anything is done with it. Every check says all that is wrong at once.</summary>
internal static class NetworkCheck
{
    private const int MostLayers = 16, WidestLayer = 65536, DigestDigits = 64;

    // 1 GiB; beyond it the numbers of an array are not countable by an int for long.
    private const long MostWeights = 1 << 28;

    /// <summary>The network that the card promises; null where there can be none such.</summary>
    public static INetwork? Network(OrganismCard card) => Written(card) is { } network && WeightCount(network) <= MostWeights ? network : null;

    /// <summary>What is wrong with the card of a network.</summary>
    /// <param name="card">As it was read.</param>
    /// <param name="world">Where it lives; null where that cannot be read.</param>
    public static IEnumerable<string> Problems(OrganismCard card, WorldInstance? world)
    {
        if (card.Cell is not null && !card.IsGru && !card.IsLstm) yield return $"\"cell\" is \"{OrganismCard.Gru}\" or \"{OrganismCard.Lstm}\", or absent for a feed-forward network; got \"{card.Cell}\"";
        if (!HasWidths(card)) yield return $"a network needs \"widths\" of 2 to {MostLayers} layers, each of 1 to {WidestLayer} units";
        else if (Written(card) is not { } network) yield return $"with \"cell\": \"{card.Cell}\" the \"widths\" are three: observation bits, units, actions";
        else
        {
            if (WeightCount(network) > MostWeights) yield return $"a network {network} has {WeightCount(network)} weights; at most {MostWeights} are read";
            if (world is not null && (network.Inputs != world.ObservationBits || network.Outputs != world.Actions))
                yield return $"a network {network} does not fit {world.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions under these rules";
        }
        if (card.Activation is not null && (card.IsGru || card.IsLstm)) yield return $"\"activation\" goes with feed-forward networks only; units that remember have their own";
        else if (card.Activation is not null && card.ActivationKind is null) yield return $"\"activation\" is \"relu\" or \"tanh\"; got \"{card.Activation}\"";
        foreach (string problem in ProblemsOfActing(card)) yield return problem;
        if (card.WeightsDigest is { } digest && (digest.Length != DigestDigits || !digest.All(char.IsAsciiHexDigit))) yield return $"\"weightsDigest\" is a SHA-256 of {DigestDigits} hexadecimal digits; got \"{digest}\"";
    }

    /// <summary>Checks the tensors against the shape and puts them into one array.</summary>
    /// <param name="network">The shape that the card promises.</param>
    /// <param name="file">What was read.</param>
    /// <param name="problems">Told what is wrong.</param>
    public static float[] Weights(INetwork network, TensorFile file, List<string> problems)
    {
        var weights = new float[network.WeightCount];
        var missing = new List<string>();
        var strange = file.Tensors.ToDictionary(tensor => tensor.Name);
        int at = 0;
        foreach (TensorShape expected in network.Tensors)
        {
            if (!strange.Remove(expected.Name, out Tensor? tensor)) missing.Add($"{expected.Name} {Shape(expected.Shape)}");
            else if (Misfit(tensor, expected.Shape) is { } wrong) problems.Add(wrong);
            else tensor.Values.CopyTo(weights, at);
            at += expected.Count;
        }
        if (!(network.LargestScore(weights) <= float.MaxValue)) problems.Add("its weights are so large that a score may be infinite");
        if (missing.Count > 0) problems.Add($"it lacks the tensors {string.Join(", ", missing)}");
        if (strange.Count > 0) problems.Add($"it holds {string.Join(", ", strange.Values.Select(tensor => $"{tensor.Name} {Shape(tensor.Shape)}"))}, which a network {network} has not");
        if (strange.Keys.Any(OrganismFile.Normalisation().IsMatch)) problems.Add("observations are bits and are not normalised; fold a mean and a deviation into the first layer");
        return weights;
    }

    private static IEnumerable<string> ProblemsOfActing(OrganismCard card)
    {
        if (card.Choice is not null && !card.IsSoftmax && !OrganismCard.Same(card.Choice, OrganismCard.Greedy)) yield return $"\"choice\" is \"{OrganismCard.Greedy}\" or \"{OrganismCard.Softmax}\", and ε stands in \"exploration\"; got \"{card.Choice}\"";
        if (card.Temperature is { } temperature)
        {
            if (!card.IsSoftmax) yield return $"\"temperature\" goes with \"choice\": \"{OrganismCard.Softmax}\" only";
            if (!(temperature > 0 && double.IsFinite(temperature))) yield return FormattableString.Invariant($"\"temperature\" is a number above 0; got {temperature}");
        }
        if (card.Exploration is { } exploration && exploration is not (>= 0 and <= 1)) yield return FormattableString.Invariant($"\"exploration\" is a share in [0, 1]; got {exploration}");
    }

    // However many weights it may have.
    private static INetwork? Written(OrganismCard card) => !HasWidths(card) ? null
        : !card.IsGru && !card.IsLstm ? new Mlp(card.Widths!) { Activation = card.ActivationKind ?? Activation.Relu }
        : card.Widths is not [var inputs, var units, var actions] ? null
        : card.IsGru ? new Gru(inputs, units, actions) : new Lstm(inputs, units, actions);

    private static bool HasWidths(OrganismCard card) => card.Widths is { Count: >= 2 and <= MostLayers } widths && widths.All(width => width is >= 1 and <= WidestLayer);

    private static long WeightCount(INetwork network) => network.Tensors.Sum(tensor => tensor.Shape.Aggregate(1L, (product, n) => product * n));

    private static string? Misfit(Tensor tensor, IReadOnlyList<int> shape)
    {
        if (!tensor.Shape.SequenceEqual(shape))
        {
            bool transposed = tensor.Shape.SequenceEqual(shape.Reverse());
            return $"tensor {tensor.Name} has the shape {Shape(tensor.Shape)}; the architecture needs {Shape(shape)}{(transposed ? ", [inputs, units]: it is transposed, as PyTorch keeps it; write weight.T" : "")}";
        }
        int bad = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        return bad < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"number {bad} of tensor {tensor.Name} is {tensor.Values[bad]}; weights are finite");
    }

    private static string Shape(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";
}
