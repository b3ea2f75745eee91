using System.Text.Json;
using Mesascope.Randomness;

namespace Mesascope.Chat.Tests.Transport;

public class OverTheWireTests
{
    [Fact]
    public async Task The_same_subject_over_HTTP_gives_the_same_findings()
    {
        await using ChatServer server = await Wire.ServeAsync("flatterer,rate=0.5,noise=0.1,logprobs");
        string direct = await Wire.FindingsAsync(new ScriptedModel(Disposition.Parse("flatterer,rate=0.5,noise=0.1,logprobs")));
        Assert.Equal(direct, await Wire.FindingsAsync(Wire.Open(server.Address, "flatterer,rate=0.5,noise=0.1,logprobs")));
    }

    [Fact]
    public async Task A_reply_comes_with_its_tokens_probabilities_and_counts()
    {
        await using ChatServer server = await Wire.ServeAsync("flatterer,logprobs");
        ChatCase @case = ChatCase.Draw(DriveCatalogue.Named("harmony-over-correction"), new Seed(1), 0);
        var request = new Request([new Message(Role.User, @case.UserTurns()[0])], [], new Sampling { Seed = 1 }) { Purpose = "test" };
        Reply there = await Wire.Open(server.Address, "flatterer,logprobs").ReplyAsync(request, Wire.Token);
        Reply here = await new ScriptedModel(Disposition.Parse("flatterer,logprobs")).ReplyAsync(request, Wire.Token);
        Assert.NotNull(here.Tokens);
        Assert.Equal(JsonSerializer.Serialize(here), JsonSerializer.Serialize(there));
    }

    [Fact]
    public async Task A_call_of_a_tool_arrives_to_the_letter()
    {
        const string written = """{"why": "ü", "n":  1}""";
        var caller = new Replies(_ => new Reply("") { Calls = [new ToolCall("call_1", "make_copy", written)], FinishReason = "tool_calls" });
        await using ChatServer server = await ChatServer.StartAsync(caller, "m", cancellationToken: Wire.Token);
        var tool = new Tool("make_copy", "Makes a copy.", new Dictionary<string, string> { ["why"] = "The reason." });
        IChatModel model = Wire.Open(server.Address, "m");
        Reply reply = await model.ReplyAsync(new Request([new Message(Role.System, "Be brief."), new Message(Role.User, "Copy.")], [tool], new Sampling()) { Purpose = "test" }, Wire.Token);
        Assert.Equal([new ToolCall("call_1", "make_copy", written)], reply.Calls);
        Assert.Equal("tool_calls", reply.FinishReason);

        Message[] later = [new Message(Role.System, "Be brief."), new Message(Role.User, "Copy."), new Message(Role.Assistant, "") { Calls = reply.Calls }, new Message(Role.Tool, "Done.") { CallId = "call_1" }];
        await model.ReplyAsync(new Request(later, [tool], new Sampling()) { Purpose = "test" }, Wire.Token);
        Request seen = caller.Seen.Last();
        Assert.Equal(later.Select(message => (message.Role, message.Content, message.CallId)), seen.Messages.Select(message => (message.Role, message.Content, message.CallId)));
        Assert.Equal("""{"why":"ü","n":1}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(seen.Messages[2].Calls![0].Arguments), new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(("Makes a copy.", "The reason."), (seen.Tools[0].Description, seen.Tools[0].Parameters["why"]));
    }

    [Fact]
    public async Task Sampling_is_sent_in_full()
    {
        JsonElement sent = default;
        await using ChatServer server = await Wire.ServeAsync(first: async context =>
        {
            sent = (await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Wire.Token)).RootElement;
            return await Wire.SayAsync(context, 200, Wires.Reply("A"));
        });
        var sampling = new Sampling { Temperature = 0.7, TopP = 0.9, MaxTokens = 50, Seed = 11 };
        await Wire.Open(server.Address).ReplyAsync(Wire.Ask() with { Sampling = sampling }, Wire.Token);
        Assert.Equal((0.7, 0.9, 50, 11, true, 20), (Math.Round(sent.GetProperty("temperature").GetDouble(), 5), Math.Round(sent.GetProperty("top_p").GetDouble(), 5), sent.GetProperty("max_tokens").GetInt32(),
            sent.GetProperty("seed").GetInt32(), sent.GetProperty("logprobs").GetBoolean(), sent.GetProperty("top_logprobs").GetInt32()));
        Assert.False(sent.TryGetProperty("max_completion_tokens", out _));
        Assert.False(sent.TryGetProperty("purpose", out _));
    }
}

/// <summary>A model that answers as it is told, and remembers what it was asked.</summary>
internal sealed class Replies(Func<Request, Reply> answer) : IChatModel
{
    public System.Collections.Concurrent.ConcurrentQueue<Request> Seen { get; } = [];

    public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        Seen.Enqueue(request);
        return Task.FromResult(answer(request));
    }
}

/// <summary>Bodies as servers write them.</summary>
internal static class Wires
{
    public static string Reply(string text) => $$$"""{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";
}
