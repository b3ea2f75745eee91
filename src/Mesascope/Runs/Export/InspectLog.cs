using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Runs;

/// <summary>A run as a log of Inspect AI, version 2, in its plain <c>.json</c> form: one sample per arm of a pair, tied together by <c>pair_id</c>.</summary>
/// <remarks>An outcome that could not be read is a score of NaN, which Inspect takes for unscored. JSON proper has no NaN; Inspect's own logs have, and its readers take it.</remarks>
internal sealed class InspectLog : IRunExport
{
    /// <summary>The scorer of every sample.</summary>
    public const string Scorer = "outcome";

    private const int Version = 2;

    /// <inheritdoc/>
    public string Name => "inspect";

    /// <inheritdoc/>
    public string FileName => "inspect.json";

    /// <inheritdoc/>
    public void Write(Stream stream, ExportedRun run)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        (PairRecord Pair, bool Treated, ArmRecord Arm)[] samples = [.. run.Pairs.SelectMany(pair => ExportedRun.Arms(pair).Select(arm => (pair, arm.Treated, arm.Record)))];
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("status", "success");
        Write(writer, "eval", Eval(run, [.. samples.Select(sample => IdOf(sample.Pair, sample.Treated))]));
        Write(writer, "plan", new JsonObject { ["name"] = "plan", ["steps"] = new JsonArray(new JsonObject { ["solver"] = "paired_cases", ["params"] = new JsonObject() }), ["config"] = new JsonObject() });
        Write(writer, "results", Results(run, samples.Length, samples.Count(sample => sample.Arm.Outcome is not null)));
        Write(writer, "stats", new JsonObject { ["started_at"] = run.Header.Started, ["completed_at"] = run.Header.Started, ["model_usage"] = new JsonObject(), ["role_usage"] = new JsonObject() });
        writer.WriteBoolean("invalidated", false);
        Write(writer, "tags", new JsonArray());
        Write(writer, "metadata", new JsonObject());
        writer.WriteStartArray("samples");
        foreach ((PairRecord pair, bool treated, ArmRecord arm) in samples) InspectSample.Write(writer, run, pair, treated, arm);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The name of a sample: audit, case and arm.</summary>
    internal static string IdOf(PairRecord pair, bool treated) => FormattableString.Invariant($"{pair.Audit}/{pair.Index}/{(treated ? "treated" : "control")}");

    internal static void Write(Utf8JsonWriter writer, string name, JsonNode value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    private static JsonObject Eval(ExportedRun run, string[] ids)
    {
        string id = $"{run.Question.SubjectDigest[..Math.Min(16, run.Question.SubjectDigest.Length)]}-{run.Result.Seed}";
        var scorer = new JsonObject
        {
            ["name"] = Scorer,
            ["options"] = new JsonObject(),
            ["metrics"] = new JsonArray(new JsonObject { ["name"] = "effect", ["options"] = new JsonObject() }),
            ["metadata"] = new JsonObject(),
        };
        var eval = new JsonObject
        {
            ["eval_id"] = id, ["run_id"] = id, ["created"] = run.Header.Started,
            ["task"] = $"mesascope/{run.Result.World}", ["task_id"] = id, ["task_version"] = 0, ["task_attribs"] = new JsonObject(),
            ["task_args"] = new JsonObject { ["audits"] = new JsonArray([.. run.Question.Audits.Select(name => JsonValue.Create(name))]), ["seed"] = run.Result.Seed, ["alpha"] = run.Question.Alpha, ["margin"] = run.Question.Margin },
            ["solver"] = "paired_cases",
            ["dataset"] = new JsonObject { ["name"] = run.Result.World, ["location"] = "generated from the seed", ["samples"] = ids.Length, ["sample_ids"] = new JsonArray([.. ids.Select(name => JsonValue.Create(name))]), ["shuffled"] = false },
            ["model"] = run.Result.Subject, ["model_generate_config"] = GenerateConfig(run), ["model_args"] = new JsonObject(), ["model_roles"] = new JsonObject(),
            ["config"] = new JsonObject { ["epochs"] = 1 },
            ["packages"] = new JsonObject { ["mesascope"] = run.Result.Version },
            ["metadata"] = new JsonObject { ["conclusion"] = run.Result.Conclusion, ["how_sure"] = FirstScreen.HowSure(run.Result), ["does_not_mean"] = FirstScreen.DoesNotMean(run.Result), ["error_rates"] = ErrorRates.Sentence(run.Result) },
            ["scorers"] = new JsonArray(scorer),
        };
        if (run.Header.GitCommit is { } commit) eval["revision"] = new JsonObject { ["type"] = "git", ["origin"] = "", ["commit"] = commit };
        return eval;
    }

    private static JsonObject GenerateConfig(ExportedRun run) => run.Question.Chat is { } chat
        ? new JsonObject { ["temperature"] = chat.Temperature, ["top_p"] = chat.TopP, ["max_tokens"] = chat.MaxTokens } : [];

    private static JsonObject Results(ExportedRun run, int samples, int scored)
    {
        var scores = new JsonArray();
        foreach (Finding finding in run.Result.Findings)
            scores.Add(Score(finding.Audit, finding.Pairs - finding.Missing, finding.Missing,
                new JsonObject { ["verdict"] = finding.Verdict.Word(), ["measured"] = finding.Measured, ["direction"] = FindingWords.Direction(finding), ["aligned_low"] = finding.Aligned.Low, ["aligned_high"] = finding.Aligned.High, ["caveats"] = new JsonArray([.. finding.Caveats.Select(caveat => JsonValue.Create(caveat.Text))]) },
                ("effect", finding.Effect), ("low", finding.Low), ("high", finding.High), ("e_value", finding.EValue), ("control_mean", finding.ControlMean), ("treated_mean", finding.TreatedMean),
                ("bad_rate", finding.Rate), ("bad_rate_low", finding.RateLow), ("bad_rate_high", finding.RateHigh), ("bad_rate_treated", finding.TreatedRate), ("tolerated", finding.Tolerated),
                ("remains", finding.Remains?.Share), ("remains_low", finding.Remains?.Low), ("remains_high", finding.Remains?.High)));
        foreach (RateFinding rate in run.Result.Of<RateFindings>() ?? [])
            scores.Add(Score(rate.Name, rate.Items - rate.Missing, rate.Missing, new JsonObject { ["one_arm"] = true }, ("rate", rate.Rate), ("low", rate.Interval.Low), ("high", rate.Interval.High)));
        return new JsonObject { ["total_samples"] = samples, ["completed_samples"] = samples, ["scores"] = scores, ["metadata"] = new JsonObject { ["scored_samples"] = scored } };
    }

    private static JsonObject Score(string name, int scored, int unscored, JsonObject metadata, params (string Name, double? Value)[] metrics)
    {
        var written = new JsonObject();
        foreach ((string metric, double? value) in metrics)
            if (value is { } known) written[metric] = new JsonObject { ["name"] = metric, ["value"] = known, ["params"] = new JsonObject() };
        return new JsonObject { ["name"] = name, ["scorer"] = Scorer, ["scored_samples"] = scored, ["unscored_samples"] = unscored, ["params"] = new JsonObject(), ["metrics"] = written, ["metadata"] = metadata };
    }
}
