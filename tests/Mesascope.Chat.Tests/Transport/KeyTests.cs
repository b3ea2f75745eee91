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

    private static Connection With(params (string Name, string Value)[] variables) => new() { Environment = name => variables.FirstOrDefault(each => each.Name == name).Value };
}
