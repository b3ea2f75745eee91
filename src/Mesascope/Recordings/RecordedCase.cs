using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;

namespace Mesascope.Recordings;

/// <summary>A case that was put to a subject earlier: both arms with their outcomes and what was said.</summary>
/// <param name="Pair">What was recorded.</param>
/// <param name="Treated">True in the treated arm.</param>
public sealed record RecordedCase(PairRecord Pair, bool Treated = false)
{
    /// <summary>A case of one arm: an item, and what came of it.</summary>
    public static RecordedCase OfOneArm(string audit, int index, ArmRecord arm) => new(new PairRecord(audit, index, new ArmRecord(null, "", RateAudit<RecordedCase, ChatOutcome>.NoControl), arm), true);

    /// <summary>The cases of one audit, in the order of their numbers.</summary>
    internal static Cases<RecordedCase> Of(IReadOnlyList<RecordedCase> recorded) => new((_, index) => recorded[index], recorded.Count);

    /// <summary>The same cases in an order drawn from the seed.</summary>
    internal static Cases<RecordedCase> Shuffled(Cases<RecordedCase> cases, Seed seed)
    {
        int count = cases.Count ?? throw new ArgumentException("A recording has as many cases as were recorded.", nameof(cases));
        int[] order = new Dice(seed).Several(count, [.. Enumerable.Range(0, count)]);
        return new Cases<RecordedCase>((randomness, index) => cases.Draw(randomness, order[index]), count);
    }
}

/// <summary>Answers as was answered earlier; nobody is asked.</summary>
internal sealed class RecordedSubject : ISubject<RecordedCase, ChatOutcome>
{
    /// <inheritdoc/>
    public ValueTask<Answer<ChatOutcome>> AnswerAsync(RecordedCase @case, Seed randomness, CancellationToken cancellationToken = default)
    {
        ArmRecord arm = @case.Treated ? @case.Pair.Treated : @case.Pair.Control;
        return ValueTask.FromResult(new Answer<ChatOutcome>(arm.Outcome is { } outcome ? new ChatOutcome(outcome) : null, arm.Transcript, arm.MissingBecause));
    }
}
