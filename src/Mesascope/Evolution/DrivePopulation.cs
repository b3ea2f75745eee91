using Mesascope.Randomness;

namespace Mesascope.Evolution;

/// <summary>How drives are inherited.</summary>
/// <param name="MutationSigma">Standard deviation of the change of each weight from parent to child, at least 0.</param>
/// <param name="Decay">The share of each weight that is lost from parent to child: what is not kept up by selection fades. In [0, 1].</param>
/// <param name="InitialSigma">Standard deviation of the weights of the founders, at least 0.</param>
internal readonly record struct Heredity(double MutationSigma, double Decay, double InitialSigma)
{
    /// <summary>The heredity itself.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public Heredity Checked() =>
        MutationSigma >= 0 && InitialSigma >= 0 && Decay is >= 0 and <= 1 ? this
            : throw new ArgumentException($"Mutation and founders have a standard deviation of at least 0 and decay lies in [0, 1]; got {MutationSigma}, {InitialSigma} and {Decay}.");
}

/// <summary>A population whose genomes are drives: one weight in [-1, 1] for each thing that can be felt. Nothing that is learnt in life is inherited.</summary>
/// <remarks>Every child has two parents, drawn in proportion to their offspring; each weight comes from either with equal chance (free recombination), fades a little and mutates.</remarks>
internal sealed class DrivePopulation
{
    private readonly Seed _seed;
    private readonly Heredity _heredity;
    private double[] _weights, _next;

    /// <summary>Founders: every weight drawn around 0.</summary>
    /// <param name="individuals">At least 2.</param>
    /// <param name="drives">Weights of each, at least 1.</param>
    /// <param name="heredity">How they are inherited.</param>
    /// <param name="seed">Every draw comes from here.</param>
    public DrivePopulation(int individuals, int drives, Heredity heredity, Seed seed)
    {
        if (individuals < 2 || drives < 1) throw new ArgumentException($"A population has at least 2 individuals with at least 1 drive; got {individuals} and {drives}.");
        (Individuals, Drives, _heredity, _seed) = (individuals, drives, heredity.Checked(), seed);
        _weights = new double[individuals * drives];
        _next = new double[_weights.Length];
        Seed founders = seed.For("founders");
        for (int i = 0; i < _weights.Length; i++) _weights[i] = Within(heredity.InitialSigma * Gaussian.At(founders.Value, i));
    }

    private DrivePopulation(DrivePopulation origin, Seed seed)
    {
        (Individuals, Drives, _heredity, _seed) = (origin.Individuals, origin.Drives, origin._heredity, seed);
        (_weights, _next, Generation) = ((double[])origin._weights.Clone(), new double[origin._weights.Length], origin.Generation);
    }

    /// <summary>How many there are, in every generation.</summary>
    public int Individuals { get; }

    /// <summary>How many weights each has.</summary>
    public int Drives { get; }

    /// <summary>How many generations have bred.</summary>
    public int Generation { get; private set; }

    /// <summary>The weights of one individual. Shape [drives].</summary>
    public ReadOnlySpan<double> this[int individual] => _weights.AsSpan(individual * Drives, Drives);

    /// <summary>The same individuals with another future.</summary>
    public DrivePopulation Fork(Seed seed) => new(this, seed);

    /// <summary>The mean weight of one drive.</summary>
    public double Mean(int drive)
    {
        double sum = 0;
        for (int i = 0; i < Individuals; i++) sum += _weights[i * Drives + drive];
        return sum / Individuals;
    }

    /// <summary>Ends the generation. Where nobody had offspring, everybody is as likely to be a parent.</summary>
    /// <param name="offspring">Shape [individuals], each at least 0.</param>
    public void Breed(ReadOnlySpan<double> offspring)
    {
        if (offspring.Length != Individuals) throw new ArgumentException($"The population holds {Individuals} individuals; got {offspring.Length} numbers of offspring.", nameof(offspring));
        var upTo = new double[Individuals];
        double sum = 0;
        for (int i = 0; i < Individuals; i++)
        {
            if (!(offspring[i] >= 0)) throw new ArgumentException($"A number of offspring is at least 0; got {offspring[i]}.", nameof(offspring));
            upTo[i] = sum += offspring[i];
        }
        Seed randomness = _seed.For("breeding", Generation);
        for (int child = 0; child < Individuals; child++) Conceive(child, upTo, sum, randomness.For("child", child));
        (_weights, _next) = (_next, _weights);
        Generation++;
    }

    private void Conceive(int child, double[] upTo, double sum, Seed randomness)
    {
        PhiloxDraws choice = randomness.Draws();
        int mother = Parent(upTo, sum, choice, 0), father = Parent(upTo, sum, choice, 1);
        ulong mutation = randomness.For("mutation").Value;
        for (int drive = 0; drive < Drives; drive++)
        {
            double from = _weights[(choice.Bernoulli(0.5, 2 + drive) ? father : mother) * Drives + drive];
            _next[child * Drives + drive] = Within((1 - _heredity.Decay) * from + _heredity.MutationSigma * Gaussian.At(mutation, drive));
        }
    }

    private int Parent(double[] upTo, double sum, PhiloxDraws choice, int index)
    {
        if (sum == 0) return choice.Choice(Individuals, index);
        int found = Array.BinarySearch(upTo, choice.Uniform(index) * sum);
        int parent = Math.Min(found < 0 ? ~found : found + 1, Individuals - 1);
        while (parent < Individuals - 1 && upTo[parent] == (parent == 0 ? 0 : upTo[parent - 1])) parent++; // the childless are nobody's parents
        return parent;
    }

    private static double Within(double weight) => Math.Max(-1, Math.Min(1, weight));
}
