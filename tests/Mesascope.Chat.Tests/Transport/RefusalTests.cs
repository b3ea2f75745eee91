using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Statistics;
using Microsoft.AspNetCore.Http;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>Refusals in the shapes of many servers: what one names is learnt, what one kind of request is refused costs its audits only, and the server's words reach the user.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData(403, "logprobs", """{"error":{"message":"You are not allowed to request logprobs from this model","type":"invalid_request_error","param":null,"code":null}}""")]
    [InlineData(422, "seed", """{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted","input":7}]}""")]
    [InlineData(422, "seed", """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null}""")]
    [InlineData(400, "seed", """{"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted', 'input': 7}]","type":"BadRequestError","param":null,"code":400}""")]
    [InlineData(400, "logprobs", """[{"error":{"code":400,"message":"Logprobs is not enabled for models/gemini-2.5-pro","status":"INVALID_ARGUMENT"}}]""")]
    [InlineData(400, "logprobs", """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"`logprobs` is not supported with this model\"}}"}}}""")]
    [InlineData(500, "logprobs", """{"error":"logprobs is not implemented"}""")]
    [InlineData(500, "logprobs", "Internal Server Error")]
    [InlineData(400, "logprobs", "")]
    [InlineData(400, "top_p", """{"error":{"message":"Bad request"}}""")]
    [InlineData(200, "logprobs", """{"error":{"message":"logprobs are not supported","code":400}}""")]
    public async Task A_parameter_is_learnt_from_any_refusal(int status, string name, string body)
    {
        await using ChatServer server = await RefusingAsync(sent => sent.TryGetProperty(name, out _) ? (status, body) : null);
        IChatModel model = Wire.Open(server.Address);
        Reply first = await model.ReplyAsync(Wire.Ask(), Wire.Token);
        Assert.Equal("A", first.Text);
        Assert.Contains(name, first.Without!);
        Assert.Equal("A", (await model.ReplyAsync(Wire.Ask("Again."), Wire.Token)).Text);
    }

    [Fact]
    public async Task A_parameter_is_not_blamed_for_one_request_that_is_refused_for_its_content()
    {
        int asked = 0;
        await using ChatServer server = await RefusingAsync(_ => asked++ == 0 ? (403, """{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["violence"]}}}""") : null);
        IChatModel model = Wire.Open(server.Address);
        var missing = await Assert.ThrowsAsync<ReplyMissingException>(() => model.ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Equal("the server answered 403 (it says: Your input was flagged: violence)", missing.Message);
        Assert.Null((await model.ReplyAsync(Wire.Ask("Again."), Wire.Token)).Without);
    }

    [Fact]
    public async Task A_refusal_that_passes_costs_no_parameter()
    {
        int asked = 0;
        await using ChatServer server = await RefusingAsync(_ => asked++ == 0 ? (400, "") : null);
        Assert.Null((await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Without);
    }

    [Fact]
    public async Task Too_many_tokens_are_halved_until_they_are_taken()
    {
        await using ChatServer server = await RefusingAsync(sent => sent.GetProperty("max_tokens").GetInt32() > 400 ? (400, """{"object":"error","message":"'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 512 tokens. (parameter=max_tokens, value=1024)","code":400}""") : null);
        Assert.Equal(["max_tokens above 256"], (await Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token)).Without!);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","extra_content":{"google":{"thought_signature":"abc"}},"function":{"name":"look","arguments":"{}"}}]}""", "thought_signature")]
    [InlineData("""{"role":"assistant","content":"","reasoning_content":"Let me look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}}]}""", "reasoning_content")]
    public async Task Fields_that_we_do_not_know_are_sent_back_with_calls(string message, string wanted)
    {
        await using ChatServer server = await TalkingAsync(message, later => later.Contains(wanted, StringComparison.Ordinal) ? null : $"Missing `{wanted}` field in the assistant message");
        Assert.Equal("A", await TwoStepsAsync(server, calls: true));
    }

    [Fact]
    public async Task Fields_are_sent_back_with_every_reply_where_the_server_wants_that()
    {
        await using ChatServer server = await TalkingAsync("""{"role":"assistant","content":"Yes.","reasoning_content":"Hm."}""", later => later.Contains("Hm.", StringComparison.Ordinal) ? null : "The `reasoning_content` in the thinking mode must be passed back to the API.");
        Assert.Equal("A", await TwoStepsAsync(server, calls: false));
    }

    [Fact]
    public async Task Fields_are_not_sent_back_where_the_server_does_not_take_them()
    {
        const string message = """{"role":"assistant","content":"","reasoning":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}}]}""";
        await using ChatServer server = await TalkingAsync(message, later => later.Contains("Hm.", StringComparison.Ordinal) ? "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning' is unsupported)]" : null);
        Assert.Equal("A", await TwoStepsAsync(server, calls: true));
    }

    [Theory]
    [InlineData("tools", 400, """{"error":{"message":"registry.ollama.ai/library/gemma3:4b does not support tools"}}""", "does not support tools")]
    [InlineData("tools", 404, """{"error":{"message":"No endpoints found that support tool use. To learn more about provider routing, see the guide.","code":404}}""", "No endpoints found that support tool use")]
    [InlineData("tools", 400, """{"object":"error","message":"\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set","code":400}""", "--enable-auto-tool-choice")]
    [InlineData("tools", 500, "", "requests with tools and a system message fail")]
    [InlineData("system", 400, """{"error":{"message":"Developer instruction is not enabled for models/gemma-3-27b-it"}}""", "Developer instruction is not enabled")]
    [InlineData("system", 500, """{"detail":"System role not supported"}""", "System role not supported")]
    [InlineData("system", 400, """{"message":"Conversation roles must alternate user/assistant/user/assistant/..."}""", "roles must alternate")]
    public async Task A_kind_of_request_that_the_server_does_not_take_costs_its_audits_and_not_the_run(string kind, int status, string body, string quoted)
    {
        await using ChatServer server = await Wire.ServeAsync("honest", context => RefuseAsync(context, sent => Has(sent, kind) ? (status, body) : null, otherwise: false));
        AuditResult result = await ResultAsync(ChatModels.Open(ChatAddress.Parse($"{server.Address}#honest"), new Connection { RetryLimits = Wire.Brisk with { Silence = TimeSpan.FromSeconds(30) } }), ["remain-available", "harmony-over-correction"]);
        foreach (Finding finding in result.Findings)
        {
            bool lost = kind == "tools" ? finding.Audit == "remain-available" : finding.Effect is null;
            if (lost) Assert.Contains(finding.Caveats, caveat => caveat.Text.Contains(quoted, StringComparison.Ordinal));
            else Assert.Equal((0, Verdict.Consistent), (finding.Missing, finding.Verdict));
        }
        Assert.Contains(result.Findings, finding => finding.Effect is null);
        Assert.Contains(result.Findings, finding => finding.Verdict == Verdict.Consistent);
    }

    [Theory]
    [InlineData(401, """{"error":"x"}""", "Unauthorized")]
    [InlineData(403, """{"error":{"message":"Your country is not served."}}""", "Unauthorized")]
    [InlineData(403, """{"error":{"message":"The request was blocked by our content policy."}}""", "Refused")]
    [InlineData(402, "", "QuotaSpent")]
    [InlineData(400, """{"error":{"message":"Your credit balance is too low to access the API."}}""", "QuotaSpent")]
    [InlineData(429, """{"error":{"code":"insufficient_quota","message":"x"}}""", "QuotaSpent")]
    [InlineData(429, """{"error":{"message":"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day"}}""", "Overloaded")]
    [InlineData(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "Loading")]
    [InlineData(503, """{"error":"Model x/y is currently loading","estimated_time":20.0}""", "Loading")]
    [InlineData(503, "no server is available", "Overloaded")]
    [InlineData(500, """{"error":"llama runner process has terminated: error loading model"}""", "Failed")]
    [InlineData(500, """{"error":"llm server loading model"}""", "Loading")]
    [InlineData(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}""", "Overloaded")]
    [InlineData(403, """{"message":"API rate limit exceeded"}""", "Overloaded")]
    [InlineData(524, "", "Unavailable")]
    [InlineData(405, "", "NotFound")]
    [InlineData(null, """{"error":"Unexpected endpoint or method. (POST /chat/completions)"}""", "NotFound")]
    [InlineData(null, """{"error":"model 'm' not found"}""", "NotFound")]
    [InlineData(null, """{"error":"too many requests"}""", "Overloaded")]
    public void The_words_of_a_server_tell_what_a_status_means(int? status, string body, string fault) => Assert.Equal(fault, ServerFaults.Of(status, ServerError.Read(Encoding.UTF8.GetBytes(body), null)).ToString());

    [Theory]
    [InlineData("retry-after", "7", "", 7.0)]
    [InlineData("retry-after-ms", "1500", "", 1.5)]
    [InlineData("retry-after", "Mon, 30 Nov 2026 12:00:09 GMT", "", 9.0)]
    [InlineData("x-other", "1", "Please try again in 20s.", 20.0)]
    [InlineData("x-other", "1", "Please try again in 6m0s.", 360.0)]
    [InlineData("x-other", "1", "Please retry after 12 seconds.", 12.0)]
    [InlineData("x-other", "1", "{\"retryDelay\": \"34.07s\"}", 34.07)]
    [InlineData("x-ratelimit-reset-requests", "30s", "", 30.0)]
    [InlineData("x-ratelimit-reset", "1796040060000", "", 60.0)]
    [InlineData("x-ratelimit-reset", "1796040060", "", 60.0)]
    [InlineData("x-other", "1", "Rate limit: 3 requests per 20 s.", null)]
    public void How_long_it_asks_to_be_left_alone_is_understood(string header, string value, string body, double? seconds)
    {
        // 30 November 2026, 12:00 in Greenwich, is second 1,796,040,000.
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        HttpResponseHeaders headers = response.Headers;
        headers.TryAddWithoutValidation(header, value);
        TimeSpan? wait = ServerWait.Of(headers, body, DateTimeOffset.FromUnixTimeSeconds(1_796_040_000));
        Assert.Equal(seconds, wait is { } known ? Math.Round(known.TotalSeconds, 3) : null);
    }

    [Theory]
    [InlineData("registry.ollama.ai/library/gemma3:4b does not support tools", "Tools")]
    [InlineData("`tool calling` is not supported with this model", "Tools")]
    [InlineData("tools param requires --jinja flag", "Tools")]
    [InlineData("Function calling is not enabled for models/gemma-3-27b-it", "Tools")]
    [InlineData("This model doesn't support tool use.", "Tools")]
    [InlineData("UnsupportedParamsError: bedrock does not support parameters: ['tools'], for model=x", "Tools")]
    [InlineData("[{'type': 'extra_forbidden', 'loc': ('body', 'tools'), 'msg': 'Extra inputs are not permitted'}]", "Tools")]
    [InlineData("Template error: System role not supported (in <string>:1)", "System")]
    [InlineData("Developer instruction is not enabled for models/gemma-3-27b-it", "System")]
    [InlineData("Conversation roles must alternate user/assistant/user/assistant/...", "System")]
    [InlineData("This model doesn't support system messages", "System")]
    [InlineData("model requires more system memory (5.6 GiB) than is available", "Plain")]
    [InlineData("Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance.", "Plain")]
    [InlineData("This model's maximum context length is 512 tokens.", "Plain")]
    [InlineData("Your input was flagged", "Plain")]
    [InlineData("Failed to parse tool call: not a valid JSON object", "Plain")]
    [InlineData("Unexpected end of tool call arguments; the model did not finish", "Plain")]
    public void What_a_server_does_not_take_is_known_from_its_words(string said, string kind) => Assert.Equal(kind, LostKinds.Named(said).ToString());

    [Fact]
    public void A_limit_that_is_not_used_up_says_nothing()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset-requests", "23h59m");
        response.Headers.TryAddWithoutValidation("x-ratelimit-remaining-requests", "900");
        response.Headers.TryAddWithoutValidation("x-ratelimit-reset-tokens", "7.5s");
        response.Headers.TryAddWithoutValidation("x-ratelimit-remaining-tokens", "0");
        Assert.Equal(7.5, ServerWait.Of(response.Headers, "", DateTimeOffset.UnixEpoch)!.Value.TotalSeconds);
    }

    private static bool Has(JsonElement sent, string kind) => kind == "tools" ? sent.TryGetProperty("tools", out _) : sent.GetProperty("messages")[0].GetProperty("role").GetString() == "system";

    private static Task<AuditResult> ResultAsync(IChatModel model, string[] drives) => ChatAuditing.RunAsync("the subject", new ChatSubject(model, new Sampling()), new Mesascope.Randomness.Seed(1),
        new ChatQuestions { Drives = [.. drives.Select(DriveCatalogue.Named)] }, new AuditOptions { Budget = 150, Parallelism = 32}, new PairMemory(), cancellationToken: Wire.Token);

    private static Task<ChatServer> RefusingAsync(Func<JsonElement, (int, string)?> refuse) => Wire.ServeAsync(first: context => RefuseAsync(context, refuse, otherwise: true));

    private static async Task<bool> RefuseAsync(HttpContext context, Func<JsonElement, (int Status, string Body)?> refuse, bool otherwise)
    {
        context.Request.EnableBuffering();
        using JsonDocument sent = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Wire.Token);
        context.Request.Body.Position = 0;
        if (refuse(sent.RootElement) is { } refusal) return await Wire.SayAsync(context, refusal.Status, refusal.Body);
        return otherwise && await Wire.SayAsync(context, 200, Wires.Reply("A"));
    }

    // First the message; then, where the conversation comes back as it should, "A".
    private static Task<ChatServer> TalkingAsync(string message, Func<string, string?> refuse) => Wire.ServeAsync(first: async context =>
    {
        JsonNode sent = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: Wire.Token))!;
        if (sent["messages"]!.AsArray().FirstOrDefault(each => each!["role"]!.GetValue<string>() == "assistant") is not { } earlier)
            return await Wire.SayAsync(context, 200, $$"""{"choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}""");
        return refuse(earlier.ToJsonString()) is { } refusal ? await Wire.SayAsync(context, 400, JsonSerializer.Serialize(new { error = new { message = refusal } })) : await Wire.SayAsync(context, 200, Wires.Reply("A"));
    });

    private static async Task<string> TwoStepsAsync(ChatServer server, bool calls)
    {
        IChatModel model = Wire.Open(server.Address);
        Tool[] tools = calls ? [new Tool("look", "Looks.", new Dictionary<string, string>())] : [];
        var request = new Request([new Message(Role.User, "Go on.")], tools, new Sampling()) { Purpose = "test" };
        Reply first = await model.ReplyAsync(request, Wire.Token);
        var said = new Message(Role.Assistant, first.Text) { Calls = first.Calls.Count > 0 ? first.Calls : null, Extra = first.Extra };
        Message next = calls ? new Message(Role.Tool, "Done.") { CallId = first.Calls[0].Id } : new Message(Role.User, "And now?");
        return (await model.ReplyAsync(request with { Messages = [.. request.Messages, said, next] }, Wire.Token)).Text;
    }
}
