using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Evolution;

public class MemoryTests
{
    // The later generations of a breeding may not allocate more than the earlier ones: 2 % is left for the runtime's own.
    [Fact]
    public void A_generation_allocates_no_more_than_the_one_before()
    {
        Breeding breeding = Small(population: 64);
        for (int warm = 0; warm < 20; warm++) breeding.Step(cancellationToken: TestContext.Current.CancellationToken);
        long early = Allocated(breeding, 40), late = Allocated(breeding, 40);
        Assert.True(late <= early * 1.02, $"40 generations allocated {early} bytes, the next 40 {late}.");
    }

    // Perturbations are made anew from their counters: what a generation allocates is a few numbers per individual, far from one per weight.
    [Fact]
    public void Openai_es_stores_no_perturbations()
    {
        long few = Allocated(Small(population: 64), 1), many = Allocated(Small(population: 2064), 1);
        Assert.InRange((many - few) / 2000.0, 0, 400);
    }

    private static long Allocated(Breeding breeding, int generations)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < generations; i++) breeding.Step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // One thread: all of it is then allocated by this one.
    private static Breeding Small(int population) => Breeding.Of(new NetworkRecipe
    {
        Name = "small", Summary = "", BaseObjective = "", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Horizon = 4 }), HiddenWidths = [32],
        Search = new OpenAiEsSettings { PopulationSize = population }, Generations = 1000, EpisodesPerIndividual = 1,
    }, new Seed(1), threads: 1);
}
