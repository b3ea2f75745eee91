using System.Collections.Concurrent;
using System.Text.Json;

namespace Mesascope.Chat.Tests.Transport;

public class ParameterTests
{
    [Theory]
    [InlineData("Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.", "temperature", "temperature")]
    [InlineData("`temperature` and `top_p` cannot both be specified for this model.", null, "temperature")]
    [InlineData("Unrecognized request argument supplied: seed", null, "seed")]
    [InlineData("top_p: Extra inputs are not permitted", null, "top_p")]
    [InlineData("logprobs are not supported with reasoning models.", "logprobs", "logprobs")]
    public async Task What_a_server_calls_unsupported_is_left_out_from_then_on_and_the_reply_says_so(string message, string? param, string name)
    {
        ConcurrentQueue<bool> sent = [];
        await using ChatServer server = await RefusingAsync(body => { sent.Enqueue(body.TryGetProperty(name, out _)); return body.TryGetProperty(name, out _) ? Error(message, param) : null; });
        IChatModel model = Wire.Open(server.Address);
        Reply first = await model.ReplyAsync(Wire.Ask(), Wire.Token), second = await model.ReplyAsync(Wire.Ask("Again."), Wire.Token);
        Assert.Equal([true, false, false], sent);
        Assert.Equal([name], first.Without!);
        Assert.Equal([name], second.Without!);
    }

    [Fact]
    public async Task The_other_name_of_the_most_tokens_is_tried_before_they_are_left_out()
    {
        await using ChatServer server = await RefusingAsync(body => body.TryGetProperty("max_tokens", out _) ? Error("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens") : null);
        Assert.Null((await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Without);
    }

    [Fact]
    public async Task Fewer_likely_tokens_are_asked_for_before_none()
    {
        await using ChatServer server = await RefusingAsync(body => body.TryGetProperty("top_logprobs", out JsonElement top) && top.GetInt32() > 5 ? Error("Invalid value for 'top_logprobs': must be at most 5.", "top_logprobs") : null);
        Assert.Null((await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Without);
    }

    [Fact]
    public async Task Many_requests_that_are_refused_together_lose_one_parameter_only()
    {
        await using ChatServer server = await RefusingAsync(body => body.TryGetProperty("max_tokens", out _) ? Error("Unsupported parameter: 'max_tokens'.", "max_tokens") : body.TryGetProperty("seed", out _) ? Error("Unknown parameter: 'seed'.", "seed") : null);
        IChatModel model = Wire.Open(server.Address);
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => model.ReplyAsync(Wire.Ask($"Number {n}."), Wire.Token)));
        Assert.All(replies, reply => Assert.Equal(["seed"], reply.Without!));
    }

    [Fact]
    public async Task A_refusal_that_names_no_parameter_is_no_reason_to_leave_one_out()
    {
        await using ChatServer server = await RefusingAsync(_ => Error("This prompt is not supported.", null));
        await Assert.ThrowsAsync<ReplyMissingException>(() => Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token));
    }

    private static string Error(string message, string? param) => JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param } });

    private static Task<ChatServer> RefusingAsync(Func<JsonElement, string?> refuse) => Wire.ServeAsync(first: async context =>
    {
        using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Wire.Token);
        return refuse(body.RootElement) is { } error ? await Wire.SayAsync(context, 400, error) : await Wire.SayAsync(context, 200, Wires.Reply("A"));
    });
}
