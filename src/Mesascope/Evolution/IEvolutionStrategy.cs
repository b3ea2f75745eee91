using Mesascope.Learning;

namespace Mesascope.Evolution;

/// <summary>A search over weights that is asked for individuals and told how fit they were. It is told rewards and nothing else: the base objective has no way in.</summary>
public interface IEvolutionStrategy
{
    /// <summary>Individuals per generation.</summary>
    int PopulationSize { get; }

    /// <summary>How many generations it has been told of.</summary>
    int Generation { get; }

    /// <summary>How many candidates it offers as the outcome so far, at least 1; see <see cref="Candidate"/>.</summary>
    int Candidates { get; }

    /// <summary>Writes the weights of one individual of this generation; the same each time it is asked, from any thread.</summary>
    void Ask(int individual, Span<float> weights);

    /// <summary>Ends the generation. Shape [<see cref="PopulationSize"/>], all finite; more is better.</summary>
    void Tell(ReadOnlySpan<double> fitness);

    /// <summary>Writes the weights of one candidate, index in [0, <see cref="Candidates"/>): those the search would hand over if it stopped now.</summary>
    void Candidate(int index, Span<float> weights);

    /// <summary>Everything needed to go on from here.</summary>
    TrainerState Save();

    /// <summary>Goes on from a saved state of a search with the same settings and seed.</summary>
    /// <exception cref="ArgumentException">The state is not of this search.</exception>
    void Load(TrainerState state);
}
