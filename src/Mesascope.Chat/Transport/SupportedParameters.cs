using System.Text.RegularExpressions;

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

/// <summary>When the fields of an earlier reply that we do not know, such as its reasoning, are sent back with it.</summary>
internal enum SentBack
{
    /// <summary>With replies that call tools, as vendors of models that reason ask for.</summary>
    WithCalls,

    /// <summary>With every reply.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>How a request is put to a server.</summary>
/// <param name="Without">What is left out.</param>
/// <param name="CompletionTokens">True where the most tokens go by <c>max_completion_tokens</c>, false where by <c>max_tokens</c>.</param>
/// <param name="TopLogProbabilities">How many likely tokens are asked for at each place.</param>
internal sealed record RequestForm(SamplingParameters Without, bool CompletionTokens, int TopLogProbabilities)
{
    /// <summary>The most tokens that the server lets one ask for; null where it takes what is asked.</summary>
    public int? MostTokens { get; init; }

    /// <summary>When unknown fields of earlier replies are sent back.</summary>
    public SentBack SentBack { get; init; }

    public bool Sends(SamplingParameters parameter) => !Without.HasFlag(parameter);
}

/// <summary>Which parameters a server takes. One that it calls unsupported is left out for the rest of the run, and every reply says so.</summary>
/// <param name="without">Those that are known beforehand not to be taken.</param>
/// <param name="completionTokens">True where the most tokens are first sent as <c>max_completion_tokens</c>, false where as <c>max_tokens</c>.</param>
internal sealed partial class SupportedParameters(SamplingParameters without, bool completionTokens)
{
    private const int FewestTokens = 16, FailuresBeforeTrying = 3, MostTrials = 3;
    private const SamplingParameters AllButTokens = SamplingParameters.LogProbabilities | SamplingParameters.Seed | SamplingParameters.TopP | SamplingParameters.Temperature;

    private static readonly (string Name, SamplingParameters Parameter, Regex Written)[] Known =
    [
        ("top_logprobs", SamplingParameters.LogProbabilities, TopLogProbs()), ("logprobs", SamplingParameters.LogProbabilities, LogProbs()), ("temperature", SamplingParameters.Temperature, Temperature()),
        ("top_p", SamplingParameters.TopP, TopP()), ("seed", SamplingParameters.Seed, Seed()), ("max_completion_tokens", SamplingParameters.MaxTokens, MaxCompletionTokens()), ("max_tokens", SamplingParameters.MaxTokens, MaxTokens()),
    ];

    private readonly Lock _changing = new();
    private readonly Dictionary<RequestKind, int> _trials = [];
    private bool _otherNameTried;
    private int _failures, _changesOfFields;

    /// <summary>How a request is put now.</summary>
    public RequestForm Form { get; private set; } = new(without, completionTokens, 20);

    /// <summary>True once a request in the present form was answered.</summary>
    public bool IsProven { get; private set; }

    /// <summary>What is left out, in words; null where nothing is.</summary>
    public static IReadOnlyList<string>? NamesOf(RequestForm form)
    {
        List<string> names = [.. Known.Where(known => form.Without.HasFlag(known.Parameter) && known.Name is not ("top_logprobs" or "max_completion_tokens")).Select(known => known.Name)];
        if (form is { MostTokens: { } most } && form.Sends(SamplingParameters.MaxTokens)) names.Add(FormattableString.Invariant($"max_tokens above {most}"));
        return names.Count > 0 ? names : null;
    }

    /// <summary>True where a refusal names a parameter that may be put differently.</summary>
    public static bool Names(string? said, string? parameter) => Named(said, parameter) is not null || Fields().IsMatch($"{said} {parameter}");

    /// <summary>A request in this form was answered.</summary>
    public void Accepted(RequestForm sent)
    {
        if (IsProven) return;
        lock (_changing) IsProven = Form == sent;
    }

    /// <summary>Takes in a refusal.</summary>
    /// <param name="problem">What the server said.</param>
    /// <param name="sent">How the refused request was put.</param>
    /// <param name="maxTokens">The most tokens that the request asks for.</param>
    /// <returns>True where it may now be taken, since it will be put differently.</returns>
    public bool Learn(ServerException problem, RequestForm sent, int maxTokens)
    {
        if (problem.Fault is not (ServerFault.Refused or ServerFault.Failed) || Otherwise(problem, sent, maxTokens) is not { } form) return false;
        lock (_changing)
        {
            if (Form != sent) return true; // somebody else has learned meanwhile
            // A server that both wants the fields and refuses them is not to be pleased.
            if (form.SentBack != sent.SentBack && ++_changesOfFields > 2) return false;
            _otherNameTried |= form.CompletionTokens != sent.CompletionTokens;
            (Form, IsProven) = (form, false);
            return true;
        }
    }

