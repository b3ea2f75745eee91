using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Mesascope.Evolution;
using Mesascope.Learning;

namespace Mesascope.Runs;

/// <summary>Reads and writes <c>organism.json</c>; docs/organism-format.md describes it.</summary>
internal static partial class OrganismFile
{
    private const long LargestCard = 1 << 24;
    private const int Shown = 40;
    private static readonly string[] Always = ["format", "kind", "world"], Range = ["switch", "low", "high"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        NewLine = "\n",
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Optimizers } },
    };

    // The optimizers are in several folders, so no attribute can list them.
    private static void Optimizers(JsonTypeInfo type)
    {
        if (type.Type != typeof(OuterOptimizer)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "method",
            DerivedTypes = { new(typeof(GeneticAlgorithmSettings), GeneticAlgorithmSettings.MethodName), new(typeof(OpenAiEsSettings), OpenAiEsSettings.MethodName), new(typeof(Ppo), Ppo.MethodName) },
        };
    }

    /// <summary>The bytes of the file.</summary>
    public static byte[] Bytes(OrganismCard card) => [.. JsonSerializer.SerializeToUtf8Bytes(card, Json), (byte)'\n'];

    /// <summary>Reads the file. What it says is not checked yet, but it says what it must and nothing that is unknown.</summary>
    /// <exception cref="PrerequisiteException">It cannot be read; one line names all that is wrong.</exception>
    public static OrganismCard Read(string path)
    {
        JsonElement root = Parsed(path);
        if (root.ValueKind != JsonValueKind.Object) throw Wrong(path, "it is no object {…}");
        CheckFormat(root, path);
        string[] problems = [.. Missing(root), .. Strange(root)];
        if (problems.Length > 0) throw Wrong(path, string.Join("; ", problems));
        try
        {
            return root.Deserialize<OrganismCard>(Json)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Wrong(path, Misfit(root, (e as JsonException)?.Path), e);
        }
    }

    private static JsonElement Parsed(string path)
    {
        try
        {
            // A byte-order mark of any Unicode encoding is understood.
            using var reader = new StreamReader(new MemoryStream(Disk.Read(path, LargestCard)), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            using var document = JsonDocument.Parse(reader.ReadToEnd());
            return document.RootElement.Clone();
        }
        catch (DecoderFallbackException e)
        {
            throw new PrerequisiteException($"{path} is not UTF-8 text; save it as UTF-8.", e);
        }
        catch (JsonException e)
        {
            throw new PrerequisiteException($"{path} is not JSON: it goes wrong in line {e.LineNumber + 1}.", e);
        }
    }

    // Looked at before the rest, which may have other fields in another format.
    private static void CheckFormat(JsonElement root, string path)
    {
        if (!TryGet(root, "format", out JsonElement format)) return; // is missing with whatever else is missing
        if (format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out int number)) throw Wrong(path, $"\"format\" is the number {OrganismCard.CurrentFormat}; got {Raw(format)}");
        if (number != OrganismCard.CurrentFormat) throw new PrerequisiteException($"{path} has format {number}; this version reads format {OrganismCard.CurrentFormat}.");
    }

    private static IEnumerable<string> Missing(JsonElement root)
    {
        string? named = TryGet(root, "kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        string[] needed = [.. Always, .. (OrganismBody.Kinds.FirstOrDefault(each => each.Name == named) ?? OrganismBody.Kinds[0]).Needs];
        string[] missing = [.. needed.Where(name => !TryGet(root, name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)];
        if (missing.Length > 0) yield return $"it lacks {string.Join(", ", missing.Select(name => $"\"{name}\""))}";
    }

    private static IEnumerable<string> Strange(JsonElement root)
    {
        if (TryGet(root, "varied", out JsonElement varied) && varied.ValueKind == JsonValueKind.Array && varied.EnumerateArray().Any(range => range.ValueKind != JsonValueKind.Object || Range.Any(name => !TryGet(range, name, out _))))
            yield return "\"varied\" is a list of {\"switch\", \"low\", \"high\"}";
        string[] names = [.. root.EnumerateObject().Select(field => field.Name)];
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice) yield return $"\"{twice.Key}\" stands there twice";
        string[] unknown = [.. names.Where(name => FieldNamed(name) is null)];
        if (unknown.Length == 0) yield break;
        yield return $"there is no field {string.Join(", ", unknown.Select(name => $"\"{name}\""))}";
        if (unknown.Any(name => Normalisation().IsMatch(name))) yield return "observations are bits and are not normalised; fold a mean and a deviation into the first layer";
    }

    /// <summary>True of a name that speaks of normalised observations.</summary>
    [GeneratedRegex("norm|mean|std|var$|scale|rms", RegexOptions.IgnoreCase)]
    public static partial Regex Normalisation();

    // What a field should have been, from the place at which the reader stumbled: $.widths[1].
    private static string Misfit(JsonElement root, string? place)
    {
        string name = (place ?? "").TrimStart('$', '.').Split('.', '[')[0];
        if (FieldNamed(name) is not { } field || !TryGet(root, name, out JsonElement value)) return "a field is not what it should be";
        Type type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        string should = type == typeof(string) ? "text" : type == typeof(int) ? "a whole number" : type == typeof(double) ? "a number"
            : type == typeof(JsonObject) ? "an object of switches and values" : name == "widths" ? "a list of whole numbers"
            : name == "varied" ? "a list of {\"switch\", \"low\", \"high\"}" : name == "lineage" ? "a list of stages" : "the settings of an optimizer of this program; leave it out";
        return $"\"{name}\" is {should}; got {Raw(value)}";
    }

    private static PropertyInfo? FieldNamed(string name) =>
        typeof(OrganismCard).GetProperties().FirstOrDefault(field => (field.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? field.Name).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool TryGet(JsonElement root, string name, out JsonElement value)
    {
        foreach (JsonProperty field in root.EnumerateObject())
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = field.Value;
                return true;
            }
        value = default;
        return false;
    }

    private static string Raw(JsonElement value)
    {
        string text = string.Join(' ', value.GetRawText().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Shown ? text : text[..Shown] + "…";
    }

    private static PrerequisiteException Wrong(string path, string because, Exception? inner = null) => new($"{path}: {because} (docs/organism-format.md).", inner!);
}
