using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>Writes replies and errors as an OpenAI-compatible server does.</summary>
internal static class ReplyWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One reply.</summary>
    public static ReadOnlyMemory<byte> Write(string model, long number, Reply reply) => Written(json =>
    {
        json.WriteString("id", FormattableString.Invariant($"chatcmpl-{number}"));
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("model", model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, reply);
        if (reply.Tokens is { } tokens) WriteTokens(json, tokens);
        else json.WriteNull("logprobs");
        json.WriteString("finish_reason", reply.FinishReason ?? "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", reply.InputTokens);
        json.WriteNumber("completion_tokens", reply.OutputTokens);
        json.WriteNumber("total_tokens", reply.InputTokens + reply.OutputTokens);
        json.WriteEndObject();
    });

    /// <summary>What went wrong.</summary>
    public static ReadOnlyMemory<byte> WriteError(string message, string code) => Written(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", "invalid_request_error");
        json.WriteNull("param");
        json.WriteString("code", code);
        json.WriteEndObject();
    });

    /// <summary>The one model that there is.</summary>
    public static ReadOnlyMemory<byte> WriteModels(string model) => Written(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteString("owned_by", "mesascope");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static void WriteMessage(Utf8JsonWriter json, Reply reply)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (reply.Calls.Count > 0 && reply.Text.Length == 0) json.WriteNull("content");
        else json.WriteString("content", reply.Text);
        json.WriteNull("refusal");
        if (reply.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (ToolCall call in reply.Calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", call.Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, IReadOnlyList<TokenChoice> tokens)
    {
        json.WriteStartObject("logprobs");
        json.WriteStartArray("content");
        foreach (TokenChoice token in tokens)
        {
            double logProbability = token.Likeliest.FirstOrDefault(likely => likely.Token == token.Token)?.LogProbability ?? token.Likeliest.Select(likely => likely.LogProbability).DefaultIfEmpty(-100).Min();
            json.WriteStartObject();
            WriteToken(json, token.Token, logProbability);
            json.WriteStartArray("top_logprobs");
            foreach (TokenProbability likely in token.Likeliest)
            {
                json.WriteStartObject();
                WriteToken(json, likely.Token, likely.LogProbability);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNull("refusal");
        json.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter json, string token, double logProbability)
    {
        json.WriteString("token", token);
        json.WriteNumber("logprob", logProbability);
        json.WriteStartArray("bytes");
        foreach (byte each in Encoding.UTF8.GetBytes(token)) json.WriteNumberValue(each);
        json.WriteEndArray();
    }
}
