using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesascope.Chat;

/// <summary>The JSON schema of what a tool takes: text, all of it required.</summary>
internal sealed record ToolSchema(string Type, IReadOnlyDictionary<string, ToolSchema.Parameter> Properties, IReadOnlyList<string> Required, bool AdditionalProperties)
{
    public sealed record Parameter(string Type, string Description);

    public static ToolSchema Of(Tool tool) =>
        new("object", tool.Parameters.ToDictionary(each => each.Key, each => new Parameter("string", each.Value)), [.. tool.Parameters.Keys], AdditionalProperties: false);
}

/// <summary>How parts of requests are written: compiled, so that starting stays fast.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ToolSchema))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class WireJson : JsonSerializerContext;
