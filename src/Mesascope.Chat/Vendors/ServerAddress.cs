using System.Globalization;

namespace Mesascope.Chat;

/// <summary>The server of a chat model, and the key that it may be given: a vendor's key goes to that vendor's hosts only, another server gets one only by name, and none travels in the open.</summary>
/// <param name="Endpoint">The address that paths are added to.</param>
/// <param name="Key">The key; null where none is sent.</param>
/// <param name="KeyName">The environment variable that it came from; null where none is sent.</param>
internal sealed record ServerAddress(Uri Endpoint, string? Key, string? KeyName)
{
    private static readonly string[] AzureHosts = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".openai.azure.us", ".openai.azure.cn"];

    /// <summary>Finds the server and the key of an address.</summary>
    /// <exception cref="PrerequisiteException">A variable that must hold a key or an address does not; the message names it.</exception>
    /// <exception cref="ArgumentException">The key would travel in the open.</exception>
    public static ServerAddress Of(ChatAddress address, Connection connection) => address.Scheme switch
    {
        "openai" => Vendor(address, new Uri("https://api.openai.com/v1"), "OPENAI_API_KEY", connection),
        "anthropic" => Vendor(address, new Uri("https://api.anthropic.com"), "ANTHROPIC_API_KEY", connection),
        "azure" => Vendor(address, Azure(address, connection), "AZURE_OPENAI_API_KEY", connection),
        _ => Named(address, address.Endpoint!, connection),
    };

    private static ServerAddress Vendor(ChatAddress address, Uri endpoint, string keyName, Connection connection)
    {
        if (connection.KeyName is not null) throw new ArgumentException($"--key-env is for servers that are no vendor's; {address.Scheme}: takes its key from {keyName}.");
        return new ServerAddress(connection.InsteadOfVendor ?? endpoint, KeyFrom(address, keyName, connection), keyName);
    }

    private static Uri Azure(ChatAddress address, Connection connection)
    {
        const string name = "AZURE_OPENAI_ENDPOINT";
        string written = connection.Environment(name) is { Length: > 0 } value ? value : throw new PrerequisiteException($"{address} needs the address of your resource in the environment variable {name}, such as https://NAME.openai.azure.com.");
        if (!Uri.TryCreate(written, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps || !AzureHosts.Any(host => uri.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)))
            throw new PrerequisiteException($"{name} holds no https address of Azure, such as https://NAME.openai.azure.com; for another host name it as the subject, https://host/v1#MODEL, with --key-env.");
        return new Uri(uri, "/openai/v1");
    }

    private static ServerAddress Named(ChatAddress address, Uri endpoint, Connection connection)
    {
        if (connection.KeyName is not { } name) return new ServerAddress(endpoint, null, null);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback) throw new ArgumentException($"A key is not sent over plain http to another machine; use https, or leave out --key-env.");
        return new ServerAddress(endpoint, KeyFrom(address, name, connection), name);
    }

    private static string KeyFrom(ChatAddress address, string name, Connection connection)
    {
        if (connection.Environment(name)?.Trim() is not { Length: > 0 } key) throw new PrerequisiteException($"{address} needs a key; put it into the environment variable {name}.");
        if (key.FirstOrDefault(c => c is < '!' or > '~') is not '\0' and var odd)
            throw new PrerequisiteException(string.Create(CultureInfo.InvariantCulture, $"The key in {name} holds {(odd > ' ' && !char.IsSurrogate(odd) ? $"the character {odd}" : "a character")} (U+{(int)odd:X4}), which no key has and no header can carry; copy the key again, without quotation marks and line breaks."));
        return key;
    }
}
