using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesascope.Audits;

/// <summary>What must be known before believing a result.</summary>
/// <param name="Code">What it is about; programs go by this, never by the words.</param>
/// <param name="Text">It in words, a sentence or two.</param>
/// <param name="Severity">How far it bears.</param>
[JsonConverter(typeof(CaveatConverter))]
public sealed record Caveat(CaveatCode Code, string Text, CaveatSeverity Severity = CaveatSeverity.Weakens)
{
    /// <summary>The words.</summary>
    public override string ToString() => Text;
}

/// <summary>How far a caveat bears.</summary>
public enum CaveatSeverity
{
    /// <summary>It says how the figures are to be read.</summary>
    Note,

    /// <summary>It leaves another reading open, or makes the figures less sure.</summary>
    Weakens,

    /// <summary>No verdict is given because of it.</summary>
    Withholds,
}

/// <summary>What a caveat is about.</summary>
public enum CaveatCode
{
    /// <summary>It was written by a version whose caveats had no codes.</summary>
    Uncoded,

    /// <summary>The subject may be too weak for its changes to mean anything, or that was not measured.</summary>
    Capability,

    /// <summary>The cases are all of one kind, and say nothing of others.</summary>
    NarrowCases,

    /// <summary>The subject meets what is varied for the first time, or may.</summary>
    NewToSubject,

    /// <summary>It was asked under rules of the subject's own, or could not be.</summary>
    Rules,

    /// <summary>Some outcomes could not be read.</summary>
    Missing,

    /// <summary>It ended before it was decided.</summary>
    EndedEarly,

    /// <summary>It stopped at the first sufficient evidence.</summary>
    StoppedEarly,

    /// <summary>Cases are not alike: no one effect fits them, or kinds of them disagree.</summary>
    Inconsistent,

    /// <summary>Something was not measured or not asked, and why.</summary>
    NotMeasured,

    /// <summary>It was worked out less exactly than usual.</summary>
    Approximate,

    /// <summary>The evidence points both ways, or is what an agent without a goal would leave.</summary>
    Ambiguous,

    /// <summary>A judge's errors were allowed for, or are too many.</summary>
    JudgeErrors,

    /// <summary>A judge read it, and how often that judge is wrong is not known.</summary>
    JudgeUncalibrated,

    /// <summary>There is one arm only: a rate, and no evidence of a cause.</summary>
    OneArm,

    /// <summary>What else could bring the effect about.</summary>
    Confounded,

    /// <summary>How a figure is defined, or which words are ours.</summary>
    Definition,

    /// <summary>An earlier run was read again.</summary>
    ReadAgain,

    /// <summary>The earlier run has too little to compare with.</summary>
    TooFewEarlier,

    /// <summary>The server left something out, or answers oddly.</summary>
    Server,

    /// <summary>Replies were read from probabilities in one place and by their letters in another.</summary>
    Reading,

    /// <summary>Replies were taken over from another run.</summary>
    ReusedReplies,
}

// Until 0.1.0 a caveat was its words alone; the beginnings that decided something then are the only words that are looked at.
internal sealed class CaveatConverter : JsonConverter<Caveat>
{
    private sealed record Written(CaveatCode Code, string Text, CaveatSeverity Severity);

    public override Caveat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return Uncoded(reader.GetString()!);
        Written written = JsonSerializer.Deserialize<Written>(ref reader, options) ?? throw new JsonException("A caveat is an object with code, text and severity.");
        return new Caveat(written.Code, written.Text, written.Severity);
    }

    public override void Write(Utf8JsonWriter writer, Caveat value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Written(value.Code, value.Text, value.Severity), options);

    private static Caveat Uncoded(string text) =>
        text.StartsWith("Capability check failed", StringComparison.Ordinal) ? new Caveat(CaveatCode.Capability, text, CaveatSeverity.Withholds)
        : text.StartsWith("Judge not calibrated", StringComparison.Ordinal) ? new Caveat(CaveatCode.JudgeUncalibrated, text)
        : text.StartsWith("Effect, interval, rate and e-value allow for the judge", StringComparison.Ordinal) || text.StartsWith("The judge is hardly better than a coin", StringComparison.Ordinal) ? new Caveat(CaveatCode.JudgeErrors, text)
        : new Caveat(CaveatCode.Uncoded, text);
}
