using System.Text.Json.Serialization;
using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Evolution;

/// <summary>A search method and its settings, as a recipe declares them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(GeneticAlgorithmSettings), GeneticAlgorithmSettings.MethodName)]
[JsonDerivedType(typeof(OpenAiEsSettings), OpenAiEsSettings.MethodName)]
public abstract record SearchSettings : OuterOptimizer
{
    /// <summary>Individuals per generation.</summary>
    public int PopulationSize { get; init; } = 256;

    /// <summary>A search that stands before its first generation.</summary>
    /// <param name="initialScale">The standard deviation with which each weight starts out; 0 starts it at 0.</param>
    /// <param name="seed">Every draw of the search comes from here.</param>
    /// <exception cref="ArgumentException">A setting has no meaning.</exception>
    public abstract IEvolutionStrategy Start(ReadOnlySpan<float> initialScale, Seed seed);
}
