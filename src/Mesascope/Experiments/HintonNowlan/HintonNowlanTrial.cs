using System.Numerics;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replication 1: a needle in a haystack that evolution alone does not find, and evolution with learning does.</summary>
/// <remarks>Source: Hinton and Nowlan (1987), "How learning can guide evolution", Complex Systems 1, 495–502. Formulas and departures: docs/methods/hinton-nowlan.md.</remarks>
public sealed record HintonNowlanReplication
{
    /// <summary>The most loci there can be.</summary>
    public const int MostLoci = 63;

    /// <summary>Loci that must all be right, in [2, 63].</summary>
    public int Loci { get; init; } = 20;

    /// <summary>The probability that an allele is wrong ("0") at first, in [0, 1].</summary>
    public double Wrong { get; init; } = 0.25;

    /// <summary>The probability that it is right ("1") at first, in [0, 1]; what is left of 1 is "?", an allele that is learnt.</summary>
    public double Right { get; init; } = 0.25;

    /// <summary>Individuals, at least 2.</summary>
    public int Population { get; init; } = 1000;

    /// <summary>Trials in a life, at least 1.</summary>
    public int Trials { get; init; } = 1000;

    /// <summary>What a whole life of trials left would add to the fitness of 1, at least 0.</summary>
    public double Bonus { get; init; } = 19;

    /// <summary>Whether the crossover point may also lie before the first locus or after the last, where the child is a copy.</summary>
    public bool CrossoverAtEnds { get; init; } = true;

    /// <summary>The expected fitness of an individual of generation 0: in closed form, no simulation.</summary>
    /// <remarks>
    /// 1 + bonus/G · Σₖ C(L, k) ?ᵏ rightᴸ⁻ᵏ · E[n | q = 2⁻ᵏ], where n = G - T trials are left after learning at trial T:
    /// E[n | q] = Σₛ P(T ≤ s), s = 1 … G-1, = (G-1) - (1-q)(1 - (1-q)ᴳ⁻¹)/q.
    /// </remarks>
    public double ExpectedFitness()
    {
        double[] viable = ViableWithUnsure();
        double left = 0;
        for (int unsure = 0; unsure <= Loci; unsure++) left += viable[unsure] * ExpectedTrialsLeft(Math.ScaleB(1, -unsure), Trials);
        return 1 + Bonus * left / Trials;
    }

    /// <summary>Breeds one population and looks at it before every mating. Shape [generations + 1].</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="generations">Rounds of mating, at least 0.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public HintonNowlanGeneration[] Run(Seed seed, int generations, CancellationToken cancellationToken = default)
    {
        var parents = new Genotype[Population];
        var children = new Genotype[Population];
        var upTo = new double[Population];
        var seen = new HintonNowlanGeneration[generations + 1];
        for (int i = 0; i < Population; i++) parents[i] = Founder(seed.For("founder", i).Draws());
        for (int generation = 0; ; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen[generation] = Live(parents, upTo, seed.For("life", generation));
            if (generation == generations) return seen;
            Mate(parents, children, upTo, seed.For("mating", generation));
            (parents, children) = (children, parents);
        }
    }

    /// <summary>How many trials are left on average to one who succeeds at each with this probability.</summary>
    internal static double ExpectedTrialsLeft(double success, int trials)
    {
        double g = trials, q = success;
        // Σⱼ (-1)ʲ⁺¹ qʲ C(G, j+1) is the same sum; used where the closed form would lose its digits to cancellation.
        if (q * g < 1e-3) return q * g * (g - 1) / 2 * (1 - q * (g - 2) / 3 * (1 - q * (g - 3) / 4 * (1 - q * (g - 4) / 5)));
        double neverBefore = q == 1 ? (trials == 1 ? 1 : 0) : PortableMath.Exp((g - 1) * PortableMath.Log(1 - q));
        return g - 1 - (1 - q) * (1 - neverBefore) / q;
    }

