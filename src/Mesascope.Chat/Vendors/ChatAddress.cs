namespace Mesascope.Chat;

/// <summary>Where a chat model is to be found, as the command line names it.</summary>
/// <param name="Scheme">One of <see cref="Schemes"/>, or <c>scripted</c>.</param>
/// <param name="Model">The model's, the deployment's or the disposition's name.</param>
/// <param name="Endpoint">The server, of <c>http</c> and <c>https</c>; null where the vendor's is meant.</param>
public sealed record ChatAddress(string Scheme, string Model, Uri? Endpoint = null)
{
    /// <summary>The kinds of server.</summary>
    public static IReadOnlyList<string> Schemes { get; } = ["openai", "anthropic", "azure", "http", "https"];

    private static readonly string[] Added = ["/chat/completions", "/completions", "/responses", "/models"];

    /// <summary>Reads <c>openai:MODEL</c>, <c>anthropic:MODEL</c>, <c>azure:DEPLOYMENT</c>, <c>http(s)://host:port/v1#MODEL</c> or <c>scripted:NAME</c>.</summary>
    /// <exception cref="ArgumentException">It is none of these; the message is one line.</exception>
    public static ChatAddress Parse(string typed)
    {
        string scheme = typed[..Math.Max(0, typed.IndexOf(':'))], rest = typed[(scheme.Length + 1)..];
        if (scheme is "http" or "https") return OfServer(typed);
        if (scheme != "scripted" && !Schemes.Contains(scheme)) throw new ArgumentException($"\"{typed}\" names no chat model; those are openai:MODEL, anthropic:MODEL, azure:DEPLOYMENT, http://host:port/v1#MODEL and scripted:NAME.");
        if (string.IsNullOrWhiteSpace(rest)) throw new ArgumentException($"{typed} lacks the model's name, as in {scheme}:NAME.");
        return new ChatAddress(scheme, rest.Trim());
    }

    /// <inheritdoc/>
    public override string ToString() => Endpoint is { } endpoint ? $"{endpoint.GetLeftPart(UriPartial.Path)}#{Model}" : $"{Scheme}:{Model}";

    private static ChatAddress OfServer(string typed)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out Uri? uri)) throw new ArgumentException($"{typed} is no address; it looks like http://localhost:11434/v1#MODEL.");
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0) throw new ArgumentException("An address holds no user, password or query; give the name of an environment variable with the key by --key-env NAME.");
        string model = Uri.UnescapeDataString(uri.Fragment.TrimStart('#'));
        if (model.Length == 0) throw new ArgumentException($"{typed} lacks the model's name; add it as in {uri.GetLeftPart(UriPartial.Path)}#MODEL.");
        return new ChatAddress(uri.Scheme, model, new Uri(Base(uri)));
    }

    // Paths are added to it; a whole one that was pasted loses what would be added again.
    private static string Base(Uri uri)
    {
        string path = uri.GetLeftPart(UriPartial.Path);
        string? ending = Added.FirstOrDefault(ending => path.TrimEnd('/').EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return ending is null ? path : path.TrimEnd('/')[..^ending.Length];
    }
}
