using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gpu;

/// <summary>The same episodes on the CPU and on a GPU: on the simulated one always, on a real one where there is one.</summary>
public class SamenessTests
{
    // 4, 5, 8 and 16 scores; 1 to 4 observation words; early ends; states with truth values.
    [Theory]
    [InlineData("keys-and-chests", "mlp", 12), InlineData("savanna", "mlp", 12), InlineData("hungry-thirsty", "mlp", 12), InlineData("absent-supervisor", "mlp", 12), InlineData("rocks-and-diamonds", "mlp", 12), InlineData("cheese-in-the-corner", "mlp", 12)]
    [InlineData("keys-and-chests", "gru", 4), InlineData("savanna", "gru", 4), InlineData("absent-supervisor", "gru", 4), InlineData("cheese-in-the-corner", "gru", 4)]
    public void The_simulated_card_plays_the_episodes_of_the_CPU(string world, string kind, int episodes)
    {
        using var device = GpuDevice.Simulated();
        Parity parity = GpuBench.Parity(device, WorldCatalogue.Named(world), NetworkKind.Named(kind), hidden: 12, individuals: 2, episodes);
        Assert.Equal((2 * episodes, 0), (parity.Lanes, parity.Different));
    }

    [Theory]
    [InlineData(8, "mlp"), InlineData(32, "mlp"), InlineData(40, "mlp"), InlineData(1, "gru"), InlineData(8, "gru"), InlineData(36, "gru")]
    public void Every_hidden_width_plays_the_episodes_of_the_CPU(int hidden, string kind)
    {
        using var device = GpuDevice.Simulated();
        Assert.Equal(0, GpuBench.Parity(device, WorldCatalogue.Named("boat-race"), NetworkKind.Named(kind), hidden, individuals: 2, episodes: 4).Different);
    }

    // So large a network that few blocks are at work at a time: one block plays all 10 episodes of an individual, with 8 lanes.
    [Fact]
    public void A_lane_forgets_its_last_episode()
    {
        using var device = GpuDevice.Simulated();
        var world = new AbsentSupervisor();
        LaunchShape shape = LaunchShape.Choose(device.Limits, copies => NetworkLayout.Of(new Gru(world.ObservationBits, 64, world.Actions), 8, 4, copies), 8, 10);
        Assert.True(shape.PerSlice > shape.Lanes, shape.ToString());
        Assert.Equal(0, Parity.Check<AbsentSupervisor, AbsentSupervisor.State>(device, world, NetworkKind.Gru, hidden: 64, individuals: 8, episodes: 10, new Seed(1)).Different);
    }

    [Fact]
    public void A_graphics_card_plays_the_episodes_of_the_CPU()
    {
        using GpuDevice? device = GpuDevice.Find(out string? whyNot);
        if (device is null) Assert.Skip(whyNot!);
        foreach (NetworkKind kind in NetworkKind.All)
            Assert.All(WorldCatalogue.All, world => Assert.True(GpuBench.Parity(device!, world, kind) is { Same: >= Parity.Demanded }, $"{world.Name} {kind}"));
    }

    [Theory]
    [InlineData("keys-and-chests"), InlineData("savanna"), InlineData("tomato-watering")]
    public void The_reference_of_the_comparison_is_the_rollout_of_the_CPU(string world) =>
        Assert.All(NetworkKind.All, kind => Assert.True(WorldCatalogue.Named(world).Accept(new Reference(kind))));

    [Fact]
    public void An_episode_that_differs_in_one_step_is_noticed() =>
        Assert.NotEqual(Outcome.Traced(Outcome.Traced(Outcome.EmptyTrace, 0, 1), 0, 0), Outcome.Traced(Outcome.Traced(Outcome.EmptyTrace, 0, 0), 0, 1));

    // One individual's episodes are shared out over blocks, and several individuals over one: the means stay.
    [Theory]
    [InlineData(1, 40, "mlp"), InlineData(3, 5, "mlp"), InlineData(1, 40, "gru")]
    public void Means_over_slices_are_those_of_the_CPU(int individuals, int episodes, string kind)
    {
        var world = new AbsentSupervisor();
        INetwork network = NetworkKind.Named(kind).Of(world.ObservationBits, 8, world.Actions);
        Level<AbsentSupervisor.State>[] levels = Level<AbsentSupervisor.State>.Draw(world, new Seed(2), episodes);
        float[] weights = Parity.Networks(network, individuals, new Seed(3));
        using var device = GpuDevice.Simulated();
        using var there = new GpuRollout<AbsentSupervisor, AbsentSupervisor.State>(device, world, network);
        Score[] scores = there.Evaluate(weights, individuals, levels);
        Assert.Equal(individuals, scores.Length);
        for (int i = 0; i < individuals; i++)
        {
            Score expected = Fused<AbsentSupervisor, AbsentSupervisor.State>(world, network, weights.AsSpan(i * network.WeightCount, network.WeightCount), levels);
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

    // The CPU's own rollout, as breeding plays it.
    private static Score Fused<TWorld, TState>(TWorld world, INetwork network, ReadOnlySpan<float> weights, ReadOnlySpan<Level<TState>> levels)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Rollout<TWorld, TState>(world, network).Evaluate(weights, levels);

    private sealed class Reference(NetworkKind kind) : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = new();
            INetwork network = kind.Of(world.ObservationBits, 16, world.Actions);
            float[] weights = Parity.Networks(network, 1, new Seed(4));
            foreach (Level<TState> level in Level<TState>.Draw(world, new Seed(5), 20))
            {
                Outcome here = Parity.Here(world, network, weights, level);
                Assert.Equal(Fused<TWorld, TState>(world, network, weights, [level]), new Score(here.Reward, here.Performance, here.Steps));
            }
            return true;
        }
    }
}
