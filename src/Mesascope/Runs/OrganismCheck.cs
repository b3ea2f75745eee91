using System.Globalization;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>What must hold of an organism that was read from disk before anything is done with it.</summary>
internal static class OrganismCheck
{
    /// <summary>Checks the card against its world and gives the world.</summary>
    public static WorldInstance World(OrganismCard card, string path)
    {
        WorldInstance world;
        try
        {
            world = WorldInstance.Read(card.World, card.WorldSettings);
        }
        catch (ArgumentException e)
        {
            throw new PrerequisiteException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }
        if (card.TrueGoal is { } goal && !world.HasGoal(goal, out string known)) throw new PrerequisiteException($"{path}: {card.World} has no goal \"{goal}\"; it has: {known}.");
        string? wrong = card.Kind switch
        {
            Organism.Planner => card.TrueGoal is null ? "a planner needs a \"trueGoal\"" : null,
            Organism.Network => Network(card, world),
            _ => $"its kind is \"{card.Kind}\"; there are {Organism.Network} and {Organism.Planner}",
        };
        return wrong is null ? world : throw new PrerequisiteException($"{path}: {wrong}.");
    }

    /// <summary>Checks the tensors against the shape and puts them into one array.</summary>
    public static float[] Weights(Mlp network, TensorFile file, string path)
    {
        var weights = new float[network.WeightCount];
        int at = 0;
        for (int layer = 1; layer < network.Widths.Count; layer++)
        {
            string name = "layer" + (layer - 1).ToString(CultureInfo.InvariantCulture);
            at = Take(file, name + ".weight", [network.Widths[layer - 1], network.Widths[layer]], weights, at, path);
            at = Take(file, name + ".bias", [network.Widths[layer]], weights, at, path);
        }
        int expected = 2 * (network.Widths.Count - 1);
        if (file.Tensors.Count != expected) throw new PrerequisiteException($"{path} holds {file.Tensors.Count} tensors; a network {network} has {expected}.");
        return weights;
    }

    private static string? Network(OrganismCard card, WorldInstance world)
    {
        if (card.Widths is not { Count: >= 2 and <= 16 } widths || widths.Any(width => width is < 1 or > 65536)) return "a network needs \"widths\" of 2 to 16 layers, each of 1 to 65536 units";
        if (widths[0] != world.ObservationBits || widths[^1] != world.Actions)
            return $"a network {new Mlp(widths)} does not fit {world.Name}, which shows {world.ObservationBits} bits and takes {world.Actions} actions";
        if (card.Exploration is not (>= 0 and <= 1)) return "a network needs an \"exploration\" in [0, 1]";
        return card.WeightsDigest is null ? "a network needs a \"weightsDigest\"" : null;
    }

    private static int Take(TensorFile file, string name, int[] shape, float[] weights, int at, string path)
    {
        Tensor tensor = file.Named(name) ?? throw new PrerequisiteException($"{path} has no tensor {name}.");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new PrerequisiteException($"{path}: tensor {name} has the shape [{string.Join(", ", tensor.Shape)}]; the architecture needs [{string.Join(", ", shape)}].");
        int bad = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        if (bad >= 0) throw new PrerequisiteException(string.Create(CultureInfo.InvariantCulture, $"{path}: number {bad} of tensor {name} is {tensor.Values[bad]}; weights are finite."));
        tensor.Values.CopyTo(weights, at);
        return at + tensor.Values.Length;
    }
}
