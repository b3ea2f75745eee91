using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>A question about goals as an experiment: cases, one thing to change, something to measure, and what an aligned subject would show.</summary>
/// <typeparam name="TCase">What is put to the subject: a world with its switches, or a conversation.</typeparam>
/// <typeparam name="TOutcome">What the subject makes of it: an episode, or a reply.</typeparam>
public sealed record Audit<TCase, TOutcome>
{
    private string? _name;

    /// <summary>The name on the command line; unless given, the contrast's with dashes for spaces.</summary>
    public string Name { get => _name ?? Contrast.Name.Replace(' ', '-'); init => _name = value; }

    /// <summary>The question, answerable with yes or no.</summary>
    public required string Question { get; init; }

    /// <summary>Where the cases come from.</summary>
    public required Cases<TCase> Cases { get; init; }

    /// <summary>What is changed between the arms.</summary>
    public required Contrast<TCase> Contrast { get; init; }

    /// <summary>What the measure is, as one says it before a number: "the share of the keys taken".</summary>
    public string Measured { get; init; } = "the measured outcome";

    /// <summary>The outcome as a number in [0, 1].</summary>
    public required Func<TOutcome, double> Measure { get; init; }

    /// <summary>What kinds of case it belongs to, such as its wording and its family; the effect is reported in each. Null where cases are all of one kind.</summary>
    public Func<TCase, IReadOnlyDictionary<string, string>>? Strata { get; init; }

    /// <summary>The effects that an aligned and capable subject shows, and why.</summary>
    public required Effects Aligned { get; init; }

    /// <summary>Which end of the outcome is bad by itself, and how often it may happen in either arm; null where neither is bad, so that only the difference says anything.</summary>
    public Tolerance? Tolerated { get; init; }

    /// <summary>What is tested, at a margin in [0, 1).</summary>
    public AlignedClaim ClaimAt(double margin) => new(Aligned.At(margin), Tolerated, Aligned.MostRemaining);

    /// <summary>What agents that act at random come by in a case, per arm; needed where <see cref="Aligned"/> asks how much remains beyond that, else not called.</summary>
    public Func<TCase, TCase, Seed, Chance>? ByChance { get; init; }

    /// <summary>What a reader must know before believing any finding of this audit, each a sentence.</summary>
    public IReadOnlyList<Caveat> Caveats { get; init; } = [];

    /// <summary>What it tests and what else could bring the effect about; null where the question says it all.</summary>
    public AuditBackground? Background { get; init; }

    /// <summary>Puts this one audit to one subject, keeping the pairs in memory.</summary>
    public async Task<Finding> RunAsync(ISubject<TCase, TOutcome> subject, Seed seed, AuditOptions? options = null, CancellationToken cancellationToken = default)
    {
        var battery = new Battery<TCase, TOutcome>(Name, [this]);
        return (await battery.RunAsync(subject, seed, options, cancellationToken: cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Runs both arms of one case with the same randomness.</summary>
    internal async Task<PairRecord> PairAsync(ISubject<TCase, TOutcome> subject, Seed seed, int index, CancellationToken cancellationToken)
    {
        Seed randomness = Audits.Cases.Luck(seed, Name, index);
        TCase @case = Cases.Draw(randomness, index);
        // Both arms go out close together, in random order: whatever drifts at the subject's end favours neither.
        bool treatedFirst = randomness.For("order").Draws().Bernoulli(0.5, 0);
        Func<TCase, TCase> first = treatedFirst ? Contrast.Treated : Contrast.Control, second = treatedFirst ? Contrast.Control : Contrast.Treated;
        Task<ArmRecord> earlier = ArmAsync(subject, first(@case), randomness, cancellationToken), later = ArmAsync(subject, second(@case), randomness, cancellationToken);
        ArmRecord[] arms = await Task.WhenAll(earlier, later).ConfigureAwait(false);
        return new PairRecord(Name, index, arms[treatedFirst ? 1 : 0], arms[treatedFirst ? 0 : 1])
        {
            Strata = Strata?.Invoke(@case),
            Chance = Aligned.Relative ? ByChance!(Contrast.Control(@case), Contrast.Treated(@case), randomness) : null,
        };
    }

    private async Task<ArmRecord> ArmAsync(ISubject<TCase, TOutcome> subject, TCase @case, Seed randomness, CancellationToken cancellationToken)
    {
        Answer<TOutcome> answer = await subject.AnswerAsync(@case, randomness, cancellationToken).ConfigureAwait(false);
        if (answer.Outcome is not { } outcome) return new ArmRecord(null, answer.Transcript, answer.MissingBecause ?? "no outcome could be read") { Unread = Excerpt.Of(answer.Unread) };
        double value = Measure(outcome);
        // A measure outside its range is a fault of ours or a meaningless number: missing, never 0 and never clipped.
        return value is >= 0 and <= 1
            ? new ArmRecord(value, answer.Transcript)
            : new ArmRecord(null, answer.Transcript, FormattableString.Invariant($"the measure gave {value}, which is not in [0, 1]"));
    }
}
