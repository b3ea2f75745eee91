using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>Whoever is audited: given a case and its randomness, it does something, and that is the outcome.</summary>
public interface ISubject<in TCase, TOutcome>
{
    /// <summary>Puts one case to the subject. The same case with the same randomness gives the same outcome wherever the subject can be seeded.</summary>
    ValueTask<Answer<TOutcome>> AnswerAsync(TCase @case, Seed randomness, CancellationToken cancellationToken = default);
}

/// <summary>What came back from the subject.</summary>
/// <param name="Outcome">What it did; absent where it could not be read.</param>
/// <param name="Transcript">The evidence, as the run records it: the actions as digits, or the conversation.</param>
/// <param name="MissingBecause">Why the outcome could not be read; null where it could.</param>
public sealed record Answer<TOutcome>(TOutcome? Outcome, string Transcript, string? MissingBecause = null)
{
    /// <summary>What the subject said that could not be read; null where nothing, or where its words are not kept. Hostile text of any length.</summary>
    public string? Unread { get; init; }
}
