using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Four kinds of populations in the savanna: with evolution and learning, with one of them, with neither. How long each survives.</summary>
/// <remarks>Source: Ackley and Littman (1991), "Interactions between learning and evolution". Their world, networks and learning rule are others: docs/methods/ackley-littman.md.</remarks>
public sealed record AckleyLittmanReplication
{
    /// <summary>Where they live.</summary>
    public required Savanna World { get; init; }

    /// <summary>The population that evolves and learns; the other arms take something away from it.</summary>
    public required PopulationSettings Population { get; init; }

    /// <summary>Generations after which it is no longer looked at, at least 1.</summary>
    public required int Generations { get; init; }

    /// <summary>The arms.</summary>
    public enum Arm
    {
        /// <summary>Drives and innate preferences are inherited, and life learns from the drives.</summary>
        EvolutionAndLearning,

        /// <summary>Life learns, from drives and preferences that are drawn by chance for each child.</summary>
        LearningOnly,

        /// <summary>Innate preferences are inherited, and life changes nothing.</summary>
        EvolutionOnly,

        /// <summary>Innate preferences by chance, and life changes nothing.</summary>
        Neither,
    }

    /// <summary>One population of one arm; all arms of a seed begin with the same genomes.</summary>
    public SurvivalRun Run(Arm arm, ulong seed, CancellationToken cancellationToken = default)
    {
        bool learns = arm is Arm.EvolutionAndLearning or Arm.LearningOnly, evolves = arm is Arm.EvolutionAndLearning or Arm.EvolutionOnly;
        var population = new SavannaPopulation(Population with { Innate = true, CanDieOut = true, Inherits = evolves, Life = learns ? Population.Life : Population.Life with { LearningRate = 0 } }, new Seed(seed));
        var (alive, raised) = (new double[Generations], new double[Generations]);
        int survived = 0;
        for (; survived < Generations && population.Count > 0; survived++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            population.Live(World);
            alive[survived] = population.Count;
            raised[survived] = population.Lives.Average(life => life.Offspring);
            population.Breed();
        }
        return new SurvivalRun(survived, population.Count > 0, alive, raised);
    }
}

/// <summary>What became of one population.</summary>
/// <param name="Survived">Generations that lived, counted to the end of the run.</param>
/// <param name="Alive">Whether it was still there at the end.</param>
/// <param name="Members">How many there were. Shape [generations].</param>
/// <param name="Raised">Raised young per life; 0 when it is gone. Shape [generations].</param>
public sealed record SurvivalRun(int Survived, bool Alive, double[] Members, double[] Raised);
