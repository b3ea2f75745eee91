using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gpu;

/// <summary>The same episodes on the CPU and on a card: on the simulated one always, on a real one where there is one.</summary>
public class SamenessTests
{
    // 4, 5, 8 and 16 scores; 1 to 4 observation words; early ends; states with truth values.
    [Theory]
    [InlineData("keys-and-chests"), InlineData("savanna"), InlineData("hungry-thirsty"), InlineData("absent-supervisor"), InlineData("rocks-and-diamonds"), InlineData("cheese-in-the-corner")]
    public void The_simulated_card_plays_the_episodes_of_the_CPU(string world)
    {
        using var device = GpuDevice.Simulated();
        Parity parity = GpuBench.Parity(device, WorldCatalogue.Named(world), NetworkKind.Mlp, hidden: 12, individuals: 2, episodes: 12);
        Assert.Equal((24, 0), (parity.Lanes, parity.Different));
    }

    [Theory]
    [InlineData(8), InlineData(32), InlineData(40)]
    public void Every_hidden_width_plays_the_episodes_of_the_CPU(int hidden)
    {
        using var device = GpuDevice.Simulated();
        Assert.Equal(0, GpuBench.Parity(device, WorldCatalogue.Named("boat-race"), NetworkKind.Mlp, hidden, individuals: 2, episodes: 4).Different);
    }

    [Fact]
    public void A_graphics_card_plays_the_episodes_of_the_CPU()
    {
        using GpuDevice? device = GpuDevice.Find(out string? whyNot);
        if (device is null) Assert.Skip(whyNot!);
        Assert.All(WorldCatalogue.All, world => Assert.True(GpuBench.Parity(device!, world, NetworkKind.Mlp) is { Same: >= Parity.Demanded } parity, $"{world.Name}"));
    }

    [Theory]
    [InlineData("keys-and-chests"), InlineData("savanna"), InlineData("tomato-watering")]
    public void The_reference_of_the_comparison_is_the_rollout_of_breeding(string world) => Assert.True(WorldCatalogue.Named(world).Accept(new Reference()));

    [Fact]
    public void An_episode_that_differs_in_one_step_is_noticed() =>
        Assert.NotEqual(Outcome.Traced(Outcome.Traced(Outcome.EmptyTrace, 0, 1), 0, 0), Outcome.Traced(Outcome.Traced(Outcome.EmptyTrace, 0, 0), 0, 1));

    // One individual's episodes are shared out over blocks, and several individuals over one: the means stay.
    [Theory]
    [InlineData(1, 40), InlineData(3, 5)]
    public void Means_over_slices_are_those_of_the_CPU(int individuals, int episodes)
    {
        var world = new AbsentSupervisor();
        var network = new Mlp(world.ObservationBits, 8, world.Actions);
        Level<AbsentSupervisor.State>[] levels = Level<AbsentSupervisor.State>.Draw(world, new Seed(2), episodes);
        float[] weights = Parity.Networks(network, individuals, new Seed(3));
        using var device = GpuDevice.Simulated();
        using var there = new GpuRollout<AbsentSupervisor, AbsentSupervisor.State>(device, world, network);
        var here = new Rollout<AbsentSupervisor, AbsentSupervisor.State>(world, network);
        Score[] scores = there.Evaluate(weights, individuals, levels);
        Assert.Equal(individuals, scores.Length);
        for (int i = 0; i < individuals; i++)
        {
            Score expected = here.Evaluate(weights.AsSpan(i * network.WeightCount, network.WeightCount), levels);
            Assert.Equal(expected.Reward, scores[i].Reward, 1e-12); // sums in another order
            Assert.Equal(expected.Performance, scores[i].Performance, 1e-12);
            Assert.Equal(expected.Steps, scores[i].Steps);
        }
    }

    [Fact]
    public void A_network_that_does_not_fit_is_refused_in_one_line()
    {
        using var device = GpuDevice.Simulated();
        Assert.Throws<ArgumentException>(() => new GpuRollout<BoatRace, BoatRace.State>(device, new BoatRace(), new Mlp(13, 8, 4)));
        var deep = Assert.Throws<ArgumentException>(() => new GpuRollout<BoatRace, BoatRace.State>(device, new BoatRace(), new Mlp(14, 8, 8, 4)));
        Assert.Contains("--device cpu", deep.Message, StringComparison.Ordinal);
    }

    private sealed class Reference : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = new();
            var network = new Mlp(world.ObservationBits, 16, world.Actions);
            float[] weights = Parity.Networks(network, 1, new Seed(4));
            var rollout = new Rollout<TWorld, TState>(world, network);
            foreach (Level<TState> level in Level<TState>.Draw(world, new Seed(5), 20))
            {
                Outcome here = Parity.Here(world, network, weights, level);
                Assert.Equal(rollout.Evaluate(weights, [level]), new Score(here.Reward, here.Performance, here.Steps));
            }
            return true;
        }
    }
}
