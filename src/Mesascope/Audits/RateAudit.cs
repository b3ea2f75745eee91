using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>A question with one arm: the same items as they are, something to measure, and no control. It is run over a number of items that is fixed beforehand and gives a rate, never a contrast.</summary>
public sealed record RateAudit<TCase, TOutcome>
{
    /// <summary>What stands in the record where the other arm would.</summary>
    public const string NoControl = "these items have one arm";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The question, answerable with a number.</summary>
    public required string Question { get; init; }

    /// <summary>What the outcome is, as one says it before a number.</summary>
    public required string Measured { get; init; }

    /// <summary>Where the items come from.</summary>
    public required Cases<TCase> Cases { get; init; }

    /// <summary>The outcome as a number in [0, 1].</summary>
    public required Func<TOutcome, double> Measure { get; init; }

    /// <summary>What it would be for one that answers at random; null where that is not known.</summary>
    public double? AtRandom { get; init; }

    /// <summary>What kinds of item it belongs to; null where items are all of one kind.</summary>
    public Func<TCase, IReadOnlyDictionary<string, string>>? Strata { get; init; }

    /// <summary>What a reader must know before believing it, each a sentence.</summary>
    public IReadOnlyList<Caveat> Caveats { get; init; } = [];

    /// <summary>Puts the items to the subject.</summary>
    /// <param name="subject">Whoever is asked.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="options">The level, and the most items.</param>
    /// <param name="log">Items that are already there are not asked again.</param>
    /// <param name="progress">Told after every item.</param>
    /// <param name="cancellationToken">What was finished stays in the log.</param>
    public async Task<RateFinding> RunAsync(ISubject<TCase, TOutcome> subject, Seed seed, AuditOptions options, IPairLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        int items = Math.Min(options.Budget, Cases.Count ?? int.MaxValue);
        using var slots = new SemaphoreSlim(options.Parallelism);
        var outcomes = new List<double?>();
        var reasons = new MissingReasons();
        Caveat? limit = null;
        await using var stream = new PairStream<Armed, TOutcome>(AsPairs(), new OneArmed(subject), seed, log, slots, items, options.Ahead, cancellationToken);
        try
        {
            while (outcomes.Count < items)
            {
                ArmRecord arm = (await stream.TakeAsync().ConfigureAwait(false)).Treated;
                outcomes.Add(arm.Outcome);
                reasons.Add(arm);
                progress?.Report(new AuditProgress(Name, outcomes.Count, items, Mean(outcomes), 0, 1, outcomes.Count == items));
            }
        }
        catch (LimitReachedException reached)
        {
            limit = new Caveat(CaveatCode.EndedEarly, $"{outcomes.Count} of {items} items were asked, because {reached.Message}.");
        }
        return Describe(outcomes, reasons, limit, options.Alpha);
    }

    private RateFinding Describe(List<double?> outcomes, MissingReasons reasons, Caveat? limit, double alpha)
    {
        int missing = outcomes.Count(outcome => outcome is null);
        Caveat? unread = missing == 0 ? null : new Caveat(CaveatCode.Missing, $"{missing} of {outcomes.Count} items had an outcome that could not be read ({reasons}); the interval allows for the worst they could have been.");
        (Interval interval, string method) = RateFinding.IntervalOf(outcomes, alpha);
        return new RateFinding
        {
            Name = Name,
            Question = Question,
            Measured = Measured,
            Rate = Mean(outcomes),
            Interval = interval,
            Alpha = alpha,
            Items = outcomes.Count,
            Missing = missing,
            Method = method,
            AtRandom = AtRandom,
            Caveats = [.. new[] { limit, unread }.OfType<Caveat>(), .. Caveats],
        };
    }

    private static double? Mean(List<double?> outcomes) => outcomes.Any(outcome => outcome is not null) ? outcomes.Average() : null;

    private Audit<Armed, TOutcome> AsPairs() => new()
    {
        Name = Name,
        Question = Question,
        Cases = new Cases<Armed>((randomness, index) => new Armed(Cases.Draw(randomness, index), false), Cases.Count, Cases.Block),
        Contrast = new Contrast<Armed>(Name, @case => @case, @case => @case with { Asked = true }),
        Measure = Measure,
        Aligned = Effects.Unchanged("there is nothing to compare with"),
        Strata = Strata is { } strata ? @case => strata(@case.Case) : null,
    };

    private sealed record Armed(TCase Case, bool Asked);

    // The control arm is not asked; its record says why it is empty.
    private sealed class OneArmed(ISubject<TCase, TOutcome> subject) : ISubject<Armed, TOutcome>
    {
        public ValueTask<Answer<TOutcome>> AnswerAsync(Armed @case, Seed randomness, CancellationToken cancellationToken = default) =>
            @case.Asked ? subject.AnswerAsync(@case.Case, randomness, cancellationToken) : ValueTask.FromResult(new Answer<TOutcome>(default, "", NoControl));
    }
}