    // P(no wrong allele and k "?"), by adding one locus at a time. Shape [loci + 1].
    private double[] ViableWithUnsure()
    {
        double unsure = Math.Max(0, 1 - Wrong - Right);
        var probability = new double[Loci + 1];
        probability[0] = 1;
        for (int locus = 1; locus <= Loci; locus++)
            for (int k = locus; k >= 0; k--) probability[k] = probability[k] * Right + (k > 0 ? probability[k - 1] * unsure : 0);
        return probability;
    }

    private Genotype Founder(PhiloxDraws random)
    {
        ulong right = 0, unsure = 0;
        for (int locus = 0; locus < Loci; locus++)
        {
            double u = random.Uniform(locus);
            if (u < Wrong) continue;
            if (u < Wrong + Right) right |= 1UL << locus;
            else unsure |= 1UL << locus;
        }
        return new Genotype(right, unsure);
    }

    // Everybody lives; writes the running sum of fitness, which mating draws from.
    private HintonNowlanGeneration Live(Genotype[] individuals, double[] upTo, Seed seed)
    {
        long right = 0, unsure = 0;
        double sum = 0;
        bool found = false;
        PhiloxDraws luck = seed.Draws();
        for (int i = 0; i < individuals.Length; i++)
        {
            int rights = BitOperations.PopCount(individuals[i].Right), unsures = BitOperations.PopCount(individuals[i].Unsure);
            right += rights;
            unsure += unsures;
            found |= rights == Loci;
            sum += rights + unsures < Loci ? 1 : 1 + Bonus * TrialsLeft(unsures, luck.At(i).Uniform(0)) / Trials;
            upTo[i] = sum;
        }
        double alleles = (double)individuals.Length * Loci;
        return new((alleles - right - unsure) / alleles, right / alleles, unsure / alleles, sum / individuals.Length, found);
    }

    // The trial at which it is learnt is geometric with success 2⁻ᵏ; the same as guessing trial by trial.
    private double TrialsLeft(int unsure, double uniform)
    {
        if (unsure == 0) return Trials - 1;
        double q = Math.ScaleB(1, -unsure), logMiss = unsure > 26 ? -q : PortableMath.Log(1 - q);
        double trial = 1 + Math.Floor(PortableMath.Log(1 - uniform) / logMiss);
        return Math.Max(0, Trials - trial);
    }

    private void Mate(Genotype[] parents, Genotype[] children, double[] upTo, Seed seed)
    {
        PhiloxDraws luck = seed.Draws();
        for (int i = 0; i < children.Length; i++)
        {
            PhiloxDraws own = luck.At(i);
            Genotype mother = parents[Drawn(upTo, own.Uniform(0))], father = parents[Drawn(upTo, own.Uniform(1))];
            int point = CrossoverAtEnds ? own.Choice(Loci + 1, 2) : 1 + own.Choice(Loci - 1, 2);
            ulong fromMother = (1UL << point) - 1;
            children[i] = new((mother.Right & fromMother) | (father.Right & ~fromMother), (mother.Unsure & fromMother) | (father.Unsure & ~fromMother));
        }
    }

    // In proportion to fitness.
    private static int Drawn(double[] upTo, double uniform)
    {
        int found = Array.BinarySearch(upTo, uniform * upTo[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, upTo.Length - 1);
    }

    // A locus in neither set is wrong.
    private readonly record struct Genotype(ulong Right, ulong Unsure);
}

/// <summary>A population before it mates.</summary>
/// <param name="Wrong">The share of wrong alleles, in [0, 1].</param>
/// <param name="Right">The share of right alleles.</param>
/// <param name="Unsure">The share of "?".</param>
/// <param name="Fitness">The mean fitness, at least 1.</param>
/// <param name="Found">Whether somebody was born with every locus right.</param>
public readonly record struct HintonNowlanGeneration(double Wrong, double Right, double Unsure, double Fitness, bool Found);
