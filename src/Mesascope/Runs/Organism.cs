using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>A subject on disk: a folder with <c>organism.json</c> and, for a network, <c>weights.safetensors</c>.</summary>
/// <remarks>Tensor <c>layer0.weight</c> has the shape [inputs, units], input-major as in <see cref="Mlp"/> (PyTorch has it the other way round), and <c>layer0.bias</c> [units]; and so on per layer.</remarks>
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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NewLine = "\n",
    };

    /// <summary>Everything but the weights.</summary>
    public required OrganismCard Card { get; init; }

    /// <summary>The world with the rules it was bred under.</summary>
    public required WorldInstance World { get; init; }

    /// <summary>The weights of a network, layer by layer as <see cref="Mlp"/> has them; null for a planner.</summary>
    public float[]? Weights { get; init; }

    /// <summary>What it is called.</summary>
    public string Name => Card.Name;

    /// <summary>SHA-256 of the weights file, or of the planner's world and goal, in hexadecimal digits.</summary>
    public string Digest => Card.WeightsDigest ?? Sha256(Encoding.UTF8.GetBytes($"{Planner} {Card.World} {Card.TrueGoal}"));

    /// <summary>The organism at work.</summary>
    public IAgent Agent => Weights is { } weights
        ? new MlpAgent(Name, new Mlp(Card.Widths!), weights, Card.Exploration!.Value)
        : new PlannerAgent(Card.TrueGoal!);

    /// <summary>Reads the organism in a folder.</summary>
    /// <exception cref="PrerequisiteException">A file is missing, damaged, of another version, or does not fit the others; one line says which and why.</exception>
    public static Organism Load(string folder)
    {
        string path = Path.Combine(folder, CardFile);
        if (!File.Exists(path)) throw new PrerequisiteException($"{folder} holds no organism: {CardFile} is missing.");
        OrganismCard card = ReadCard(path);
        WorldInstance world = OrganismCheck.World(card, path);
        if (card.Kind == Planner) return new Organism { Card = card, World = world };
        string weightsPath = Path.Combine(folder, WeightsFile);
        float[] weights = OrganismCheck.Weights(new Mlp(card.Widths!), Safetensors.Read(weightsPath), weightsPath);
        if (Sha256(File.ReadAllBytes(weightsPath)) != card.WeightsDigest)
            throw new PrerequisiteException($"{weightsPath} is not the file that {CardFile} was written for: its SHA-256 differs.");
        return new Organism { Card = card, World = world, Weights = weights };
    }

    /// <summary>Writes the organism into a folder, the weights first: a folder with <c>organism.json</c> is complete.</summary>
    /// <exception cref="PrerequisiteException">The folder cannot be written.</exception>
    public void Save(string folder)
    {
        Disk.CreateFolder(folder);
        if (Weights is { } weights) Disk.Replace(Path.Combine(folder, WeightsFile), WeightsBytes(new Mlp(Card.Widths!), weights));
        Disk.Replace(Path.Combine(folder, CardFile), [.. JsonSerializer.SerializeToUtf8Bytes(Card, Json), (byte)'\n']);
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

    private static OrganismCard ReadCard(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            int format = FormatOf(bytes);
            if (format != OrganismCard.CurrentFormat)
                throw new PrerequisiteException($"{path} has format {format}; this version reads format {OrganismCard.CurrentFormat}.");
            return JsonSerializer.Deserialize<OrganismCard>(bytes, Json)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new PrerequisiteException($"{path} cannot be read: {e.Message.Split('\n')[0]}", e);
        }
    }

    // Looked at before the rest, which may have other fields in another format.
    private static int FormatOf(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out JsonElement format) && format.TryGetInt32(out int number)
            ? number
            : throw new JsonException("it has no \"format\".");
    }
}
