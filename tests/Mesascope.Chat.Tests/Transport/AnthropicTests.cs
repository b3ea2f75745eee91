using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mesascope.Chat.Tests.Transport;

public class AnthropicTests
{
    private const string Answer = """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"B"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":1}}""";
    private const string Call = """{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"toolu_1","name":"make_copy","input":{"why":"safe"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":9}}""";

    [Fact]
    public async Task A_reply_comes_with_its_counts_and_says_what_the_server_does_not_take()
    {
        (string key, JsonElement sent) = ("", default);
        await using ChatServer server = await ServeAsync(async context =>
        {
            key = context.Request.Headers["x-api-key"].ToString();
            sent = (await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Wire.Token)).RootElement;
            return await Wire.SayAsync(context, 200, Answer);
        });
        Reply reply = await Open(server).ReplyAsync(Wire.Ask(), Wire.Token);
        Assert.Equal(("B", 12, 1, "sk-ant-1"), (reply.Text, reply.InputTokens, reply.OutputTokens, key));
        Assert.Equal(["logprobs", "seed"], reply.Without!.Order());
        Assert.Equal(("m", 1024), (sent.GetProperty("model").GetString(), sent.GetProperty("max_tokens").GetInt32()));
    }

    [Fact]
    public async Task A_call_of_a_tool_arrives()
    {
        await using ChatServer server = await ServeAsync(context => Wire.SayAsync(context, 200, Call));
        Request request = Wire.Ask() with { Tools = [new Tool("make_copy", "Makes a copy.", new Dictionary<string, string> { ["why"] = "The reason." })] };
        ToolCall call = Assert.Single((await Open(server).ReplyAsync(request, Wire.Token)).Calls);
        Assert.Equal(("toolu_1", "make_copy", """{"why":"safe"}"""), (call.Id, call.Name, call.Arguments));
    }

    [Fact]
    public async Task An_overload_passes_and_a_wrong_key_does_not()
    {
        int asked = 0;
        await using ChatServer server = await ServeAsync(context => ++asked <= 2
            ? Wire.SayAsync(context, 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")
            : asked == 3 ? Wire.SayAsync(context, 200, Answer) : Wire.SayAsync(context, 401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"""));
        IChatModel model = Open(server);
        Assert.Equal("B", (await model.ReplyAsync(Wire.Ask(), Wire.Token)).Text);
        var stop = await Assert.ThrowsAsync<PrerequisiteException>(() => model.ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Equal("anthropic:m: the server does not accept the key in ANTHROPIC_API_KEY (it says: invalid x-api-key); put a valid one there.", stop.Message);
        Assert.Equal(4, asked);
    }

    private static Task<ChatServer> ServeAsync(Func<HttpContext, Task<bool>> answer) => Wire.ServeAsync(first: answer);

    private static IChatModel Open(ChatServer server) => ChatModels.Open(ChatAddress.Parse("anthropic:m"), new Connection
    {
        Environment = name => name == "ANTHROPIC_API_KEY" ? "sk-ant-1" : null, InsteadOfVendor = new Uri(server.Address.GetLeftPart(UriPartial.Authority)), RetryLimits = Wire.Brisk,
    });
}
