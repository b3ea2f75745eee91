using System.Text.Json.Serialization;
using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Evolution;

/// <summary>The settings of <see cref="OpenAiEs"/>.</summary>
public sealed record OpenAiEsSettings : SearchSettings
{
    /// <summary>The method's name in recipes and records.</summary>
    public const string MethodName = "openai-es";

    /// <summary>Standard deviation of the perturbations, above 0.</summary>
    public double Sigma { get; init; } = 0.1;

    /// <summary>Step size of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Step size of Adam after <see cref="AnnealedOver"/> generations, above 0; it falls geometrically and then stays.</summary>
    public double FinalLearningRate { get; init; } = 0.03;

    /// <summary>Over how many generations the step size shrinks, at least 1.</summary>
    public int AnnealedOver { get; init; } = 1;

    /// <summary>How much of the weights is taken off per generation and unit of step size, at least 0.</summary>
    public double WeightDecay { get; init; } = 0.005;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => MethodName;

    /// <inheritdoc/>
    public override IEvolutionStrategy Start(ReadOnlySpan<float> initialScale, Seed seed) => new OpenAiEs(this, initialScale, seed);

    /// <summary>The step of Adam that ends a generation.</summary>
    /// <param name="generations">Generations told of before this one.</param>
    public AdamStep StepAfter(int generations)
    {
        double t = Math.Min(1, generations / (double)AnnealedOver);
        double rate = LearningRate * PortableMath.Exp(t * PortableMath.Log(FinalLearningRate / LearningRate));
        double unbias1 = 1 - PortableMath.Exp((generations + 1) * PortableMath.Log(AdamStep.Beta1)), unbias2 = 1 - PortableMath.Exp((generations + 1) * PortableMath.Log(AdamStep.Beta2));
        return new(1 / (PopulationSize * Sigma), rate, unbias1, unbias2, WeightDecay);
    }

    internal void Check()
    {
        if (PopulationSize < 2 || PopulationSize % 2 != 0) throw new ArgumentException($"Mirrored sampling needs an even population of at least 2; got {PopulationSize}.");
        if (!(Sigma > 0)) throw new ArgumentException($"Perturbations have a standard deviation above 0; got {Sigma}.");
        if (!(LearningRate > 0 && FinalLearningRate > 0)) throw new ArgumentException($"A step size is above 0; got {LearningRate} falling to {FinalLearningRate}.");
        if (AnnealedOver < 1) throw new ArgumentException($"The step size shrinks over at least 1 generation; got {AnnealedOver}.");
        if (!(WeightDecay >= 0)) throw new ArgumentException($"Weight decay is at least 0; got {WeightDecay}.");
    }
}

/// <summary>One mean, perturbed both ways along random directions; the mean climbs the estimated gradient of the centred ranks.</summary>
/// <remarks>
/// Source: Salimans et al. (2017), "Evolution strategies as a scalable alternative to reinforcement learning", algorithm 1 and section 2 (mirrored sampling, centred ranks, weight decay, Adam);
/// Adam from Kingma and Ba (2015), algorithm 1, β₁ .9, β₂ .999. Departure: the weight decay acts on the mean directly (Loshchilov and Hutter 2019), and the step size may shrink.
/// The directions come from <see cref="Noise"/>, nearly normal; they are made anew from their draws and never stored.
/// </remarks>
public sealed class OpenAiEs : IEvolutionStrategy
{
    private readonly OpenAiEsSettings _settings;
    private readonly Seed _seed;
    private readonly float[] _mean, _first, _second;

    /// <summary>A search that stands before its first generation; see <see cref="SearchSettings.Start"/>.</summary>
    public OpenAiEs(OpenAiEsSettings settings, ReadOnlySpan<float> initialScale, Seed seed)
    {
        settings.Check();
        (_settings, _seed) = (settings, seed);
        int length = initialScale.Length;
        (_mean, _first, _second) = (new float[length], new float[length], new float[length]);
        Gaussian.Fill(seed.For("mean"), _mean);
        for (int i = 0; i < length; i++) _mean[i] *= initialScale[i];
    }

    /// <inheritdoc/>
    public int PopulationSize => _settings.PopulationSize;

    /// <inheritdoc/>
    public int Generation { get; private set; }

    /// <inheritdoc/>
    /// <remarks>One: the mean.</remarks>
    public int Candidates => 1;

    /// <inheritdoc/>
    /// <remarks>Individuals 2k and 2k+1 lie on opposite sides of the mean.</remarks>
    public void Ask(int individual, Span<float> weights)
    {
        float sigma = (float)(individual % 2 == 0 ? _settings.Sigma : -_settings.Sigma);
        Noise.Add(Direction(individual / 2), _mean, sigma, weights);
    }

    /// <inheritdoc/>
    public void Tell(ReadOnlySpan<double> fitness)
    {
        double[] ranks = Ranking.Centred(fitness, PopulationSize);
        var gradient = new double[_mean.Length];
        float[] nowhere = new float[_mean.Length], direction = new float[_mean.Length];
        for (int pair = 0; pair < PopulationSize / 2; pair++)
        {
            double difference = ranks[2 * pair] - ranks[2 * pair + 1];
            if (difference == 0) continue;
            Noise.Add(Direction(pair), nowhere, 1, direction);
            for (int i = 0; i < gradient.Length; i++) gradient[i] += difference * direction[i];
        }
        Climb(gradient);
    }

    /// <inheritdoc/>
    public void Candidate(int index, Span<float> weights) => _mean.CopyTo(weights);

    /// <inheritdoc/>
    public TrainerState Save() => new(Generation, new Dictionary<string, float[]>
    {
        ["mean"] = (float[])_mean.Clone(),
        ["firstMoment"] = (float[])_first.Clone(),
        ["secondMoment"] = (float[])_second.Clone(),
    });

    /// <inheritdoc/>
    public void Load(TrainerState state)
    {
        state.Array("mean", _mean.Length).CopyTo(_mean, 0);
        state.Array("firstMoment", _mean.Length).CopyTo(_first, 0);
        state.Array("secondMoment", _mean.Length).CopyTo(_second, 0);
        Generation = state.Step;
    }

    private Seed Direction(int pair) => _seed.For("direction", (long)Generation * PopulationSize + pair);

    private void Climb(double[] gradient)
    {
        AdamStep step = _settings.StepAfter(Generation);
        Generation++;
        for (int i = 0; i < _mean.Length; i++) step.Take(ref _mean[i], ref _first[i], ref _second[i], gradient[i]);
    }
}
