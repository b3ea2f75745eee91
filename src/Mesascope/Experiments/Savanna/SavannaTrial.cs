using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Drives bred in the savanna, and what becomes of them when the modern world satisfies them without what they were for.</summary>
/// <remarks>Ours: docs/methods/savanna.md.</remarks>
public sealed record SavannaReplication
{
    /// <summary>What the drives are called, in their order.</summary>
    public static IReadOnlyList<string> DriveNames { get; } = ["food", "sex", "bond", "status", "safety"];

    /// <summary>What the decoy drives are called, in their order: see <see cref="Learning.SavannaLife.Decoys"/>.</summary>
    public static IReadOnlyList<string> DecoyNames { get; } = ["silent", "chance", "idle", "harm"];

    /// <summary>Where they are bred; no switch is on.</summary>
    public required Savanna Ancestral { get; init; }

    /// <summary>How they live and breed.</summary>
    public required PopulationSettings Population { get; init; }

    /// <summary>Generations before the shift, at least 1.</summary>
    public required int Before { get; init; }

    /// <summary>Generations after it, at least 20.</summary>
    public required int After { get; init; }

    /// <summary>Generations from one shift to the next, each at least 1.</summary>
    public required IReadOnlyList<int> Periods { get; init; }

    /// <summary>Generations that are lived under each period, at least the longest of them.</summary>
    public required int Shifting { get; init; }

    /// <summary>Lives that each member lives in an assay.</summary>
    public int AssayLives { get; init; } = 2;

    /// <summary>Whether each lineage has a twin that is evolved, from a seed of its own, with decoy drives beside the five.</summary>
    public bool Decoys { get; init; }

    /// <summary>The modern worlds: one for each drive's substitute, then all together.</summary>
    public IReadOnlyList<Savanna> ModernWorlds =>
    [
        Ancestral with { Superstimulus = true }, Ancestral with { Contraception = true }, Ancestral with { HollowCompany = true },
        Ancestral with { HollowStatus = true }, Ancestral with { EffortlessSafety = true },
        Ancestral with { Superstimulus = true, Contraception = true, HollowCompany = true, HollowStatus = true, EffortlessSafety = true },
    ];

    /// <summary>Everything that is measured in one lineage.</summary>
    /// <param name="seed">Of the lineage.</param>
    /// <param name="cancellationToken">Looked at once a generation.</param>
    public SavannaRun Run(ulong seed, CancellationToken cancellationToken = default)
    {
        var luck = new Seed(seed);
        var bred = new SavannaPopulation(Population, luck.For("ancestry"));
        List<Moment> ancestry = Live(bred, Ancestral, Before, cancellationToken);
        IReadOnlyList<Savanna> modern = ModernWorlds;
        return new SavannaRun
        {
            Ancestry = ancestry,
            Modern = [.. modern.Select((world, i) => Live(bred.Branch(luck.For("modern", i)), world, After, cancellationToken))],
            Assays = [.. modern.Prepend(Ancestral).Select((world, i) => DriveAssay.Of(bred, world, Population.Life, AssayLives, luck.For("assay", i)))],
            Survived = [.. modern.Select((world, i) => Live(bred.Branch(luck.For("dying out", i), canDieOut: true), world, After, cancellationToken).Count)],
            Shifts = [.. Periods.Select(period => Shift(bred.Branch(luck.For("shifting", period)), period, luck.For("order", period), cancellationToken))],
            Decoyed = Decoys ? Live(new SavannaPopulation(Population with { Decoys = true }, luck.For("decoys")), Ancestral, Before, cancellationToken) : [],
        };
    }

    /// <summary>Fitness of drives that nobody bred: those of the first generation, drawn anew as often as there are generations. The budget of breeding, spent on chance; the best of it.</summary>
    public double BestByChance(ulong seed, CancellationToken cancellationToken = default)
    {
        double best = 0;
        for (int draw = 0; draw < Before; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var drawn = new SavannaPopulation(Population, new Seed(seed).For("chance", draw));
            drawn.Live(Ancestral);
            best = Math.Max(best, Moment.Of(drawn).Fitness);
        }
        return best;
    }

    private static List<Moment> Live(SavannaPopulation population, Savanna world, int generations, CancellationToken cancellationToken)
    {
        var moments = new List<Moment>(generations);
        for (int generation = 0; generation < generations && population.Count > 0; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            population.Live(world);
            moments.Add(Moment.Of(population));
            population.Breed();
        }
        return moments;
    }

    // One substitute at a time; the next is always another one. Kept of each period: which world, and the fitness at its end.
    private List<PeriodEnd> Shift(SavannaPopulation population, int period, Seed order, CancellationToken cancellationToken)
    {
        var ends = new List<PeriodEnd>();
        int world = order.Draws().Choice(Savanna.Drives, 0);
        for (int shift = 1; shift * period <= Shifting; shift++)
        {
            List<Moment> lived = Live(population, ModernWorlds[world], period, cancellationToken);
            ends.Add(new(world, lived.TakeLast((period + 3) / 4).Average(moment => moment.Fitness), lived.TakeLast((period + 3) / 4).Average(moment => moment.Felt)));
            world = (world + 1 + order.Draws(shift).Choice(Savanna.Drives - 1, 0)) % Savanna.Drives;
        }
        return ends;
    }
}

/// <summary>The end of one period between shifts.</summary>
/// <param name="World">Which drive's substitute was on.</param>
/// <param name="Fitness">Raised young per life over its last quarter.</param>
/// <param name="Felt">Inner reward per step of life there.</param>
public sealed record PeriodEnd(int World, double Fitness, double Felt);

/// <summary>What one lineage came to.</summary>
public sealed record SavannaRun
{
    /// <summary>Generation by generation, where they were bred.</summary>
    public required IReadOnlyList<Moment> Ancestry { get; init; }

    /// <summary>Generation by generation after the shift. Shape [6 modern worlds][generations].</summary>
    public required IReadOnlyList<IReadOnlyList<Moment>> Modern { get; init; }

    /// <summary>The bred drives put to each world: ancestral first, then the modern ones.</summary>
    public required IReadOnlyList<DriveAssay> Assays { get; init; }

    /// <summary>How many generations lived after the shift where they can die out: every raised young is one child at most. Shape [6 modern worlds].</summary>
    public required IReadOnlyList<int> Survived { get; init; }

    /// <summary>The ends of the periods. Shape [periods][shifts].</summary>
    public required IReadOnlyList<IReadOnlyList<PeriodEnd>> Shifts { get; init; }

    /// <summary>Generation by generation before any shift, of the twin with decoy drives: weights of the five, then of the decoys. Empty where it was left out.</summary>
    public required IReadOnlyList<Moment> Decoyed { get; init; }
}
