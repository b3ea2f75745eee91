using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>How closely each drive of a population is tied to fitness in one world.</summary>
/// <param name="Fitness">Raised young per life.</param>
/// <param name="Satisfaction">How often each drive is satisfied, per step of life. Shape [5].</param>
/// <param name="Worth">What having the drive is worth: fitness with it minus fitness without it, the others scaled back to length 1, under the same randomness. Shape [5].</param>
/// <param name="Tie">Correlation over lives of how often the drive was satisfied per step with the young that were raised; 0 where either does not vary. Shape [5].</param>
internal sealed record DriveAssay(double Fitness, double[] Satisfaction, double[] Worth, double[] Tie)
{
    /// <summary>Puts the population to the world; it is not changed by it.</summary>
    public static DriveAssay Of(SavannaPopulation population, Savanna world, LifeSettings settings, int lives, Seed randomness)
    {
        var life = new SavannaLife(settings);
        Biography[] intact = Lived(population, world, life, lives, randomness, without: -1);
        double fitness = intact.Average(each => each.Offspring);
        double[] satisfaction = new double[Savanna.Drives], worth = new double[Savanna.Drives], tie = new double[Savanna.Drives];
        for (int drive = 0; drive < Savanna.Drives; drive++)
        {
            int which = drive;
            double[] satisfied = [.. intact.Select(each => each.Satisfaction(which))];
            satisfaction[drive] = satisfied.Average();
            worth[drive] = fitness - Lived(population, world, life, lives, randomness, drive).Average(each => each.Offspring);
            tie[drive] = Correlation(satisfied, [.. intact.Select(each => (double)each.Offspring)]);
        }
        return new DriveAssay(fitness, satisfaction, worth, tie);
    }

    private static Biography[] Lived(SavannaPopulation population, Savanna world, SavannaLife life, int lives, Seed randomness, int without)
    {
        var lived = new Biography[population.Count * lives];
        Span<double> drives = stackalloc double[Savanna.Drives];
        for (int i = 0; i < lived.Length; i++)
        {
            population.Drives(i % population.Count).CopyTo(drives);
            if (without >= 0) drives[without] = 0;
            SavannaPopulation.ScaleToOne(drives);
            lived[i] = life.Live(world, drives, population.Innate(i % population.Count), randomness.For("life", i));
        }
        return lived;
    }

    private static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
