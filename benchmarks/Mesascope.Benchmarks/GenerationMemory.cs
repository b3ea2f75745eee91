using System.Diagnostics;
using System.Globalization;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Benchmarks;

/// <summary>The memory of OpenAI-ES in keys and chests with 75-32-5: at its peak with a population of 10⁵, and over 1,000 generations. One line each; not a timing.</summary>
internal static class GenerationMemory
{
    /// <summary>Breeds and prints. The peak is that of the whole process, so what needs little goes first.</summary>
    public static void Run()
    {
        Breeding small = Of(population: 64, horizon: 8);
        for (int i = 0; i < 100; i++) small.Step();
        long early = Held();
        for (int i = 0; i < 1000; i++) small.Step();
        Print($"1,000 generations of 64 individuals: {early / 1024.0:0} KiB held after generation 100, {Held() / 1024.0:0} KiB after generation 1,100; peak of the process {Peak():0} MiB");
        Breeding large = Of(population: 100_000, horizon: 50);
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            large.Step();
            Print($"population 100,000, generation {i + 1}: {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0:0.0} MiB allocated; peak of the process {Peak():0} MiB");
        }
    }

    private static Breeding Of(int population, int horizon) => Breeding.Of(new NetworkRecipe
    {
        Name = "memory", Summary = "", BaseObjective = "", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Horizon = horizon }), HiddenWidths = [32],
        Search = new OpenAiEsSettings { PopulationSize = population }, Generations = int.MaxValue, EpisodesPerIndividual = 1,
    }, new Seed(1));

    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
