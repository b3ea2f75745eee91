using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>What must hold of an organism that was read from disk before anything is done with it. Every check says all that is wrong at once.</summary>
internal static class OrganismCheck
{
    private const int MostLayers = 16, WidestLayer = 65536, DigestDigits = 64;

    // 1 GiB; beyond it the numbers of an array are not countable by an int for long.
    private const long MostWeights = 1 << 28;

    /// <summary>Checks the card against its world.</summary>
    /// <param name="card">As it was read.</param>
    /// <param name="problems">Told what is wrong.</param>
    /// <returns>The world; null where there is none such.</returns>
    public static WorldInstance? World(OrganismCard card, List<string> problems)
    {
        WorldInstance? world = null;
        try
        {
            world = WorldInstance.Read(card.World, card.WorldSettings);
        }
        catch (ArgumentException e)
        {
            problems.Add(e.Message.Split(" (Parameter")[0].TrimEnd('.'));
        }
        if (card.Kind is not (Organism.Network or Organism.Planner)) problems.Add($"its kind is \"{card.Kind}\"; there are {Organism.Network} and {Organism.Planner}");
        if (card.TrueGoal is { } goal && world?.HasGoal(goal, out string known) == false) problems.Add($"{card.World} has no goal \"{goal}\"; it has: {known}");
        if (card.Lineage.Any(stage => stage is null)) problems.Add("\"lineage\" holds null where a stage should be");
        if (card.Varied is { } varied && world is not null) problems.AddRange(Varied(varied, world.Settings, card.World));
        if (card.Kind == Organism.Network) problems.AddRange(Network(card, world));
        return world;
    }

    /// <summary>Checks the tensors against the shape and puts them into one array.</summary>
    /// <param name="network">The shape that the card promises.</param>
    /// <param name="file">What was read.</param>
    /// <param name="problems">Told what is wrong.</param>
    public static float[] Weights(Mlp network, TensorFile file, List<string> problems)
    {
        var weights = new float[network.WeightCount];
        var missing = new List<string>();
        var strange = file.Tensors.ToDictionary(tensor => tensor.Name);
        int at = 0;
        foreach ((string name, int[] shape) in Expected(network))
        {
            if (!strange.Remove(name, out Tensor? tensor)) missing.Add($"{name} {Shape(shape)}");
            else if (Misfit(tensor, shape) is { } wrong) problems.Add(wrong);
            else tensor.Values.CopyTo(weights, at);
            at += shape.Aggregate(1, (product, n) => product * n);
        }
        if (!(LargestScore(network, weights) <= float.MaxValue)) problems.Add("its weights are so large that a score may be infinite");
        if (missing.Count > 0) problems.Add($"it lacks the tensors {string.Join(", ", missing)}");
        if (strange.Count > 0) problems.Add($"it holds {string.Join(", ", strange.Values.Select(tensor => $"{tensor.Name} {Shape(tensor.Shape)}"))}, which a network {network} has not");
        if (strange.Keys.Any(OrganismFile.Normalisation().IsMatch)) problems.Add("observations are bits and are not normalised; fold a mean and a deviation into the first layer");
        return weights;
    }

    /// <summary>The tensors of a network, in their order.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Expected(Mlp network)
    {
        for (int layer = 1; layer < network.Widths.Count; layer++)
        {
            string name = "layer" + (layer - 1).ToString(CultureInfo.InvariantCulture);
            yield return (name + ".weight", [network.Widths[layer - 1], network.Widths[layer]]);
            yield return (name + ".bias", [network.Widths[layer]]);
        }
    }

    // No score is larger, whatever is seen: every unit is at most the sum of what comes in at its most.
    private static double LargestScore(Mlp network, float[] weights)
    {
        double most = 1;
        for (int layer = 1, at = 0; layer < network.Widths.Count; layer++)
        {
            (int from, int to, double largest) = (network.Widths[layer - 1], network.Widths[layer], 0);
            for (int unit = 0; unit < to; unit++)
            {
                double sum = Math.Abs((double)weights[at + from * to + unit]);
                for (int i = 0; i < from; i++) sum += most * Math.Abs((double)weights[at + i * to + unit]);
                largest = Math.Max(largest, sum);
            }
            if (largest > float.MaxValue) return largest;
            most = network.Activation == Activation.Tanh && layer < network.Widths.Count - 1 ? 1 : largest;
            at += (from + 1) * to;
        }
        return most;
    }

