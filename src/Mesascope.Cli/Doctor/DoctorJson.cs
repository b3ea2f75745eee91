using System.Text.Json.Serialization;

namespace Mesascope.Cli;

/// <summary>How <see cref="CheckUp"/> is written: compiled, so that starting stays fast.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CheckUp))]
internal sealed partial class DoctorJson : JsonSerializerContext;
