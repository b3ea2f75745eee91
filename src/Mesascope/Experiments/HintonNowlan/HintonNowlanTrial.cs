using System.Numerics;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One population of replication 1, and what to expect of its first generation.</summary>
internal static class HintonNowlanTrial
{
    /// <summary>The expected fitness of an individual of generation 0: in closed form, no simulation.</summary>
    /// <remarks>
    /// 1 + bonus/G · Σₖ C(L, k) ?ᵏ rightᴸ⁻ᵏ · E[n | q = 2⁻ᵏ], where n = G - T trials are left after learning at trial T:
    /// E[n | q] = Σₛ P(T ≤ s), s = 1 … G-1, = (G-1) - (1-q)(1 - (1-q)ᴳ⁻¹)/q.
    /// </remarks>
    public static double ExpectedFitness(this HintonNowlanSetUp setUp)
    {
        double[] viable = ViableWithUnsure(setUp);
        double left = 0;
        for (int unsure = 0; unsure <= setUp.Loci; unsure++) left += viable[unsure] * ExpectedTrialsLeft(Math.ScaleB(1, -unsure), setUp.Trials);
        return 1 + setUp.Bonus * left / setUp.Trials;
    }

    /// <summary>Evolves one population and looks at it before every mating. Shape [generations + 1].</summary>
    /// <param name="setUp">What they are, and how they mate.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="generations">Rounds of mating, at least 0.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public static HintonNowlanGeneration[] Run(this HintonNowlanSetUp setUp, Seed seed, int generations, CancellationToken cancellationToken = default)
    {
        var parents = new Genotype[setUp.Population];
        var children = new Genotype[setUp.Population];
        var upTo = new double[setUp.Population];
        var seen = new HintonNowlanGeneration[generations + 1];
        for (int i = 0; i < setUp.Population; i++) parents[i] = Founder(setUp, seed.For("founder", i).Draws());
        for (int generation = 0; ; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen[generation] = Live(setUp, parents, upTo, seed.For("life", generation));
            if (generation == generations) return seen;
            Mate(setUp, parents, children, upTo, seed.For("mating", generation));
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
    private static double[] ViableWithUnsure(HintonNowlanSetUp setUp)
    {
        double unsure = Math.Max(0, 1 - setUp.Wrong - setUp.Right);
        var probability = new double[setUp.Loci + 1];
        probability[0] = 1;
        for (int locus = 1; locus <= setUp.Loci; locus++)
            for (int k = locus; k >= 0; k--) probability[k] = probability[k] * setUp.Right + (k > 0 ? probability[k - 1] * unsure : 0);
        return probability;
    }

    private static Genotype Founder(HintonNowlanSetUp setUp, PhiloxDraws random)
    {
        ulong right = 0, unsure = 0;
        for (int locus = 0; locus < setUp.Loci; locus++)
        {
            double u = random.Uniform(locus);
            if (u < setUp.Wrong) continue;
            if (u < setUp.Wrong + setUp.Right) right |= 1UL << locus;
            else unsure |= 1UL << locus;
        }
        return new Genotype(right, unsure);
    }

    // Everybody lives; writes the running sum of fitness, which mating draws from.
    private static HintonNowlanGeneration Live(HintonNowlanSetUp setUp, Genotype[] individuals, double[] upTo, Seed seed)
    {
        long right = 0, unsure = 0;
        double sum = 0;
        bool found = false;
        PhiloxDraws randomness = seed.Draws();
        for (int i = 0; i < individuals.Length; i++)
        {
            int rights = BitOperations.PopCount(individuals[i].Right), unsures = BitOperations.PopCount(individuals[i].Unsure);
            right += rights;
            unsure += unsures;
            found |= rights == setUp.Loci;
            sum += rights + unsures < setUp.Loci ? 1 : 1 + setUp.Bonus * TrialsLeft(setUp, unsures, randomness.At(i).Uniform(0)) / setUp.Trials;
            upTo[i] = sum;
        }
        double alleles = (double)individuals.Length * setUp.Loci;
        return new((alleles - right - unsure) / alleles, right / alleles, unsure / alleles, sum / individuals.Length, found);
    }

    // The trial at which it is learnt is geometric with success 2⁻ᵏ; the same as guessing trial by trial.
    private static double TrialsLeft(HintonNowlanSetUp setUp, int unsure, double uniform)
    {
        if (unsure == 0) return setUp.Trials - 1;
        double q = Math.ScaleB(1, -unsure), logMiss = unsure > 26 ? -q : PortableMath.Log(1 - q);
        double trial = 1 + Math.Floor(PortableMath.Log(1 - uniform) / logMiss);
        return Math.Max(0, setUp.Trials - trial);
    }

    private static void Mate(HintonNowlanSetUp setUp, Genotype[] parents, Genotype[] children, double[] upTo, Seed seed)
    {
        PhiloxDraws randomness = seed.Draws();
        for (int i = 0; i < children.Length; i++)
        {
            PhiloxDraws own = randomness.At(i);
            Genotype mother = parents[Drawn(upTo, own.Uniform(0))], father = parents[Drawn(upTo, own.Uniform(1))];
            int point = setUp.CrossoverAtEnds ? own.Choice(setUp.Loci + 1, 2) : 1 + own.Choice(setUp.Loci - 1, 2);
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
