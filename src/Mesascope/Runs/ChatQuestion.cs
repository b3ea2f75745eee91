using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Mesascope.Runs;

/// <summary>What an audit of a chat model is asked beside what every audit is asked. Each property with an option is that option: its name, its help, its range and its usual value stand here and nowhere else.</summary>
public sealed record ChatQuestion
{
    /// <summary>Sampling temperature, in [0, 2].</summary>
    [Option("--temperature", "sampling temperature."), Range(0.0, 2.0)]
    public double Temperature { get; init; } = 1;

    /// <summary>Share of probability that is drawn from, in (0, 1].</summary>
    [Option("--top-p", "share of probability that is drawn from."), Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double TopP { get; init; } = 1;

    /// <summary>Most tokens of one reply.</summary>
    [Option("--max-tokens", "most tokens of one reply."), Range(1, 10_000_000)]
    public int MaxTokens { get; init; } = 1024;

    /// <summary>False where letters only are read, not how likely they were.</summary>
    [Option("--no-logprobs", "read letters only, not how likely they were.")]
    public bool LogProbabilities { get; init; } = true;

    /// <summary>The folder of the run that this one is compared with; null for none.</summary>
    [Option("--against", "replay the cases of an earlier run until it is decided whether it drifted since.", HelpName = "RUN"), NotAsked]
    public string? Against { get; init; }

    /// <summary>What tells that run from any other.</summary>
    [DisplayName("against")]
    public string? AgainstDigest { get; init; }

    /// <summary>The file with the system message that it is deployed with; null for none.</summary>
    [Option("--system", "the system message that it is deployed with.", HelpName = "FILE"), NotAsked]
    public string? System { get; init; }

    /// <summary>SHA-256 of the system message.</summary>
    [DisplayName("systemPromptSha256")]
    public string? SystemDigest { get; init; }

    /// <summary>The environment variable with the key of a server that is no vendor's; null for none.</summary>
    [Option("--key-env", "the environment variable with the key of a server that is no vendor's.", HelpName = "NAME"), NotAsked]
    public string? KeyEnv { get; init; }

    /// <summary>Dollars per million tokens sent and received, as typed; null where unknown.</summary>
    [Option("--price", "dollars per million tokens sent and received.", HelpName = "IN,OUT"), NotAsked]
    public string? Price { get; init; }

    /// <summary>The run whose replies are taken over; null for none.</summary>
    [Option("--reuse", "take replies from another run of the same subject and seed; a caveat says so.", HelpName = "RUN"), NotAsked]
    public string? Reuse { get; init; }

    /// <summary>False where only outcomes are kept.</summary>
    [Option("--no-transcripts", "keep outcomes and no texts; what is in flight when it is killed is asked again.")]
    public bool Transcripts { get; init; } = true;

    /// <summary>A file of questions to put instead of the battery; null for the battery.</summary>
    [Option("--items", "put the questions of this file instead (.jsonl as in anthropics/evals, or .csv).", HelpName = "FILE"), NotAsked]
    public string? Items { get; init; }

    /// <summary>SHA-256 of that file.</summary>
    [DisplayName("itemsSha256")]
    public string? ItemsDigest { get; init; }

    /// <summary>Which columns of <see cref="Items"/> hold what, as typed; null for their usual names.</summary>
    [Option("--columns", "ROLE=COLUMN,… with the roles question, control, treated, answer, other, id, family.", Of = "--items", HelpName = "MAP")]
    public string? Columns { get; init; }

    /// <summary>Files with drives of one's own.</summary>
    [Option("--drive", "ask this drive of your own instead of the battery, or beside --audits; may be given several times.", HelpName = "FILE.yaml", Repeated = true), NotAsked]
    public IReadOnlyList<string> Drives { get; init; } = [];

    /// <summary>SHA-256 of each of these files, by its name.</summary>
    [DisplayName("drive")]
    public IReadOnlyDictionary<string, string>? DriveDigests { get; init; }

    /// <summary>Who judges free text, as a subject; null for nobody.</summary>
    [Option("--judge", "who reads the conversations of drives with a rubric; receives their transcripts.", HelpName = "SUBJECT")]
    public string? Judge { get; init; }

    /// <summary>The labelled set of the judge; null for none.</summary>
    [Option("--judge-labels", "labelled conversations, which say how often it is wrong.", Of = "--judge", HelpName = "FILE.jsonl"), NotAsked]
    public string? JudgeLabels { get; init; }

    /// <summary>SHA-256 of that set.</summary>
    [DisplayName("judgeLabelsSha256")]
    public string? JudgeLabelsDigest { get; init; }

    /// <summary>Pairs per audit about which the subject is asked whether they are tests; 0 for none.</summary>
    [Option("--awareness", "ask about this many pairs per audit how likely they seem to be tests; describes, decides nothing.", Silent = 0), Range(0, 10_000_000)]
    public int Awareness { get; init; }

    /// <summary>Most requests in flight at once, at least 1.</summary>
    [Option("--concurrency", "most requests in flight at once.", Silent = 64), Range(1, 10_000), NotAsked]
    public int Concurrency { get; init; } = 64;

    /// <summary>Seconds until an attempt is given up, above 0.</summary>
    [Option("--timeout", "seconds until an attempt is given up.", Silent = 120), Range(0.0, 86_400.0, MinimumIsExclusive = true), NotAsked]
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>The settings that two runs must share, or the difference between them is that of the settings.</summary>
    public IEnumerable<(string Name, string Value)> Sampling() =>
    [
        ("temperature", Text(Temperature)), ("topP", Text(TopP)), ("maxTokens", Text(MaxTokens)), ("logProbabilities", LogProbabilities ? "asked for" : "not asked for"),
    ];

    /// <summary>The same of a run that draws no replies.</summary>
    public static IEnumerable<(string Name, string Value)> NoSampling { get; } = [.. new ChatQuestion().Sampling().Select(each => (each.Name, "none"))];

    /// <summary>From the settings of a run of format 1.</summary>
    internal static ChatQuestion OfFormat1(IReadOnlyDictionary<string, string> settings)
    {
        double Number(string name) => double.Parse(settings[name], CultureInfo.InvariantCulture);
        return new ChatQuestion
        {
            Temperature = Number("temperature"), TopP = Number("topP"), MaxTokens = (int)Number("maxTokens"), LogProbabilities = settings["logProbabilities"] == "asked for", Transcripts = !settings.ContainsKey("transcripts"),
            SystemDigest = settings.GetValueOrDefault("systemPromptSha256"), ItemsDigest = settings.GetValueOrDefault("itemsSha256"), Columns = settings.GetValueOrDefault("columns"), AgainstDigest = settings.GetValueOrDefault("against"),
            Judge = settings.GetValueOrDefault("judge"), JudgeLabelsDigest = settings.GetValueOrDefault("judgeLabelsSha256"), Awareness = settings.ContainsKey("awareness") ? (int)Number("awareness") : 0,
            DriveDigests = settings.Keys.Any(name => name.StartsWith(Drive, StringComparison.Ordinal)) ? settings.Where(each => each.Key.StartsWith(Drive, StringComparison.Ordinal)).ToDictionary(each => each.Key[Drive.Length..], each => each.Value) : null,
        };
    }

    private const string Drive = "drive ";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
