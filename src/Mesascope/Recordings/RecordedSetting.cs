using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;

namespace Mesascope.Recordings;

/// <summary>One model setting of a recording: who answered, and what can be asked of the answers.</summary>
public sealed record RecordedSetting
{
    /// <summary>What tells it from the others of its recording; the part after <c>#</c> on the command line. Empty where there is only one.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that it goes by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The world of the record, where it has one: that of an earlier run, else <see cref="RecordedAuditing.World"/>.</summary>
    public string World { get; init; } = RecordedAuditing.World;

    /// <summary>The seed that the record was drawn from; null where it knows none.</summary>
    public ulong? Seed { get; init; }

    /// <summary>False where the number of cases was fixed before the first was asked: fixed-n intervals may then be read, and nothing stops early.</summary>
    public bool EarlyStop { get; init; }

    /// <summary>True where the order of its cases was drawn before they were asked, as in an earlier run of this program. The order of any other file may be one of time or topic: it is shuffled from the seed before it is looked at case by case.</summary>
    public bool InDrawnOrder { get; init; }

    /// <summary>Questions with two arms.</summary>
    public required IReadOnlyList<Audit<RecordedCase, ChatOutcome>> Audits { get; init; }

    /// <summary>Questions with one.</summary>
    public IReadOnlyList<RateAudit<RecordedCase, ChatOutcome>> Rates { get; init; } = [];

    /// <summary>What was published about it, beside what comes out here.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init; } = [];

    /// <summary>Why the findings of some questions stay undecided whatever their pairs say: audit → sentence.</summary>
    public IReadOnlyDictionary<string, Caveat> Withheld { get; init; } = new Dictionary<string, Caveat>();

    /// <summary>The same with only some of its questions, in its own order; null for all.</summary>
    /// <exception cref="ArgumentException">It has no question of that name.</exception>
    public RecordedSetting With(IReadOnlyList<string>? names)
    {
        if (names is null) return this;
        string[] known = [.. Questions];
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } foreign) throw new ArgumentException($"This recording holds no {foreign}; it holds: {string.Join(", ", known)}.");
        return this with { Audits = [.. Audits.Where(audit => names.Contains(audit.Name))], Rates = [.. Rates.Where(rate => names.Contains(rate.Name))] };
    }

    /// <summary>The same in an order drawn from the seed; itself where its order was drawn already. The same seed gives the same order, so a resumed run goes on where it stopped.</summary>
    internal RecordedSetting Shuffled(Seed seed) => InDrawnOrder ? this : this with
    {
        Audits = [.. Audits.Select(audit => audit with { Cases = RecordedCase.Shuffled(audit.Cases, seed.For("recorded order:" + audit.Name)) })],
        Rates = [.. Rates.Select(rate => rate with { Cases = RecordedCase.Shuffled(rate.Cases, seed.For("recorded order:" + rate.Name)) })],
    };

    /// <summary>The names of its questions.</summary>
    public IEnumerable<string> Questions => [.. Audits.Select(audit => audit.Name), .. Rates.Select(rate => rate.Name)];
}
