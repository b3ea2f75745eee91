using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 1: a needle in a haystack that evolution alone does not find, and evolution with learning does.</summary>
/// <remarks>Source: Hinton and Nowlan (1987), "How learning can guide evolution", Complex Systems 1, 495–502. Formulas and departures: docs/methods/hinton-nowlan.md.</remarks>
internal sealed record HintonNowlanSetUp
{
    [Range(2, 63), Description("loci that must all be right")] public int Loci { get; init; } = 20;
    [Range(0.0, 1.0), Description("probability that an allele is wrong at first")] public double Wrong { get; init; } = 0.25;
    [Range(0.0, 1.0), Description("probability that it is right at first; the rest is ?")] public double Right { get; init; } = 0.25;
    [Range(2, 100_000), Description("individuals")] public int Population { get; init; } = 1000;
    [Range(1, 1_000_000), Description("trials in a life")] public int Trials { get; init; } = 1000;
    [Range(0.0, 1_000_000.0), Description("what a whole life of trials left adds to the fitness of 1")] public double Bonus { get; init; } = 19;
    [Range(1, 10_000), Description("matings after which the population is looked at")] public int Generation { get; init; } = 10;
    [Range(1, 10_000), Description("matings after which the arm without ? is looked at")] public int Later { get; init; } = 50;
    [Description("1: the crossover point may lie at either end, where the child is a copy; 0: between two loci only")] public bool CrossoverAtEnds { get; init; } = true;
    [Range(2, 10_000), Description("runs of each arm")] public int Seeds { get; init; } = 30;

    /// <summary>The arm without "?": an allele is wrong or right at first, in the same proportion.</summary>
    public HintonNowlanSetUp Innate => this with { Wrong = Wrong + Right > 0 ? Wrong / (Wrong + Right) : 0.5, Right = Wrong + Right > 0 ? Right / (Wrong + Right) : 0.5 };

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Wrong + Right > 1 + 1e-12) throw new ArgumentException(FormattableString.Invariant($"wrong and right are at most 1 together; got {Wrong} and {Right}."));
    }
}

/// <summary>One population.</summary>
/// <param name="Learns">False in the arm without "?".</param>
/// <param name="Seed">In [1, seeds].</param>
internal sealed record HintonNowlanCell(bool Learns, int Seed);

/// <summary>A population before it mates.</summary>
/// <param name="Wrong">The share of wrong alleles, in [0, 1].</param>
/// <param name="Right">The share of right alleles.</param>
/// <param name="Unsure">The share of "?".</param>
/// <param name="Fitness">The mean fitness, at least 1.</param>
/// <param name="Found">Whether somebody was born with every locus right.</param>
internal readonly record struct HintonNowlanGeneration(double Wrong, double Right, double Unsure, double Fitness, bool Found);
