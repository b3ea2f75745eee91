using System.Globalization;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Gpu;

/// <summary>The same breeding on the CPU and on a GPU, from several seeds: whether the curve of the GPU lies where another seed might have put the CPU's.</summary>
/// <param name="Recipe">What was bred.</param>
/// <param name="Device">The GPU.</param>
/// <param name="Here">Mean reward of the population on the CPU. Shape [seeds][generations].</param>
/// <param name="There">The same on the GPU.</param>
public sealed record CurveParity(string Recipe, string Device, IReadOnlyList<double[]> Here, IReadOnlyList<double[]> There)
{
    private const double Alpha = 0.05;

    /// <summary>Means of rewards over episodes are summed in another order on a GPU; so much is no difference.</summary>
    private const double RoundingError = 1e-9;

    /// <summary>Generations of each curve.</summary>
    public int Generations => Here[0].Length;

    /// <summary>Generations in which the GPU's mean over the seeds lies outside the 95 % interval for the mean of as many new seeds on the CPU, or differs where all seeds of the CPU agree.</summary>
    public int Outside => Enumerable.Range(0, Generations).Count(IsOutside);

    /// <summary>The largest difference of two means at the same seed and generation.</summary>
    public double LargestDifference => Here.Zip(There, (here, there) => here.Zip(there, (a, b) => Math.Abs(a - b)).Max()).Max();

    /// <summary>The first generation, from 0, in which some seed's curves part; null where none does.</summary>
    public int? PartedAt => Enumerable.Range(0, Generations).Where(generation => Here.Zip(There, (here, there) => Math.Abs(here[generation] - there[generation])).Any(difference => difference > RoundingError)).Select(generation => (int?)generation).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Recipe}: {Here.Count} seeds, {Generations} generations on {Device} and on the CPU: {(PartedAt is { } parted ? $"the curves part at generation {parted}, by {LargestDifference:0.######} at most" : "the same curves")}; {Outside} generations outside the interval over seeds");

    /// <summary>Breeds on both.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="recipe">What to breed; its search is OpenAI-ES.</param>
    /// <param name="seeds">How many seeds, at least 2.</param>
    /// <param name="told">Told after every seed how many are done.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 seeds, or the recipe has another search.</exception>
    public static CurveParity Check(GpuDevice device, NetworkRecipe recipe, int seeds, Action<int>? told = null)
    {
        if (seeds < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Curves are compared over at least 2 seeds; got {seeds}."));
        var here = new double[seeds][];
        var there = new double[seeds][];
        for (int i = 0; i < seeds; i++)
        {
            var seed = new Seed((ulong)i + 1);
            using var onCpu = Breeding.Of(recipe, seed);
            here[i] = Curve(recipe, () => onCpu.Step());
            using var breeding = Breeding.Of(recipe, seed, new GpuEvolution(device));
            there[i] = Curve(recipe, () => breeding.Step());
            told?.Invoke(i + 1);
        }
        return new CurveParity(recipe.Name, device.Name, here, there);
    }

    private static double[] Curve(NetworkRecipe recipe, Func<TrainingProgress> step) => [.. Enumerable.Range(0, recipe.Generations).Select(_ => step().Mean)];

    private bool IsOutside(int generation)
    {
        double[] here = [.. Here.Select(curve => curve[generation])];
        double there = There.Average(curve => curve[generation]);
        // Two means of as many values: their difference has twice the variance of one.
        double half = MeanInterval.Of(here, Alpha) is { } interval ? Math.Sqrt(2) * (interval.High - interval.Low) / 2 : RoundingError;
        return Math.Abs(there - here.Average()) > half;
    }
}
