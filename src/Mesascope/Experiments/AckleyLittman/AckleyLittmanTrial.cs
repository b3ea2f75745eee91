using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What became of one population.</summary>
/// <param name="Survived">Generations that lived, counted to the end of the run.</param>
/// <param name="Alive">Whether it was still there at the end.</param>
/// <param name="Members">How many there were. Shape [generations].</param>
/// <param name="Raised">Raised young per life; 0 when it is gone. Shape [generations].</param>
internal sealed record AckleyLittmanTrial(int Survived, bool Alive, double[] Members, double[] Raised)
{
    /// <summary>Lives one population through.</summary>
    public static AckleyLittmanTrial Run(AckleyLittmanSetUp setUp, AckleyLittmanCell cell, CancellationToken cancellationToken)
    {
        var world = new Savanna { Horizon = setUp.Horizon };
        var population = new SavannaPopulation(setUp.Population(cell.Arm), new Seed((ulong)cell.Seed));
        var (alive, raised) = (new double[setUp.Generations], new double[setUp.Generations]);
        int survived = 0;
        for (; survived < setUp.Generations && population.Count > 0; survived++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            population.Live(world);
            alive[survived] = population.Count;
            raised[survived] = population.Lives.Average(life => life.Offspring);
            population.Breed();
        }
        return new AckleyLittmanTrial(survived, population.Count > 0, alive, raised);
    }
}
