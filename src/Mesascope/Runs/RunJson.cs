using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mesascope.Audits;

namespace Mesascope.Runs;

/// <summary>How records look on disk and on stdout: camel case, intervals as [low, high], verdicts in lower case.</summary>
public static class RunJson
{
    /// <summary>One record on one line, for <c>.jsonl</c>.</summary>
    public static JsonSerializerOptions Line { get; } = Options(indented: false);

    /// <summary>A whole file, for people to read.</summary>
    public static JsonSerializerOptions File { get; } = Options(indented: true);

    /// <summary>The same without what is null, for what has many fields that are mostly absent.</summary>
    public static JsonSerializerOptions Short { get; } = new(File) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary><see cref="Short"/> on one line.</summary>
    public static JsonSerializerOptions ShortLine { get; } = new(Line) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The result as one object, each section under its name: the goals stand at the top, beside the findings.</summary>
    /// <param name="result">What the audit came to.</param>
    /// <param name="report">Where the report lies; in the run folder itself this is relative.</param>
    public static JsonObject ToJson(AuditResult result, string report)
    {
        JsonObject json = JsonSerializer.SerializeToNode(result, File)!.AsObject();
        foreach (ISection section in result.Sections)
            json.Insert(json.IndexOf("conclusion"), Sections.Filed(section.GetType()).Name, JsonSerializer.SerializeToNode(section, section.GetType(), File));
        JsonNode? goals = null;
        if (json["inference"] is JsonObject inference) inference.Remove("goals", out goals);
        json["goals"] = goals ?? new JsonArray();
        json["howSure"] = FirstScreen.HowSure(result);
        json["doesNotMean"] = FirstScreen.DoesNotMean(result);
        json["errorRates"] = ErrorRates.Sentence(result);
        json["report"] = report;
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static AuditResult FromJson(JsonObject json)
    {
        json.Remove("report");
        json.Remove("goals", out JsonNode? goals);
        if (json["inference"] is JsonObject inference) inference["goals"] = goals;
        ISection?[] sections = [.. Sections.Kinds.Select(kind => (ISection?)json[kind.Key]?.Deserialize(kind.Value, File))];
        AuditResult result = json.Deserialize<AuditResult>(File) ?? throw new JsonException("It holds nothing.");
        return result with { Sections = Sections.Of(sections) };
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new IntervalConverter() },
    };

    private sealed class IntervalConverter : JsonConverter<Interval>
    {
        public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<double[]>(ref reader, options) is [double low, double high] ? new Interval(low, high) : throw new JsonException("An interval is [low, high].");

        public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Low);
            writer.WriteNumberValue(value.High);
            writer.WriteEndArray();
        }
    }
}
