using Mesascope.Evolution;

namespace Mesascope.Experiments;

/// <summary>One generation of the savanna in numbers.</summary>
/// <param name="Fitness">Raised young per life.</param>
/// <param name="Felt">Inner reward per step of life, as its own drives weigh it.</param>
/// <param name="Weights">Mean weight of each drive, decoys last where there are any. Shape [drives].</param>
/// <param name="Selection">Selection differential of each weight: its covariance with relative fitness over members, the change that selection makes in one generation; 0 where nobody raised any. Shape [drives].</param>
/// <remarks>Source of the last: Price (1970), "Selection and covariance".</remarks>
internal sealed record Moment(double Fitness, double Felt, double[] Weights, double[] Selection)
{
    /// <summary>The generation that has just lived.</summary>
    public static Moment Of(SavannaPopulation population)
    {
        int n = population.Count;
        double fitness = 0, felt = 0;
        for (int i = 0; i < n; i++)
        {
            fitness += (double)population.Lives[i].Offspring / n;
            felt += population.Lives[i].Felt / population.Lives[i].Steps / n;
        }
        double[] weights = new double[population.DriveCount], selection = new double[population.DriveCount];
        for (int drive = 0; drive < population.DriveCount; drive++)
        {
            for (int i = 0; i < n; i++) weights[drive] += population.Drives(i)[drive] / n;
            if (fitness > 0)
                for (int i = 0; i < n; i++) selection[drive] += (population.Drives(i)[drive] - weights[drive]) * population.Lives[i].Offspring / fitness / n;
        }
        return new Moment(fitness, felt, weights, selection);
    }
}
