using System.Text.Json.Serialization;
using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Evolution;

/// <summary>The settings of <see cref="GeneticAlgorithm"/>.</summary>
public sealed record GeneticAlgorithmSettings : SearchSettings
{
    /// <summary>The method's name in recipes and records.</summary>
    public const string MethodName = "genetic-algorithm";

    /// <summary>How many of the fittest have children, in [1, population].</summary>
    public int Parents { get; init; } = 32;

    /// <summary>How many of the fittest go on unchanged, in [1, <see cref="Parents"/>].</summary>
    public int Elites { get; init; } = 4;

    /// <summary>Standard deviation of a mutation in the first generation, above 0.</summary>
    public double MutationSigma { get; init; } = 0.1;

    /// <summary>Standard deviation of a mutation after <see cref="AnnealedOver"/> generations, above 0; it falls geometrically and then stays.</summary>
    public double FinalMutationSigma { get; init; } = 0.1;

    /// <summary>Over how many generations the mutation shrinks, at least 1.</summary>
    public int AnnealedOver { get; init; } = 1;

    /// <summary>The share of children with two parents, each weight from either with equal chance, in [0, 1].</summary>
    public double CrossoverShare { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => MethodName;

    /// <inheritdoc/>
    public override IEvolutionStrategy Start(ReadOnlySpan<float> initialScale, Seed seed) => new GeneticAlgorithm(this, initialScale, seed);

    internal void Check()
    {
        if (PopulationSize < 2) throw new ArgumentException($"A population holds at least 2 individuals; got {PopulationSize}.");
        if (Parents < 1 || Parents > PopulationSize) throw new ArgumentException($"Parents are between 1 and the population of {PopulationSize}; got {Parents}.");
        if (Elites < 1 || Elites > Parents) throw new ArgumentException($"Elites are between 1 and the {Parents} parents; got {Elites}.");
        if (!(MutationSigma > 0 && FinalMutationSigma > 0)) throw new ArgumentException($"A mutation has a standard deviation above 0; got {MutationSigma} falling to {FinalMutationSigma}.");
        if (AnnealedOver < 1) throw new ArgumentException($"Mutations shrink over at least 1 generation; got {AnnealedOver}.");
        if (!(CrossoverShare is >= 0 and <= 1)) throw new ArgumentException($"The share of children with two parents lies in [0, 1]; got {CrossoverShare}.");
    }
}

/// <summary>Truncation selection: the fittest are kept, and their children differ from them by noise, nearly normal (<see cref="Noise"/>).</summary>
/// <remarks>
/// Source: Such et al. (2017), "Deep neuroevolution", section 3.1 and algorithm 1. Departures: several elites, since each generation meets new levels; the mutation may shrink; crossover may be switched on.
/// Only the parents are stored; a child is made anew from its draws whenever it is asked for.
/// </remarks>
public sealed class GeneticAlgorithm : IEvolutionStrategy
{
    private readonly GeneticAlgorithmSettings _settings;
    private readonly float[] _initialScale;
    private readonly Seed _seed;
    private float[] _parents, _next;

    /// <summary>A population that stands before its first generation; see <see cref="SearchSettings.Start"/>.</summary>
    public GeneticAlgorithm(GeneticAlgorithmSettings settings, ReadOnlySpan<float> initialScale, Seed seed)
    {
        settings.Check();
        (_settings, _seed, _initialScale) = (settings, seed, initialScale.ToArray());
        _parents = new float[settings.Parents * initialScale.Length];
        _next = new float[_parents.Length];
    }

    /// <inheritdoc/>
    public int PopulationSize => _settings.PopulationSize;

    /// <inheritdoc/>
    public int Generation { get; private set; }

    /// <inheritdoc/>
    /// <remarks>The elites, fittest first; before the first generation the first individual.</remarks>
    public int Candidates => Generation == 0 ? 1 : _settings.Elites;

    /// <summary>The standard deviation of this generation's mutations.</summary>
    public double Sigma
    {
        get
        {
            double t = Math.Min(1, Generation / (double)_settings.AnnealedOver);
            return _settings.MutationSigma * PortableMath.Exp(t * PortableMath.Log(_settings.FinalMutationSigma / _settings.MutationSigma));
        }
    }

    /// <inheritdoc/>
    public void Ask(int individual, Span<float> weights)
    {
        Seed randomness = _seed.For("individual", (long)Generation * PopulationSize + individual);
        if (Generation == 0) Initial(randomness, weights);
        else if (individual < _settings.Elites) Parent(individual).CopyTo(weights);
        else Child(randomness, weights);
    }

    /// <inheritdoc/>
    public void Tell(ReadOnlySpan<double> fitness)
    {
        int[] order = Ranking.BestFirst(fitness, PopulationSize);
        int length = _initialScale.Length;
        for (int i = 0; i < _settings.Parents; i++) Ask(order[i], _next.AsSpan(i * length, length));
        (_parents, _next) = (_next, _parents);
        Generation++;
    }

    /// <inheritdoc/>
    public void Candidate(int index, Span<float> weights) => Ask(index, weights);

    /// <inheritdoc/>
    public TrainerState Save() => new(Generation, new Dictionary<string, float[]> { ["parents"] = (float[])_parents.Clone() });

    /// <inheritdoc/>
    public void Load(TrainerState state)
    {
        state.Array("parents", _parents.Length).CopyTo(_parents, 0);
        Generation = state.Step;
    }

    private ReadOnlySpan<float> Parent(int index) => _parents.AsSpan(index * _initialScale.Length, _initialScale.Length);

    private void Initial(Seed randomness, Span<float> weights)
    {
        Gaussian.Fill(randomness, weights);
        for (int i = 0; i < weights.Length; i++) weights[i] *= _initialScale[i];
    }

    private void Child(Seed randomness, Span<float> weights)
    {
        PhiloxDraws choice = randomness.For("parents").Draws();
        ReadOnlySpan<float> mother = Parent(choice.Choice(_settings.Parents, 0)), father = Parent(choice.Choice(_settings.Parents, 1));
        bool two = choice.Bernoulli(_settings.CrossoverShare, 2);
        mother.CopyTo(weights);
        if (two) Cross(randomness.For("crossover").Value, father, weights);
        Noise.Add(randomness, weights, (float)Sigma, weights);
    }

    private static void Cross(ulong key, ReadOnlySpan<float> father, Span<float> weights)
    {
        for (int i = 0; i < weights.Length; i += 64)
        {
            ulong fromFather = Philox.At(key, (ulong)i).Low;
            for (int j = i; j < Math.Min(i + 64, weights.Length); j++)
                if (((fromFather >> (j - i)) & 1) != 0) weights[j] = father[j];
        }
    }
}
