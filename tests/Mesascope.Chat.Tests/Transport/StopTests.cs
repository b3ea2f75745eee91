using System.Net;
using System.Net.Sockets;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>Where going on has no point: one line that says what to do.</summary>
public class StopTests
{
    private static readonly ChatAddress OpenAi = ChatAddress.Parse("openai:some-model");

    [Theory]
    [InlineData("openai:m", "OPENAI_API_KEY")]
    [InlineData("anthropic:m", "ANTHROPIC_API_KEY")]
    [InlineData("azure:m", "AZURE_OPENAI_ENDPOINT")]
    public void Without_a_key_the_line_names_the_variable(string address, string variable)
    {
        var problem = Assert.Throws<PrerequisiteException>(() => ChatModels.Open(ChatAddress.Parse(address), With([])));
        Assert.Contains(variable, problem.Message);
    }

    [Fact]
    public async Task A_wrong_key_stops_at_once_and_is_not_repeated()
    {
        int asked = 0;
        await using ChatServer server = await Wire.ServeAsync(first: context =>
        {
            asked++;
            return Wire.SayAsync(context, 401, """{"error":{"message":"Incorrect API key provided: sk-secret. Find yours elsewhere.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");
        });
        string line = await StopOf(Vendor(server, "sk-secret"));
        Assert.Equal("openai:some-model: the server does not accept the key in OPENAI_API_KEY (it says: Incorrect API key provided: ***. Find yours elsewhere); put a valid one there.", line);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_wrong_model_stops_at_once()
    {
        await using ChatServer server = await Wire.ServeAsync();
        Assert.Equal("openai:some-model: the server knows no such model, or no such address (it says: The model \"some-model\" does not exist; there is \"flatterer\"); see whether both are right.", await StopOf(Vendor(server, "k")));
    }

    [Fact]
    public async Task Without_a_network_it_says_so()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        string line = await StopOf(With([("OPENAI_API_KEY", "k")]) with { InsteadOfVendor = new Uri($"http://127.0.0.1:{port}/v1") });
        Assert.Equal("openai:some-model: no server can be reached there (nothing answers at the server's address); see whether the address is right, whether it runs, and whether this machine has a network.", line);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        int elsewhere = 0;
        await using ChatServer other = await Wire.ServeAsync(first: context => { elsewhere++; return Wire.SayAsync(context, 200, Wires.Reply("A")); });
        await using ChatServer server = await Wire.ServeAsync(first: context =>
        {
            context.Response.Headers.Location = $"{other.Address}/chat/completions";
            return Wire.SayAsync(context, 307, "");
        });
        Assert.Contains($"a redirection to {other.Address}/chat/completions, which is not followed", await StopOf(Vendor(server, "k")));
        Assert.Equal(0, elsewhere);
    }

    [Fact]
    public async Task An_empty_account_stops_at_once()
    {
        await using ChatServer server = await Wire.ServeAsync(first: context => Wire.SayAsync(context, 429, """{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}"""));
        Assert.Contains("nothing left to spend", await StopOf(Vendor(server, "k")));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_stops_the_run_and_no_reply_is_called_missing_for_it()
    {
        int asked = 0;
        await using ChatServer server = await Wire.ServeAsync(first: context => Interlocked.Increment(ref asked) > 40 ? Wire.SayAsync(context, 503, "") : Task.FromResult(false));
        var log = new Mesascope.Audits.PairMemory();
        var problem = await Assert.ThrowsAsync<PrerequisiteException>(() => Wire.FindingsAsync(Wire.Open(server.Address), null, 200, log));
        Assert.Contains("attempts in a row failed", problem.Message);
        Assert.All(log.Pairs, pair => Assert.True(pair.Control.MissingBecause is null && pair.Treated.MissingBecause is null));
    }

    [Fact]
    public async Task One_request_that_always_fails_is_missing_and_the_run_goes_on()
    {
        await using ChatServer server = await Wire.ServeAsync(first: context => Wire.SayAsync(context, 500, ""));
        var problem = await Assert.ThrowsAsync<ReplyMissingException>(() => Wire.Open(server.Address).ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Equal("the server answered 500", problem.Message);
    }

    private static Connection With((string Name, string Value)[] variables) => new() { Environment = name => variables.FirstOrDefault(each => each.Name == name).Value, RetryLimits = Wire.Brisk };

    private static Connection Vendor(ChatServer server, string key) => With([("OPENAI_API_KEY", key)]) with { InsteadOfVendor = server.Address };

    private static async Task<string> StopOf(Connection connection) =>
        (await Assert.ThrowsAsync<PrerequisiteException>(() => ChatModels.Open(OpenAi, connection).ReplyAsync(Wire.Ask(), Wire.Token))).Message;
}
