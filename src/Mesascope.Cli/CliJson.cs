using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mesascope.Cli.Handlers;
using Mesascope.Cli.Speed;

namespace Mesascope.Cli;

/// <summary>How the objects of <c>--json</c> are written: compiled, so that starting stays fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(CheckUp))]
[JsonSerializable(typeof(SpeedReport))]
internal sealed partial class CliJson : JsonSerializerContext;
