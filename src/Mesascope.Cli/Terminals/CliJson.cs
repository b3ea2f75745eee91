using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mesascope.Cli;

/// <summary>How the objects of <c>--json</c> are written: compiled, so that starting stays fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string))]
internal sealed partial class CliJson : JsonSerializerContext;
