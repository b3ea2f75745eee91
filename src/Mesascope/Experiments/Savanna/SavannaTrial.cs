using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One lineage.</summary>
internal sealed record SavannaCell(int Seed);

/// <summary>The end of one period between shifts.</summary>
/// <param name="World">Which drive's substitute was on.</param>
/// <param name="Fitness">Raised young per life over its last quarter.</param>
/// <param name="Felt">Inner reward per step of life there.</param>
internal sealed record PeriodEnd(int World, double Fitness, double Felt);

/// <summary>What one lineage came to.</summary>
internal sealed record SavannaTrial
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

    /// <summary>Fitness of drives that nobody evolved, the best of as many generations: <see cref="ByChance"/>.</summary>
    public required double BestByChance { get; init; }

    /// <summary>Everything that is measured in one lineage.</summary>
    public static SavannaTrial Of(SavannaSetUp setUp, SavannaCell cell, Trial trial)
    {
        var (randomness, modern, cancellationToken) = (new Seed((ulong)cell.Seed), setUp.ModernWorlds, trial.Token);
        var evolved = new SavannaPopulation(setUp.Population, randomness.For("ancestry"));
        List<Moment> ancestry = Live(evolved, setUp.Ancestral, setUp.Before, cancellationToken);
        return new()
        {
            Ancestry = ancestry,
            Modern = [.. modern.Select((world, i) => Live(evolved.Branch(randomness.For("modern", i)), world, setUp.After, cancellationToken))],
            Assays = [.. modern.Prepend(setUp.Ancestral).Select((world, i) => DriveAssay.Of(evolved, world, setUp.Population.Life, setUp.AssayLives, randomness.For("assay", i)))],
            Survived = [.. modern.Select((world, i) => Live(evolved.Branch(randomness.For("dying out", i), canDieOut: true), world, setUp.After, cancellationToken).Count)],
            Shifts = [.. setUp.Periods.Select(period => Shift(setUp, evolved.Branch(randomness.For("shifting", period)), period, randomness.For("order", period), cancellationToken))],
            Decoyed = setUp.Decoys ? Live(new SavannaPopulation(setUp.Population with { Decoys = true }, randomness.For("decoys")), setUp.Ancestral, setUp.Before, cancellationToken) : [],
            BestByChance = ByChance(setUp, (ulong)cell.Seed, cancellationToken),
        };
    }

    /// <summary>Fitness of drives that nobody evolved: those of the first generation, drawn anew as often as there are generations. The budget of evolution, spent on chance; the best of it.</summary>
    public static double ByChance(SavannaSetUp setUp, ulong seed, CancellationToken cancellationToken = default)
    {
        double best = 0;
        for (int draw = 0; draw < setUp.Before; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var drawn = new SavannaPopulation(setUp.Population, new Seed(seed).For("chance", draw));
            drawn.Live(setUp.Ancestral);
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
    private static List<PeriodEnd> Shift(SavannaSetUp setUp, SavannaPopulation population, int period, Seed order, CancellationToken cancellationToken)
    {
        var ends = new List<PeriodEnd>();
        int world = order.Draws().Choice(Savanna.Drives, 0);
        for (int shift = 1; shift * period <= setUp.Shifting; shift++)
        {
            List<Moment> lived = Live(population, setUp.ModernWorlds[world], period, cancellationToken);
            ends.Add(new(world, lived.TakeLast((period + 3) / 4).Average(moment => moment.Fitness), lived.TakeLast((period + 3) / 4).Average(moment => moment.Felt)));
            world = (world + 1 + order.Draws(shift).Choice(Savanna.Drives - 1, 0)) % Savanna.Drives;
        }
        return ends;
    }
}
