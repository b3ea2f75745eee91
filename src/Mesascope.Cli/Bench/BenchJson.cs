using System.Text.Json.Serialization;

namespace Mesascope.Cli;

/// <summary>How <see cref="SpeedReport"/> is written: compiled, so that starting stays fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SpeedReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
