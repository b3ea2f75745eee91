using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>What OpenAI-compatible servers send instead of what OpenAI sends: what does not matter ends nothing.</summary>
public class WireQuirkTests
{
    [Theory]
    [InlineData("""{"created":1700000000.5,"id":null,"model":null,"object":null}""")]
    [InlineData("""{"created":"1700000000","system_fingerprint":null,"service_tier":"standard","provider":"X"}""")]
    [InlineData("""{"created":1700000000123456,"choices.0.index":null}""")]
    [InlineData("""{"choices.0.index":"0","choices.0.message.role":"model"}""")]
    [InlineData("""{"choices.0.message.role":null,"choices.0.message.refusal":null,"choices.0.message.annotations":null,"choices.0.message.audio":null,"choices.0.message.function_call":null,"choices.0.message.tool_calls":null}""")]
    [InlineData("""{"choices.0.message.role":"","choices.0.message.tool_calls":[],"choices.0.logprobs":null,"choices.0.stop_reason":null}""")]
    [InlineData("""{"choices.0.message.annotations":[{"type":"file","file":{"hash":"x"}}],"choices.0.message.images":null}""")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":{},"choices.0.error":null}""")]
    [InlineData("""{"prompt_filter_results":[{"prompt_index":0}],"choices.0.content_filter_results":{"hate":{"filtered":false}}}""")]
    [InlineData("""{"choices.0.message.content":[{"type":"text","text":"A"}]}""")]
    [InlineData("""{"choices.0.message.content":[{"type":"thinking","thinking":[{"type":"text","text":"Option B was said."}]},{"type":"text","text":"A"}]}""")]
    [InlineData("""{"choices.0.message.content":["A"]}""")]
    [InlineData("""{"choices.0.message.content":{"text":"A"}}""")]
    [InlineData("""{"choices.0.logprobs":{}}""")]
    [InlineData("""{"choices.0.logprobs":{"content":[]}}""")]
    [InlineData("""{"choices.0.logprobs":{"content":[{"token":7}]}}""")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":{}}""")]
    [InlineData("""{"usage":{"prompt_tokens":null,"completion_tokens":"x","total_tokens":-2}}""")]
    [InlineData("""{"usage":{"prompt_tokens":3.0,"completion_tokens":"1","completion_tokens_details":null,"cost":0.001,"cost_details":{"upstream":null}}}""")]
    public async Task What_does_not_matter_is_not_insisted_on(string changes) => Assert.Equal("A", (await AskAsync(With(changes))).Text);

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"something new\"", null)]
    [InlineData("\"STOP\"", "stop")]
    [InlineData("\"eos_token\"", "stop")]
    [InlineData("\"end_turn\"", "stop")]
    [InlineData("\"MAX_TOKENS\"", "length")]
    [InlineData("\"model_length\"", "length")]
    [InlineData("\"SAFETY\"", "content_filter")]
    [InlineData("\"content-filter\"", "content_filter")]
    [InlineData("\"tool_use\"", "tool_calls")]
    [InlineData("7", null)]
    public async Task Why_a_reply_ended_is_understood_in_any_vendors_words(string said, string? understood)
    {
        Reply reply = await AskAsync(With($$"""{"choices.0.finish_reason":{{said}}}"""));
        Assert.Equal(("A", understood), (reply.Text, reply.FinishReason));
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("error")]
    [InlineData("insufficient_system_resource")]
    public async Task A_reply_that_the_server_broke_off_is_no_reply(string reason) =>
        Assert.Equal("the server broke the reply off", (await Assert.ThrowsAsync<ReplyMissingException>(() => AskAsync(With($$"""{"choices.0.finish_reason":"{{reason}}"}""")))).Message);

    [Theory]
    [InlineData("\ufeff", "")]
    [InlineData("\n\n   ", "\n\n")]
    [InlineData(": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n", "")]
    [InlineData("data: ", "\n\ndata: [DONE]\n\n")]
    [InlineData("event: message\ndata: ", "\n\n")]
    [InlineData("[", "]")]
    public async Task What_stands_around_a_reply_is_taken_off(string before, string after) => Assert.Equal("A", (await AskAsync(before + Wires.Reply("A") + after)).Text);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task Other_character_sets_are_read(string charset)
    {
        await using ChatServer server = await Wire.ServeAsync(first: async context =>
        {
            context.Response.ContentType = $"application/json; charset={charset}";
            byte[] body = Encoding.GetEncoding(charset).GetBytes(Wires.Reply("é").Replace("\\u00E9", "é", StringComparison.Ordinal));
            await context.Response.Body.WriteAsync(body, Wire.Token);
            return true;
        });
        Assert.Equal("é", (await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Text);
    }

    [Fact]
    public async Task Any_status_of_success_is_one()
    {
        await using ChatServer server = await Wire.ServeAsync(first: context => Wire.SayAsync(context, 201, Wires.Reply("A"), "text/plain"));
        Assert.Equal("A", (await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Text);
    }

    [Fact]
    public async Task Numbers_that_JSON_does_not_know_are_read_as_none_and_texts_stay_as_they_are()
    {
        Reply reply = await AskAsync(Wires.Reply("NaN, \\ -Infinity").Replace("\"prompt_tokens\":3", "\"cost\":NaN,\"x\":-Infinity,\"prompt_tokens\":3", StringComparison.Ordinal));
        Assert.Equal(("NaN, \\ -Infinity", 3), (reply.Text, reply.InputTokens));
    }

    [Fact]
    public async Task Half_a_character_at_a_cut_is_replaced_and_the_rest_is_read()
    {
        Assert.Equal("A \ufffd", (await AskAsync(Wires.Reply("A x").Replace("\"A x\"", "\"A \\ud83d\"", StringComparison.Ordinal))).Text);
        Assert.Equal("\\ud83d 😀", (await AskAsync(Wires.Reply("A").Replace("\"A\"", "\"\\\\ud83d \\ud83d\\ude00\"", StringComparison.Ordinal))).Text);
    }

    [Fact]
    public async Task An_event_stream_that_nobody_asked_for_is_put_together()
    {
        string[] pieces =
        [
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":"Let me"}}]}""",
            """{"choices":[{"index":0,"delta":{"reasoning_content":" see."}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"The"},"logprobs":{"content":[{"token":"The","logprob":-0.1,"top_logprobs":[]}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":" end","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"finish_job","arguments":"{\"a\""}}]},"logprobs":{"content":[{"token":" end","logprob":-0.2,"top_logprobs":[]}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":"tool_calls"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}""",
        ];
        Reply reply = await AskAsync(string.Concat(pieces.Select(piece => $"data: {piece}\n\n")) + "data: [DONE]\n\n");
        Assert.Equal(("The end", "tool_calls", 9, 4), (reply.Text, reply.FinishReason, reply.InputTokens, reply.OutputTokens));
        Assert.Equal([new ToolCall("c1", "finish_job", """{"a":1}""")], reply.Calls);
        Assert.Equal(["The", " end"], reply.Tokens!.Select(token => token.Token));
        Assert.Equal("Let me see.", JsonNode.Parse(reply.Extra!)!["reasoning_content"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"id":"c1","type":"function","function":{"name":"finish_job","arguments":{"a":1}}}""", "c1", """{"a":1}""")]
    [InlineData("""{"id":"c1","type":null,"function":{"name":"finish_job","arguments":""}}""", "c1", "{}")]
    [InlineData("""{"type":"","function":{"name":"finish_job","arguments":null}}""", "call_1_0", "{}")]
    [InlineData("""{"id":null,"function":{"name":"finish_job"}}""", "call_1_0", "{}")]
    [InlineData("""{"id":"","name":"finish_job","arguments":"{}"}""", "call_1_0", "{}")]
    [InlineData("""{"id":12,"function":{"name":"finish_job","arguments":"{job: done"}}""", "12", "{job: done")]
    public async Task Calls_of_tools_are_read_in_any_form(string call, string id, string arguments) =>
        Assert.Equal([new ToolCall(id, "finish_job", arguments)], (await AskAsync(With($$"""{"choices.0.message.content":null,"choices.0.message.tool_calls":[{{call}}]}"""))).Calls);

    [Fact]
    public async Task The_older_form_of_a_call_is_one() =>
        Assert.Equal([new ToolCall("call_1_0", "finish_job", "{}")], (await AskAsync(With("""{"choices.0.message.content":null,"choices.0.message.function_call":{"name":"finish_job","arguments":"{}"}}"""))).Calls);

    [Fact]
    public async Task A_text_completion_and_a_refusal_are_replies()
    {
        Assert.Equal("A", (await AskAsync("""{"object":"text_completion","choices":[{"index":0,"text":"A","finish_reason":"stop"}]}""")).Text);
        Assert.Equal("I can't.", (await AskAsync(With("""{"choices.0.message.content":null,"choices.0.message.refusal":"I can't."}"""))).Text);
    }

    [Theory]
    [InlineData("""{"tokens":["A"],"token_logprobs":[-0.1],"top_logprobs":[{"B":-3,"A":-0.1}],"text_offset":[0]}""")]
    [InlineData("""{"content":[{"token":"A","logprob":-0.1,"bytes":null,"top_logprobs":[{"token":"A","logprob":-0.1},{"token":"B","logprob":-3}]}]}""")]
    [InlineData("""[{"token":"A","logprob":"-0.1","top_logprobs":[{"token":"A","logprob":"-0.1"},{"token":"B","logprob":-3}]}]""")]
    public async Task Probabilities_of_tokens_are_read_in_any_form(string tokens)
    {
        TokenChoice place = Assert.Single((await AskAsync(With($$"""{"choices.0.logprobs":{{tokens}}}"""))).Tokens!);
        Assert.Equal([("A", -0.1), ("B", -3)], place.Likeliest.Select(likely => (likely.Token, Math.Round(likely.LogProbability, 6))));
    }

    [Fact]
    public async Task Minus_infinity_is_no_chance()
    {
        Reply reply = await AskAsync(With("""{"choices.0.logprobs":{"content":[{"token":"A","logprob":0,"top_logprobs":[{"token":"A","logprob":0},{"token":"B","logprob":"-Infinity"}]}]}}"""));
        Assert.Equal(0, Math.Exp(reply.Tokens![0].Likeliest[1].LogProbability));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Provider returned error","code":500,"metadata":{"raw":"upstream is down"}},"user_id":"u"}""", "the server answered 500 (it says: Provider returned error: upstream is down)")]
    [InlineData("""{"choices":null,"error":{"message":"upstream","code":500}}""", "the server answered 500 (it says: upstream)")]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"A"},"error":{"code":500,"message":"cut"},"finish_reason":"error"}]}""", "the server answered 500 (it says: cut)")]
    [InlineData("""{"object":"error","message":"the model failed","code":500}""", "the server answered 500 (it says: the model failed)")]
    [InlineData("""{"detail":"something odd"}""", "the server sent an error instead of a reply (it says: something odd)")]
    public async Task An_error_inside_a_reply_is_that_error(string body, string reason) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<ReplyMissingException>(() => AskAsync(body, attempts: 0))).Message);

    private static async Task<Reply> AskAsync(string body, int attempts = 1)
    {
        await using ChatServer server = await Wire.ServeAsync(first: context => Wire.SayAsync(context, 200, body));
        var connection = new Connection { RetryLimits = Wire.Brisk with { Retries = attempts, Silence = TimeSpan.FromMinutes(5) } };
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await ClientOf(server, connection).ReplyAsync(Wire.Ask(), CancellationTokenSource.CreateLinkedTokenSource(enough.Token, Wire.Token).Token);
    }

    private static IChatModel ClientOf(ChatServer server, Connection connection) => ChatModels.Open(ChatAddress.Parse($"{server.Address}#flatterer"), connection);

    // A usual reply in which each named place holds something else.
    private static string With(string changes)
    {
        JsonObject reply = JsonNode.Parse(Wires.Reply("A"))!.AsObject();
        foreach ((string path, JsonNode? value) in JsonNode.Parse(changes)!.AsObject())
        {
            string[] steps = path.Split('.');
            JsonNode at = reply;
            foreach (string step in steps[..^1]) at = int.TryParse(step, out int place) ? at[place]! : at[step]!;
            at[steps[^1]] = value?.DeepClone();
        }
        return JsonSerializer.Serialize(reply);
    }
}
