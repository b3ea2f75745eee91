using Mesascope.Audits;
using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>A subject whose words are not kept: outcomes are, and why one is missing.</summary>
public sealed class WithoutTranscripts<TCase, TOutcome>(ISubject<TCase, TOutcome> subject) : ISubject<TCase, TOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Answer<TOutcome>> AnswerAsync(TCase @case, Seed randomness, CancellationToken cancellationToken = default) =>
        await subject.AnswerAsync(@case, randomness, cancellationToken).ConfigureAwait(false) with { Transcript = "", Unread = null };
}
