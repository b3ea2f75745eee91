using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Mesascope.Chat;

/// <summary>OpenAI and every server that speaks as it does: probabilities of tokens, and two names for the most tokens.</summary>
internal sealed class OpenAiDialect : IDialect
{
    /// <summary>Tokens of a reply whose probabilities are kept: a letter is chosen at the beginning or not at all.</summary>
    public const int MostTokens = 8;

    private static ReadOnlySpan<byte> Place => "$.mesascope"u8;

    /// <inheritdoc/>
    public void Prepare(ChatOptions options, Sampling sampling, RequestForm form)
    {
        bool logProbabilities = sampling.LogProbabilities && form.Sends(SamplingParameters.LogProbabilities);
        int? maxTokens = form.CompletionTokens ? null : options.MaxOutputTokens;
        if (maxTokens is not null) options.MaxOutputTokens = null;
        options.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
            if (logProbabilities) (raw.IncludeLogProbabilities, raw.TopLogProbabilityCount) = (true, form.TopLogProbabilities);
#pragma warning disable SCME0001 // the one way to send a parameter by its older name
            if (maxTokens is { } most) raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
            return raw;
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenChoice>? TokensOf(ChatResponse response)
    {
        if (response.RawRepresentation is not ChatCompletion { ContentTokenLogProbabilities: { Count: > 0 } tokens }) return null;
        return [.. tokens.Take(MostTokens).Select(token => new TokenChoice(token.Token, [.. token.TopLogProbabilities.Select(likely => new TokenProbability(likely.Token, likely.LogProbability))]))];
    }

    /// <inheritdoc/>
    public string? ArgumentsOf(ChatResponse response, int call) =>
        response.RawRepresentation is ChatCompletion { ToolCalls: { } calls } && call < calls.Count ? calls[call].FunctionArguments.ToString() : null;

    /// <inheritdoc/>
    public (string? Message, IReadOnlyList<string?> Calls, string? Ended) ExtrasOf(ChatResponse response)
    {
#pragma warning disable SCME0001 // the one way to a field that the library does not know
        if (response.RawRepresentation is not ChatCompletion completion || !completion.Patch.TryGetJson(Place, out ReadOnlyMemory<byte> json)) return (null, [], response.FinishReason?.Value);
#pragma warning restore SCME0001
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement extras = document.RootElement;
        return (extras.TryGetProperty("message", out JsonElement message) ? Text(message) : null, [.. extras.GetProperty("calls").EnumerateArray().Select(call => Text(call.GetProperty("call")))], extras.GetProperty("ended").GetString());
    }

    /// <inheritdoc/>
    public object? Raw(Message message)
    {
        if (message.Extra is null && message.Calls?.Any(call => call.Extra is not null) is not true) return null;
        JsonObject written = message.Extra is { } extra ? JsonNode.Parse(extra)!.AsObject() : [];
        written["role"] = "assistant";
        written["content"] = message.Calls is not null && message.Content.Length == 0 ? null : message.Content;
        if (message.Calls is { } calls) written["tool_calls"] = new JsonArray([.. calls.Select(Written)]);
        return ModelReaderWriter.Read<OpenAI.Chat.ChatMessage>(BinaryData.FromString(written.ToJsonString()));
    }

    private static JsonObject Written(ToolCall call)
    {
        JsonObject written = call.Extra is { } extra ? JsonNode.Parse(extra)!.AsObject() : [];
        (written["id"], written["type"]) = (call.Id, "function");
        written["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments };
        return written;
    }

    private static string? Text(JsonElement fields) => fields.EnumerateObject().Any() ? fields.GetRawText() : null;
}