    private static string? Misfit(Tensor tensor, int[] shape)
    {
        if (!tensor.Shape.SequenceEqual(shape))
        {
            bool transposed = tensor.Shape.SequenceEqual(shape.Reverse());
            return $"tensor {tensor.Name} has the shape {Shape(tensor.Shape)}; the architecture needs {Shape(shape)}{(transposed ? ", [inputs, units]: it is transposed, as PyTorch keeps it; write weight.T" : "")}";
        }
        int bad = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        return bad < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"number {bad} of tensor {tensor.Name} is {tensor.Values[bad]}; weights are finite");
    }

    /// <summary>The network that the card promises; null where there can be none such.</summary>
    public static Mlp? Shape(OrganismCard card) =>
        HasWidths(card) && WeightCount(card.Widths!) <= MostWeights ? new Mlp(card.Widths!) { Activation = card.ActivationKind ?? Activation.Relu } : null;

    private static bool HasWidths(OrganismCard card) => card.Widths is { Count: >= 2 and <= MostLayers } widths && widths.All(width => width is >= 1 and <= WidestLayer);

    private static long WeightCount(IReadOnlyList<int> widths) => widths.Zip(widths.Skip(1), (from, to) => (from + 1L) * to).Sum();

    private static IEnumerable<string> Network(OrganismCard card, WorldInstance? world)
    {
        if (!HasWidths(card)) yield return $"a network needs \"widths\" of 2 to {MostLayers} layers, each of 1 to {WidestLayer} units";
        else
        {
            IReadOnlyList<int> widths = card.Widths!;
            if (WeightCount(widths) > MostWeights) yield return $"a network {new Mlp(widths)} has {WeightCount(widths)} weights; at most {MostWeights} are read";
            if (world is not null && (widths[0] != world.ObservationBits || widths[^1] != world.Actions))
                yield return $"a network {new Mlp(widths)} does not fit {world.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions under these rules";
        }
        if (card.Activation is not null && card.ActivationKind is null) yield return $"\"activation\" is \"relu\" or \"tanh\"; got \"{card.Activation}\"";
        if (card.Choice is not null && !card.IsSoftmax && !OrganismCard.Same(card.Choice, OrganismCard.Greedy)) yield return $"\"choice\" is \"{OrganismCard.Greedy}\" or \"{OrganismCard.Softmax}\", and ε stands in \"exploration\"; got \"{card.Choice}\"";
        if (card.Temperature is { } temperature)
        {
            if (!card.IsSoftmax) yield return $"\"temperature\" goes with \"choice\": \"{OrganismCard.Softmax}\" only";
            if (!(temperature > 0 && double.IsFinite(temperature))) yield return FormattableString.Invariant($"\"temperature\" is a number above 0; got {temperature}");
        }
        if (card.Exploration is { } exploration && exploration is not (>= 0 and <= 1)) yield return FormattableString.Invariant($"\"exploration\" is a share in [0, 1]; got {exploration}");
        if (card.WeightsDigest is { } digest && (digest.Length != DigestDigits || !digest.All(char.IsAsciiHexDigit))) yield return $"\"weightsDigest\" is a SHA-256 of {DigestDigits} hexadecimal digits; got \"{digest}\"";
    }

    private static IEnumerable<string> Varied(IReadOnlyList<BredRange> varied, JsonObject switches, string world)
    {
        foreach (string name in varied.Select(range => range.Switch).Where(name => !switches.ContainsKey(name)).Distinct())
            yield return $"\"varied\" names {name}, which is no switch of {world}; it has: {string.Join(", ", switches.Select(each => each.Key))}";
        if (varied.GroupBy(range => range.Switch).FirstOrDefault(group => group.Count() > 1) is { } twice) yield return $"\"varied\" names {twice.Key} twice";
        foreach (BredRange range in varied.Where(range => !(range.Low <= range.High))) yield return FormattableString.Invariant($"\"varied\" has {range.Switch} from {range.Low} up to {range.High}");
    }

    private static string Shape(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";
}