    /// <summary>Forms that a server may take which fails at every request and does not say why: each leaves out more. None once a request was answered, or where its words tell of another cause, or where a few requests of the kind were put in all of them in vain.</summary>
    public IReadOnlyList<RequestForm> Leaner(ServerException problem, RequestForm sent, int maxTokens, RequestKind kind)
    {
        if (problem.Fault is not (ServerFault.Refused or ServerFault.Failed)) return [];
        lock (_changing)
            if (IsProven || _trials.GetValueOrDefault(kind) >= MostTrials || problem.Fault == ServerFault.Failed && ++_failures < FailuresBeforeTrying) return [];
        string said = problem.Said ?? "";
        if (ServerFaults.IsTooLong(said)) return [.. Enumerable.Range(1, 4).Select(halvings => maxTokens >> (2 * halvings)).Where(most => most >= FewestTokens).Select(most => sent with { MostTokens = most })];
        if (ServerFaults.IsWithheld(said) || LostKinds.Named(said) != RequestKind.Plain) return [];
        return [.. new[] { SamplingParameters.LogProbabilities, SamplingParameters.LogProbabilities | SamplingParameters.Seed, AllButTokens, AllButTokens | SamplingParameters.MaxTokens }.Select(less => sent with { Without = sent.Without | less }).Where(form => form != sent).Distinct()];
    }

    /// <summary>Says before a request is put in leaner forms whether that may still help.</summary>
    public bool MayTry(RequestForm sent, RequestKind kind)
    {
        lock (_changing) return Form == sent && !IsProven && (_trials[kind] = _trials.GetValueOrDefault(kind) + 1) <= MostTrials;
    }

    /// <summary>Takes in that a leaner form was answered where the present one was not, before and after.</summary>
    public void Adopt(RequestForm form, RequestForm instead)
    {
        lock (_changing)
            if (Form == instead) (Form, IsProven) = (form, true);
    }

    // How to put it instead; null where the refusal names nothing that can be put differently.
    private RequestForm? Otherwise(ServerException problem, RequestForm sent, int maxTokens)
    {
        string words = $"{problem.Said} {problem.Parameter}";
        if (Fields().IsMatch(words))
            return Wanted().IsMatch(words) ? sent.SentBack == SentBack.Always ? null : sent with { SentBack = SentBack.Always } : sent.SentBack == SentBack.Never ? null : sent with { SentBack = SentBack.Never };
        if (Named(problem.Said, problem.Parameter) is not { } named || sent.Without.HasFlag(named.Parameter)) return null;
        if (named.Name == "top_logprobs" && sent.TopLogProbabilities > 5) return sent with { TopLogProbabilities = 5 };
        if (named.Parameter == SamplingParameters.MaxTokens)
        {
            int most = sent.MostTokens ?? maxTokens;
            if (TooMany().IsMatch(words) && most / 2 >= FewestTokens) return sent with { MostTokens = most / 2 };
            if (!_otherNameTried && named.Name == "max_completion_tokens" == sent.CompletionTokens) return sent with { CompletionTokens = !sent.CompletionTokens };
        }
        return sent with { Without = sent.Without | named.Parameter };
    }

    private static (string Name, SamplingParameters Parameter)? Named(string? said, string? parameter)
    {
        foreach ((string name, SamplingParameters known, Regex written) in Known)
            if (parameter is not null && written.IsMatch(parameter)) return (name, known);
        if (said is null || !Complaint().IsMatch(said)) return null;
        // The one that is named first is the culprit: "'max_tokens' is not supported; use 'max_completion_tokens'".
        var found = Known.Select(known => (known, Match: known.Written.Match(said))).Where(each => each.Match.Success).OrderBy(each => each.Match.Index).ThenByDescending(each => each.Match.Length).ToList();
        return found.Count > 0 ? (found[0].known.Name, found[0].known.Parameter) : null;
    }

    [GeneratedRegex("support|unknown|unrecogni|unexpected|extra|permitted|allowed|deprecated|cannot|invalid|default|forbidden|enabled|disabled|available|implemented|should be|must be|too (large|high|big)|exceed|range|less than|greater than|at most|maximum|unable", RegexOptions.IgnoreCase)]
    private static partial Regex Complaint();

    [GeneratedRegex("too (large|high|big|many)|exceed|less than|at most|maximum|range|larger than|greater than", RegexOptions.IgnoreCase)]
    private static partial Regex TooMany();

    [GeneratedRegex("reasoning_content|reasoning_details|thought_signature|extra_content|thinking_blocks|reasoning_text|property '?reasoning|\\breasoning\\b.{0,30}(unsupported|not permitted|forbidden|unexpected)|field '?reasoning'?", RegexOptions.IgnoreCase)]
    private static partial Regex Fields();

    [GeneratedRegex("missing|must be (passed|provided|included|sent|set|present|preserved)|required|pass(ed)? back|\\bexpected", RegexOptions.IgnoreCase)]
    private static partial Regex Wanted();

    [GeneratedRegex("top[_ ]?log_?probs", RegexOptions.IgnoreCase)]
    private static partial Regex TopLogProbs();

    [GeneratedRegex("log[_ -]?prob(s|abilit)", RegexOptions.IgnoreCase)]
    private static partial Regex LogProbs();

    [GeneratedRegex("\\btemperature\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Temperature();

    [GeneratedRegex("\\btop[_ -]?p\\b", RegexOptions.IgnoreCase)]
    private static partial Regex TopP();

    [GeneratedRegex("\\bseed\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Seed();

    [GeneratedRegex("\\bmax[_ ]?completion[_ ]?tokens\\b", RegexOptions.IgnoreCase)]
    private static partial Regex MaxCompletionTokens();

    [GeneratedRegex("\\bmax[_ ]?(output[_ ]?|new[_ ]?)?tokens\\b", RegexOptions.IgnoreCase)]
    private static partial Regex MaxTokens();
}
