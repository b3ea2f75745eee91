using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>Why a reply ended, in the four words of OpenAI, whatever the server calls it.</summary>
internal static class FinishReason
{
    /// <summary><c>stop</c>, <c>length</c>, <c>tool_calls</c> or <c>content_filter</c>; null where the server does not say, or says what nobody knows.</summary>
    /// <param name="said">As the server writes it; null where it does not.</param>
    /// <param name="calls">True where the reply calls tools.</param>
    /// <exception cref="ServerException">It says that the reply broke off.</exception>
    public static string? Of(JsonElement? said, bool calls)
    {
        string reason = said is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') : "";
        if (Has("abort", "error", "cancel", "insufficient_system", "interrupt")) throw new ServerException(ServerFault.BrokenOff, "the server broke the reply off");
        if (Has("length", "max_", "limit", "truncat", "context_window")) return "length";
        if (Has("filter", "safety", "recitation", "blocklist", "prohibited", "spii", "sensitive", "guardrail", "moderat", "blocked", "refus", "policy", "risk")) return "content_filter";
        if (Has("tool", "function")) return "tool_calls";
        if (Has("stop", "eos", "end", "complete", "done", "normal", "finish")) return calls ? "tool_calls" : "stop";
        return null;

        bool Has(params ReadOnlySpan<string> words)
        {
            foreach (string word in words)
                if (reason.Contains(word, StringComparison.Ordinal)) return true;
            return false;
        }
    }
}
