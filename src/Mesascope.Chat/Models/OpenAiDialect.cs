using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Mesascope.Chat;

/// <summary>OpenAI and every server that speaks as it does: probabilities of tokens, and two names for the most tokens.</summary>
internal sealed class OpenAiDialect : IDialect
{
    /// <summary>Tokens of a reply whose probabilities are kept: a letter is chosen at the beginning or not at all.</summary>
    public const int MostTokens = 8;

    /// <inheritdoc/>
    public void Prepare(ChatOptions options, Sampling sampling, RequestForm form)
    {
        bool logProbabilities = sampling.LogProbabilities && form.Sends(SamplingParameters.LogProbabilities);
        int? maxTokens = form.CompletionTokens ? null : options.MaxOutputTokens;
        if (maxTokens is not null) options.MaxOutputTokens = null;
        options.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
            if (logProbabilities) (raw.IncludeLogProbabilities, raw.TopLogProbabilityCount) = (true, form.TopLogProbabilities);
#pragma warning disable SCME0001 // the one way to send a parameter by its older name
            if (maxTokens is { } most) raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
            return raw;
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenChoice>? TokensOf(ChatResponse response)
    {
        if (response.RawRepresentation is not ChatCompletion { ContentTokenLogProbabilities: { Count: > 0 } tokens }) return null;
        return [.. tokens.Take(MostTokens).Select(token => new TokenChoice(token.Token, [.. token.TopLogProbabilities.Select(likely => new TokenProbability(likely.Token, likely.LogProbability))]))];
    }

    /// <inheritdoc/>
    public string? ArgumentsOf(ChatResponse response, int call) =>
        response.RawRepresentation is ChatCompletion { ToolCalls: { } calls } && call < calls.Count ? calls[call].FunctionArguments.ToString() : null;
}
