using Microsoft.Extensions.AI;

namespace Mesascope.Chat;

/// <summary>Anthropic's: no probabilities of tokens, no seed.</summary>
internal sealed class AnthropicDialect : IDialect
{
    /// <inheritdoc/>
    public void Prepare(ChatOptions options, Sampling sampling, RequestForm form)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenChoice>? TokensOf(ChatResponse response) => null;

    /// <inheritdoc/>
    public string? ArgumentsOf(ChatResponse response, int call) => null;

    /// <inheritdoc/>
    public (string? Message, IReadOnlyList<string?> Calls, string? Ended) ExtrasOf(ChatResponse response) => (null, [], response.FinishReason?.Value);

    /// <inheritdoc/>
    public object? Raw(Message message) => null;
}
