namespace Mesascope.Conversations;

/// <summary>What a reply says once its reasoning is cut off. Every reader of replies begins here.</summary>
/// <param name="Text">The answer, without reasoning and without the marks of a chat format; empty where there is none.</param>
/// <param name="Missing">Why nothing may be read from it as it stands; null where it may.</param>
internal sealed record AnswerText(string Text, string? Missing)
{
    /// <summary>Why a reply that ran into a limit is not read. Only a bare letter is: prose that was cut may have been about to say anything.</summary>
    public const string CutShort = "the reply was cut short: raise --max-tokens";

    /// <summary>The answer in a reply.</summary>
    public static AnswerText Of(Reply reply)
    {
        string? answer = Reasoning.CutFrom(reply.Text);
        return new AnswerText(answer ?? "", BrokenOff(reply) ?? (answer is null ? "the reply held its reasoning and no answer" : answer.Length > 0 ? null : "the reply was empty"));
    }

    /// <summary>Why a reply is not whole, as the server says; null where it is, or nothing is said.</summary>
    public static string? BrokenOff(Reply reply) => reply.FinishReason?.ToLowerInvariant() switch
    {
        "length" or "max_tokens" or "model_length" or "max_output_tokens" or "max_new_tokens" or "model_context_window_exceeded" => CutShort,
        "content_filter" or "refusal" or "safety" or "recitation" or "blocklist" or "prohibited_content" or "spii" or "sensitive" => "the server withheld the reply",
        "error" or "abort" or "cancelled" or "insufficient_system_resource" or "network_error" => "the server broke the reply off",
        _ => null,
    };
}
