using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mesascope.Runs;

/// <summary>What an audit is asked, whoever its subject is.</summary>
public sealed record AuditQuestion : Question, IQuestion<AuditQuestion>
{
    /// <inheritdoc/>
    public static string Kind => "audit";

    /// <inheritdoc/>
    protected override string Command => Kind;

    /// <summary>The subject as it was typed.</summary>
    [Argument, NotAsked]
    public required string Typed { get; init; }

    /// <summary>The world that was typed, for a subject that has none of its own.</summary>
    [Option("--world"), NotAsked]
    public string? PlacedIn { get; init; }

    /// <summary>The audits that were typed; null for all.</summary>
    [Option("--audits"), NotAsked]
    public IReadOnlyList<string>? Chosen { get; init; }

    /// <summary>The subject as results name it: <c>organism:keykeeper</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it is audited: a world, or what a chat model is asked.</summary>
    public required string World { get; init; }

    /// <summary>The seed of the run.</summary>
    [Option("--seed")]
    public required ulong Seed { get; init; }

    /// <summary>The audits, in the battery's order.</summary>
    public required IReadOnlyList<string> Audits { get; init; }

    /// <summary>What it may take.</summary>
    [Option("--budget")]
    public required Budget Budget { get; init; }

    /// <summary>Most pairs per audit, at least 1.</summary>
    [JsonIgnore]
    public int Pairs => Budget.Pairs ?? Runs.Budget.UsualPairs;

    /// <summary>Level, in (0, 1).</summary>
    [Option("--alpha")]
    public required double Alpha { get; init; }

    /// <summary>Margin, in [0, 1).</summary>
    [Option("--margin")]
    public required double Margin { get; init; }

    /// <summary>False where every audit runs to its budget.</summary>
    [Option("--no-early-stop")]
    public required bool EarlyStop { get; init; }

    /// <summary>The rules of the world that are taken over from the subject; null where all are as usual.</summary>
    public JsonObject? Rules { get; init; }

    /// <summary>What only a chat model is asked; null for others.</summary>
    [Part]
    public ChatQuestion? Chat { get; init; }

    /// <summary>SHA-256 of the subject's weights, or of its description where it has none.</summary>
    [DisplayName("subject's weights")]
    public required string SubjectDigest { get; init; }

    /// <inheritdoc/>
    public static AuditQuestion OfFormat1(JsonObject manifest)
    {
        JsonNode Field(string name) => manifest[name] ?? throw new JsonException($"it lacks \"{name}\"");
        IReadOnlyDictionary<string, string>? settings = manifest["settings"].Deserialize<Dictionary<string, string>>(RunJson.File);
        double? Number(string name) => settings?.GetValueOrDefault(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        string subject = Field("subject").GetValue<string>();
        return new AuditQuestion
        {
            Typed = subject, Subject = subject, SubjectDigest = Field("subjectDigest").GetValue<string>(), World = Field("world").GetValue<string>(), Seed = Field("seed").GetValue<ulong>(),
            Audits = Field("audits").Deserialize<string[]>(RunJson.File)!, Alpha = Field("alpha").GetValue<double>(), Margin = Field("margin").GetValue<double>(), EarlyStop = Field("earlyStop").GetValue<bool>(),
            Budget = new Budget(Field("budget").GetValue<int>(), (long?)Number("mostTokens"), Number("mostDollars")),
            Rules = settings?.GetValueOrDefault("rules") is { } rules ? JsonNode.Parse(rules) as JsonObject : null,
            Chat = settings?.ContainsKey("temperature") == true ? ChatQuestion.OfFormat1(settings) : null,
        };
    }
}
