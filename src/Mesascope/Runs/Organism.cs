using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>A subject on disk: a folder with <c>organism.json</c> and, for a network, <c>weights.safetensors</c>.</summary>
/// <remarks>docs/organism-format.md describes both files. Tensor <c>layer0.weight</c> has the shape [inputs, units], input-major as in <see cref="Mlp"/> (PyTorch has it the other way round), and <c>layer0.bias</c> [units]; and so on per layer.</remarks>
public sealed record Organism
{
    /// <summary>The kind whose goal only an audit can tell.</summary>
    public const string Network = "network";

    /// <summary>The kind whose goal is known by construction.</summary>
    public const string Planner = "planner";

    /// <summary>The file that makes a folder an organism.</summary>
    public const string CardFile = "organism.json";

    /// <summary>The file that holds a network's weights.</summary>
    public const string WeightsFile = "weights.safetensors";

    /// <summary>Everything but the weights.</summary>
    public required OrganismCard Card { get; init; }

    /// <summary>The world with the rules it was bred under.</summary>
    public required WorldInstance World { get; init; }

    /// <summary>The weights of a network, layer by layer as <see cref="Mlp"/> has them; null for a planner.</summary>
    public float[]? Weights { get; init; }

    /// <summary>What it is called: on a shelf of organisms as its folder is, elsewhere as its card says.</summary>
    public string Name { get => field ?? Card.Name ?? ""; init; }

    /// <summary>SHA-256 in hexadecimal digits of the weights file, with how it acts where that is not the usual way, or of the planner's world and goal.</summary>
    public string Digest => Card switch
    {
        { WeightsDigest: null } => Sha256(Encoding.UTF8.GetBytes($"{Planner} {Card.World} {Card.TrueGoal}")),
        { WeightsDigest: var digest, Activation: null, Choice: null } => digest.ToLowerInvariant(),
        { WeightsDigest: var digest } => Sha256(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{digest} {Card.Activation} {Card.Choice} {Card.Temperature} {Card.Exploration}").ToLowerInvariant())),
    };

    /// <summary>The organism at work.</summary>
    public IAgent Agent => Weights is { } weights
        ? new MlpAgent(Name, OrganismCheck.Shape(Card)!, weights, new Choice(Card.IsSoftmax ? Card.Temperature ?? 1 : 0, Card.Exploration ?? 0))
        : new PlannerAgent(Card.TrueGoal!);

    /// <summary>Reads the organism in a folder.</summary>
    /// <exception cref="PrerequisiteException">A file is missing, damaged, of another version, or does not fit the others; one line says which and all that is wrong.</exception>
    public static Organism Load(string folder)
    {
        string path = Path.Combine(folder, CardFile), weightsPath = Path.Combine(folder, WeightsFile);
        if (!File.Exists(path)) throw new PrerequisiteException($"{folder} holds no organism: {CardFile} is missing{OrganismCatalogue.WhatIsThere(folder)}.");
        OrganismCard card = OrganismFile.Read(path);
        List<string> problems = [], ofWeights = [];
        WorldInstance? world = OrganismCheck.World(card, problems);
        float[]? weights = card.Kind == Network && OrganismCheck.Shape(card) is { } shape ? ReadWeights(card, shape, weightsPath, ofWeights) : null;
        string[] lines = [.. Line(path, problems), .. Line(weightsPath, ofWeights)];
        if (lines.Length > 0) throw new PrerequisiteException(string.Join(" ", lines));
        return new Organism { Card = card, World = world!, Weights = weights, Name = card.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) };
    }

    /// <summary>Writes the organism into a folder, the weights first: a folder with <c>organism.json</c> is complete.</summary>
    /// <exception cref="PrerequisiteException">The folder cannot be written.</exception>
    public void Save(string folder)
    {
        Disk.CreateFolder(folder);
        if (Weights is { } weights) Disk.Replace(Path.Combine(folder, WeightsFile), WeightsBytes(new Mlp(Card.Widths!), weights));
        Disk.Replace(Path.Combine(folder, CardFile), OrganismFile.Bytes(Card));
    }

    /// <summary>The bytes of <c>weights.safetensors</c>; the same weights give the same bytes.</summary>
    public static byte[] WeightsBytes(Mlp network, float[] weights)
    {
        var tensors = new List<Tensor>();
        int at = 0;
        for (int layer = 1; layer < network.Widths.Count; layer++)
        {
            int from = network.Widths[layer - 1], to = network.Widths[layer], bias = at + from * to;
            string name = "layer" + (layer - 1).ToString(CultureInfo.InvariantCulture);
            tensors.Add(new(name + ".weight", [from, to], weights[at..bias]));
            tensors.Add(new(name + ".bias", [to], weights[bias..(bias + to)]));
            at = bias + to;
        }
        return Safetensors.Bytes(new TensorFile(tensors, new Dictionary<string, string>()));
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static float[]? ReadWeights(OrganismCard card, Mlp shape, string path, List<string> problems)
    {
        if (!File.Exists(path))
        {
            problems.Add($"it is missing{OrganismCatalogue.WhatIsThere(Path.GetDirectoryName(path)!)}");
            return null;
        }
        (TensorFile file, string digest) = Safetensors.ReadWithDigest(path);
        float[] weights = OrganismCheck.Weights(shape, file, problems);
        if (!digest.Equals(card.WeightsDigest, StringComparison.OrdinalIgnoreCase))
            problems.Add($"it is not the file that {CardFile} was written for: its SHA-256 is {digest}, and \"weightsDigest\" says {card.WeightsDigest}");
        return weights;
    }

    private static IEnumerable<string> Line(string path, List<string> problems) => problems.Count == 0 ? [] : [$"{path}: {string.Join("; ", problems)}."];
}
