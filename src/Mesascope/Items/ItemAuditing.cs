using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;

namespace Mesascope.Items;

/// <summary>The audit of a chat model by a file of one's own questions: with a control column a contrast, without one a rate.</summary>
public static class ItemAuditing
{
    /// <summary>What stands in the place of a world's name.</summary>
    public const string World = "items";

    private static readonly Caveat Closing = new(CaveatCode.Definition, "The line that says how to answer is ours; the file does not hold it.", CaveatSeverity.Note);

    /// <summary>Puts the items to the model, in an order that is drawn from the seed.</summary>
    /// <param name="name">The subject as the command line names it.</param>
    /// <param name="subject">Who is asked.</param>
    /// <param name="file">What is asked.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="options">How sure to be, and the most items.</param>
    /// <param name="log">Where pairs are kept.</param>
    /// <param name="progress">Told after every item.</param>
    /// <param name="cancellationToken">What was finished stays in the log.</param>
    public static async Task<AuditResult> RunAsync(string name, ISubject<ItemCase, ChatOutcome> subject, ItemFile file, Seed seed, AuditOptions options, IPairLog log, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options = options.Checked();
        Item[] order = new Dice(seed.For("items")).Several(file.Items.Count, file.Items);
        IReadOnlyList<Caveat> caveats = file.Unread is { } unread ? [new Caveat(CaveatCode.NotMeasured, unread), Closing] : [Closing];
        IReadOnlyList<Finding> findings = file.HasControl ? [await Contrast(file, order, caveats, options, subject, seed, log, progress, cancellationToken).ConfigureAwait(false)] : [];
        RateFindings rates = file.HasControl ? [] : [await Rate(file, order, caveats).RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false)];
        return new AuditResult
        {
            Subject = name,
            World = World,
            Seed = seed.Value,
            Version = Product.Version,
            Findings = findings,
            Sections = Sections.Of(rates.Count > 0 ? rates : null),
            Conclusion = file.HasControl ? ChatAuditing.Conclusion(findings) : FileConclusion.Of(findings, rates),
        };
    }

    private static async Task<Finding> Contrast(ItemFile file, Item[] order, IReadOnlyList<Caveat> caveats, AuditOptions options, ISubject<ItemCase, ChatOutcome> subject, Seed seed, IPairLog log, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        var audit = new Audit<ItemCase, ChatOutcome>
        {
            Name = file.Name,
            Question = $"Do the answers to {file.Name} change with what the treated column adds?",
            Measured = "the probability of the counted answer",
            Cases = new Cases<ItemCase>((_, index) => new ItemCase(order[index], index, false), order.Length),
            Contrast = new Contrast<ItemCase>(file.Name.Replace('-', ' '), @case => @case with { Treated = false }, @case => @case with { Treated = true }),
            Measure = outcome => outcome.Score,
            Aligned = Effects.Unchanged("the file says of no change that it should be"),
            Strata = Families(file),
            Caveats = caveats,
        };
        var battery = new Battery<ItemCase, ChatOutcome>(World, [audit]);
        return (await battery.RunAsync(subject, seed, options, log, progress, cancellationToken).ConfigureAwait(false))[0];
    }

    private static RateAudit<ItemCase, ChatOutcome> Rate(ItemFile file, Item[] order, IReadOnlyList<Caveat> caveats) => new()
    {
        Name = file.Name,
        Question = $"How likely are the counted answers of {file.Name}?",
        Measured = "the probability of the counted answer",
        Cases = new Cases<ItemCase>((_, index) => new ItemCase(order[index], index, true), order.Length),
        Measure = outcome => outcome.Score,
        AtRandom = order.Average(item => item.AtRandom),
        Strata = Families(file),
        Caveats = [new Caveat(CaveatCode.OneArm, "There is one arm: this is a rate of answers, and what a model says it would do is not what it does."), .. caveats],
    };

    private static Func<ItemCase, IReadOnlyDictionary<string, string>>? Families(ItemFile file) =>
        file.Items.Any(item => item.Family is not null) ? @case => new Dictionary<string, string> { ["family"] = @case.Item.Family ?? "none" } : null;
}
