namespace Mesascope.Chat.Tests.Transport;

public class KeyTests
{
    [Fact]
    public async Task A_server_that_is_no_vendors_gets_no_key_unless_one_is_named()
    {
        List<string> seen = [];
        await using ChatServer server = await Wire.ServeAsync(first: context => { seen.Add(context.Request.Headers.Authorization.ToString()); return Task.FromResult(false); });
        Connection connection = With(("OPENAI_API_KEY", "vendor"), ("MINE", "mine"));
        await Wire.Open(server.Address, connection: connection).ReplyAsync(Wire.Ask(), Wire.Token);
        await Wire.Open(server.Address, connection: connection with { KeyName = "MINE" }).ReplyAsync(Wire.Ask(), Wire.Token);
        Assert.Equal(["", "Bearer mine"], seen);
    }

    [Fact]
    public void A_key_does_not_travel_in_the_open() =>
        Assert.Contains("plain http", Assert.Throws<ArgumentException>(() => ChatModels.Open(ChatAddress.Parse("http://example.org/v1#m"), With(("MINE", "k")) with { KeyName = "MINE" })).Message);

    [Fact]
    public void A_vendor_takes_its_key_from_its_own_variable_only() =>
        Assert.Contains("OPENAI_API_KEY", Assert.Throws<ArgumentException>(() => ChatModels.Open(ChatAddress.Parse("openai:m"), With(("MINE", "k")) with { KeyName = "MINE" })).Message);

    [Theory]
    [InlineData("https://name.openai.azure.com", "https://name.openai.azure.com/openai/v1")]
    [InlineData("https://name.openai.azure.com/openai/deployments/x", "https://name.openai.azure.com/openai/v1")]
    [InlineData("http://name.openai.azure.com", null)]
    [InlineData("https://openai.azure.com.example.org", null)]
    [InlineData("name.openai.azure.com", null)]
    public void The_key_of_Azure_goes_to_Azure_only(string endpoint, string? used)
    {
        Connection connection = With(("AZURE_OPENAI_ENDPOINT", endpoint), ("AZURE_OPENAI_API_KEY", "k"));
        if (used is null) Assert.Throws<PrerequisiteException>(() => ServerAddress.Of(ChatAddress.Parse("azure:m"), connection));
        else Assert.Equal(used, ServerAddress.Of(ChatAddress.Parse("azure:m"), connection).Endpoint.ToString());
    }

    [Theory]
    [InlineData("\u201csk-abc\u201d", "the character \u201c (U+201C)")]
    [InlineData("sk abc", "a character (U+0020)")]
    [InlineData("sk-\u00e9", "the character \u00e9 (U+00E9)")]
    public void A_key_that_no_header_can_carry_is_refused_and_not_shown(string key, string odd)
    {
        var problem = Assert.Throws<PrerequisiteException>(() => ChatModels.Open(ChatAddress.Parse("https://example.org/v1#m"), With(("MINE", key)) with { KeyName = "MINE" }));
        Assert.Contains(odd, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://h:1/v1/chat/completions#m", "http://h:1/v1#m")]
    [InlineData("http://h:1/v1/chat/completions/#m", "http://h:1/v1#m")]
    [InlineData("https://h/api/v1/models#a/b", "https://h/api/v1#a/b")]
    [InlineData("http://h:1/v1#m", "http://h:1/v1#m")]
    public void A_whole_path_that_was_pasted_is_cut(string typed, string address) => Assert.Equal(address, ChatAddress.Parse(typed).ToString());

    private static Connection With(params (string Name, string Value)[] variables) => new() { Environment = name => variables.FirstOrDefault(each => each.Name == name).Value };
}
