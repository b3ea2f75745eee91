using System.Text.Json.Serialization;

namespace Mesascope.Conversations;

/// <summary>What is sent to a model: all that its reply depends on.</summary>
/// <param name="Messages">The conversation so far, at least one message; the last is the user's or a tool's.</param>
/// <param name="Tools">What it may call; empty where nothing.</param>
/// <param name="Sampling">How its reply is drawn.</param>
public sealed record Request(IReadOnlyList<Message> Messages, IReadOnlyList<Tool> Tools, Sampling Sampling)
{
    /// <summary>Tells apart two requests of the same words that belong to different arms; never sent.</summary>
    public required string Purpose { get; init; }

    /// <summary>The case that it belongs to: both arms, all turns and whoever judges them share it.</summary>
    [JsonIgnore]
    public string Case
    {
        get
        {
            // drive/luck/arm; and judge/drive/luck/arm/order.
            const string judge = "judge/";
            string arm = Purpose.StartsWith(judge, StringComparison.Ordinal) ? WithoutLast(Purpose[judge.Length..]) : Purpose;
            return WithoutLast(arm);
        }
    }

    private static string WithoutLast(string path) => path.LastIndexOf('/') is var at and > 0 ? path[..at] : path;
}

/// <summary>How a reply is drawn. Always sent in full, since some servers have defaults of their own.</summary>
public sealed record Sampling
{
    /// <summary>0 for the likeliest words; at least 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The share of probability that is drawn from, in (0, 1].</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Most tokens of one reply, at least 1.</summary>
    public int MaxTokens { get; init; } = 1024;

    /// <summary>Sent where the server takes one; best effort at most servers. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    /// <summary>True where the probabilities of the first tokens are asked for.</summary>
    public bool LogProbabilities { get; init; } = true;

    /// <summary>Checks every number at the door.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message gives it.</exception>
    public Sampling Checked()
    {
        if (!(Temperature is >= 0 and <= 2)) throw new ArgumentException($"The temperature is a number from 0 to 2; got {Temperature}.");
        if (!(TopP is > 0 and <= 1)) throw new ArgumentException($"top-p is a number above 0 and at most 1; got {TopP}.");
        if (MaxTokens < 1) throw new ArgumentException($"A reply has at least 1 token; got {MaxTokens}.");
        return this;
    }
}
