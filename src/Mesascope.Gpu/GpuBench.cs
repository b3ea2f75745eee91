using System.Diagnostics;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>One figure of the benchmark.</summary>
/// <param name="World">The world's name.</param>
/// <param name="Kind"><c>world</c> (random actions, rules alone), <c>agent</c> (network as well) or <c>generation</c> (a whole generation of OpenAI-ES); with a gated recurrent unit <c>agent-gru</c> and <c>generation-gru</c>.</param>
/// <param name="Device">The GPU.</param>
/// <param name="Population">Individuals.</param>
/// <param name="Episodes">Episodes per individual.</param>
/// <param name="Hidden">Hidden neurons; 0 without a network.</param>
/// <param name="StepsPerSecond">Agent-steps per second: the median of the repeats.</param>
/// <param name="ShareOfLimit">Of the GPU's limit as <see cref="GpuBound"/> counts it; null without a network.</param>
public sealed record GpuBenchRow(string World, string Kind, string Device, int Population, int Episodes, int Hidden, double StepsPerSecond, double? ShareOfLimit);

/// <summary>What to time.</summary>
/// <param name="Populations">Individuals.</param>
/// <param name="Episodes">Episodes per individual.</param>
/// <param name="Hiddens">Hidden neurons.</param>
/// <param name="Seconds">How long each figure is measured, about.</param>
public sealed record GpuBenchPlan(IReadOnlyList<int> Populations, IReadOnlyList<int> Episodes, IReadOnlyList<int> Hiddens, double Seconds = 0.5)
{
    /// <summary>One row of each kind per world.</summary>
    public static GpuBenchPlan Usual { get; } = new([16_384], [128], [32]);

    /// <summary>Population from 1 to 10⁵, episodes and hidden width, for one world.</summary>
    public static GpuBenchPlan Sweep { get; } = new([1, 16, 256, 4_096, 16_384, 100_000], [32, 128, 512], [16, 32, 64]);
}

/// <summary>How fast a GPU is: what <c>mesascope bench --device cuda</c> prints.</summary>
public static class GpuBench
{
    /// <summary>The rows of one world, one by one as they are measured.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="world">One of the catalogue.</param>
    /// <param name="plan">What to time.</param>
    public static IEnumerable<GpuBenchRow> Rows(GpuDevice device, WorldEntry world, GpuBenchPlan plan) => world.Accept(new Visitor(device, plan));

    /// <summary>The same for a world with rules of its own.</summary>
    public static IEnumerable<GpuBenchRow> Rows(GpuDevice device, WorldInstance world, GpuBenchPlan plan) => world.Accept(new Visitor(device, plan));

    /// <summary>Compares the GPU's episodes with the CPU's in one world, under its usual rules.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="world">One of the catalogue.</param>
    /// <param name="kind">Of which kind the networks are.</param>
    /// <param name="hidden">Hidden neurons.</param>
    /// <param name="individuals">How many networks.</param>
    /// <param name="episodes">How many levels each.</param>
    public static Parity Parity(GpuDevice device, WorldEntry world, NetworkKind kind, int hidden = 32, int individuals = 64, int episodes = 128) =>
        world.Accept(new ParityVisitor(device, kind, hidden, individuals, episodes));

    private sealed class ParityVisitor(GpuDevice device, NetworkKind kind, int hidden, int individuals, int episodes) : IWorldVisitor<Parity>
    {
        public Parity Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => Gpu.Parity.Check<TWorld, TState>(device, new TWorld(), kind, hidden, individuals, episodes, new Seed(1));
    }

    private sealed class Visitor(GpuDevice device, GpuBenchPlan plan) : IWorldVisitor<IEnumerable<GpuBenchRow>>, IWorldInstanceVisitor<IEnumerable<GpuBenchRow>>
    {
        public IEnumerable<GpuBenchRow> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => Visit<TWorld, TState>(new TWorld());

        public IEnumerable<GpuBenchRow> Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            foreach (int population in plan.Populations)
                foreach (int episodes in plan.Episodes)
                {
                    yield return Row<TWorld, TState>("world", population, episodes, 0, Rollout<TWorld, TState>(world, null, population, episodes), null);
                    foreach (NetworkKind kind in NetworkKind.All)
                        foreach (int hidden in plan.Hiddens)
                        {
                            INetwork network = kind.Of(world.ObservationBits, hidden, world.Actions);
                            string suffix = kind == NetworkKind.Mlp ? "" : $"-{kind}";
                            double limit = GpuBound.Of(network, GpuBound.SetBits<TWorld, TState>(world)).StepsPerSecond(device.Limits);
                            yield return Row<TWorld, TState>("agent" + suffix, population, episodes, hidden, Rollout<TWorld, TState>(world, network, population, episodes), limit);
                            if (population > 1) yield return Row<TWorld, TState>("generation" + suffix, population, episodes, hidden, Generation<TWorld, TState>(world, network, population, episodes), limit);
                        }
                }
        }

        private GpuBenchRow Row<TWorld, TState>(string kind, int population, int episodes, int hidden, double rate, double? limit)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new(TWorld.Card.Name, kind, device.Name, population, episodes, hidden, rate, rate / limit);

        private double Rollout<TWorld, TState>(TWorld world, INetwork? network, int population, int episodes)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            // One mean and its perturbations, so that 10⁵ individuals need no memory of their own.
            using var timed = new TimedRollout<TWorld, TState>(device, world, network, population, episodes);
            return Median(timed.Run);
        }

        private double Generation<TWorld, TState>(TWorld world, INetwork network, int population, int episodes)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            using var search = new GpuOpenAiEs<TWorld, TState>(device, network, new OpenAiEsSettings { PopulationSize = population + population % 2 }, new Seed(1));
            return Median(() => search.Step(world, new Seed((ulong)search.Generation), episodes).Sum(score => (double)score.Steps));
        }

        // The first run loads the kernel and is thrown away.
        private double Median(Func<double> steps)
        {
            steps();
            var rates = new List<double>();
            var whole = Stopwatch.StartNew();
            do
            {
                var watch = Stopwatch.StartNew();
                double taken = steps();
                rates.Add(taken / watch.Elapsed.TotalSeconds);
            }
            while (rates.Count < 3 || whole.Elapsed.TotalSeconds < plan.Seconds);
            rates.Sort();
            return rates[rates.Count / 2];
        }
    }
}
