using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Benchmarks.Gradients;

/// <summary>Training by PPO, ours or TorchSharp's.</summary>
internal static class PpoRun
{
    private const int Warm = 3;

    public static int Of<TWorld, TState>(TWorld world, int hidden, float discount, string who, int updates, int threads, Action<int, Action<int>> measure)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var settings = new Ppo { Discount = discount, Updates = updates + Warm };
        Func<double> update;
        if (who == "ours")
        {
            ITrainer<float[]> trainer = settings.Start(WorldInstance.Of<TWorld, TState>(world), new Mlp(world.ObservationBits, hidden, world.Actions), new Seed(1), threads);
            update = () => trainer.Step(default).Mean;
        }
        else update = new TorchPpo<TWorld, TState>(world, hidden, settings).Update;
        double reward = 0;
        for (int i = 0; i < Warm; i++) update();
        measure(updates, count => { for (int i = 0; i < count; i++) reward = update(); });
        Console.WriteLine($" {reward:F4}");
        return 0;
    }
}
