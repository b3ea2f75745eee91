namespace Mesascope.Chat;

/// <summary>Sampling parameters by which a server can be asked for a reply.</summary>
[Flags]
internal enum SamplingParameters
{
    None = 0,
    Temperature = 1,
    TopP = 2,
    Seed = 4,
    MaxTokens = 8,
    LogProbabilities = 16,
}

/// <summary>How a request is put to a server.</summary>
/// <param name="Without">What is left out.</param>
/// <param name="CompletionTokens">True where the most tokens go by <c>max_completion_tokens</c>, false where by <c>max_tokens</c>.</param>
/// <param name="TopLogProbabilities">How many likely tokens are asked for at each place.</param>
internal sealed record RequestForm(SamplingParameters Without, bool CompletionTokens, int TopLogProbabilities)
{
    public bool Sends(SamplingParameters parameter) => !Without.HasFlag(parameter);
}

/// <summary>Which parameters a server takes. One that it calls unsupported is left out for the rest of the run, and every reply says so.</summary>
/// <param name="without">Those that are known beforehand not to be taken.</param>
/// <param name="completionTokens">True where the most tokens are first sent as <c>max_completion_tokens</c>, false where as <c>max_tokens</c>.</param>
internal sealed class TakenParameters(SamplingParameters without, bool completionTokens)
{
    private static readonly (string Name, SamplingParameters Parameter)[] Names =
    [
        ("top_logprobs", SamplingParameters.LogProbabilities), ("logprobs", SamplingParameters.LogProbabilities), ("temperature", SamplingParameters.Temperature), ("top_p", SamplingParameters.TopP),
        ("seed", SamplingParameters.Seed), ("max_completion_tokens", SamplingParameters.MaxTokens), ("max_tokens", SamplingParameters.MaxTokens),
    ];

    private static readonly string[] Complaints = ["support", "unknown", "unrecognized", "unexpected", "extra", "not permitted", "not allowed", "deprecated", "cannot both", "invalid", "default"];

    private readonly Lock _changing = new();
    private bool _otherNameTried;

    /// <summary>How a request is put now.</summary>
    public RequestForm Form { get; private set; } = new(without, completionTokens, 20);

    /// <summary>The names of what is left out; null where nothing is.</summary>
    public static IReadOnlyList<string>? NamesOf(SamplingParameters without) => without == SamplingParameters.None ? null
        : [.. Names.Where(known => without.HasFlag(known.Parameter) && known.Name is not ("top_logprobs" or "max_completion_tokens")).Select(known => known.Name)];

    /// <summary>Takes in a refusal.</summary>
    /// <param name="problem">What the server said.</param>
    /// <param name="sent">How the refused request was put.</param>
    /// <returns>True where it may now be taken, since it will be put differently.</returns>
    public bool Learn(ServerException problem, RequestForm sent)
    {
        if (problem.Fault != ServerFault.Refused || Named(problem) is not { } named) return false;
        lock (_changing)
        {
            if (Form != sent) return true; // somebody else has learned meanwhile
            if (named.Name == "top_logprobs" && sent.TopLogProbabilities > 5) Form = sent with { TopLogProbabilities = 5 };
            else if (named.Parameter == SamplingParameters.MaxTokens && !_otherNameTried && named.Name == "max_completion_tokens" == sent.CompletionTokens)
                (_otherNameTried, Form) = (true, sent with { CompletionTokens = !sent.CompletionTokens });
            else if (!sent.Without.HasFlag(named.Parameter)) Form = sent with { Without = sent.Without | named.Parameter };
            else return false;
            return true;
        }
    }

    private static (string Name, SamplingParameters Parameter)? Named(ServerException problem)
    {
        foreach ((string Name, SamplingParameters Parameter) known in Names)
            if (problem.Parameter == known.Name) return known;
        if (problem.Said is not { } said || !Complaints.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase))) return null;
        // The one that is named first is the culprit: "'max_tokens' is not supported; use 'max_completion_tokens'".
        var found = Names.Select(known => (known, At: said.IndexOf(known.Name, StringComparison.Ordinal))).Where(each => each.At >= 0).OrderBy(each => each.At).ThenByDescending(each => each.known.Name.Length).ToList();
        return found.Count > 0 ? found[0].known : null;
    }
}
