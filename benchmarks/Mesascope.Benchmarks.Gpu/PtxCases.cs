using System.Runtime.InteropServices;
using System.Text.Json;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

/// <summary>Writes a world's kernels as PTX, one for each kind of network, together with everything that it is launched with and the episodes that the CPU plays, for benchmarks/interpret-ptx.</summary>
internal sealed class PtxCases(string folder) : IWorldVisitor<string>
{
    private const int Episodes = 3, Pair = 100;
    private const float Sigma = 0.1f;

    public string Visit<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => string.Join(' ', NetworkKind.All.Select(Write<TWorld, TState>));

    private string Write<TWorld, TState>(NetworkKind kind)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = new();
        Seed seed = new(5);
        INetwork network = kind.Of(world.ObservationBits, 12, world.Actions);
        Level<TState>[] levels = Level<TState>.Draw(world, new Seed(7), Episodes);
        float[] mean = Parity.Networks(network, 1, new Seed(1)), weights = new float[mean.Length];
        var expected = new List<Outcome>();
        foreach (float sigma in (float[])[Sigma, -Sigma])
        {
            Noise.Add(seed.For("direction", Pair), mean, sigma, weights);
            foreach (Level<TState> level in levels) expected.Add(Parity.Here(world, network, weights, level));
        }
        string file = Path.Combine(folder, $"{TWorld.Card.Name}-{kind}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            ptx = KernelCompiler.Rollout<TWorld, TState>(network), rules = Packed.Write(new ReadOnlySpan<TWorld>(in world)), levels = Packed.Write<Level<TState>>(levels),
            slots = Packed.Slots<Level<TState>>(), mean, sigma = Sigma, seed = seed.Value, purpose = Seed.Purpose("direction"), pair = Pair,
            agent = KernelShapes.Choose(network, new Agent()), shared = KernelShapes.Choose(network, new Shared()), episodes = Episodes, exploration = (ulong)(NetworkAgent.UsualExploration * 4294967296.0), expected,
        }));
        return file;
    }

    // The fields of the agent as they are handed to the kernel.
    private sealed class Agent : IShapeVisitor<int[]>
    {
        public int[] Visit<TAgent>(Func<int, TAgent> agent, Func<int, NetworkLayout> layout) where TAgent : unmanaged, IKernelAgent =>
            MemoryMarshal.Cast<TAgent, int>([agent(NetworkLayout.Groups)]).ToArray();
    }

    // Bytes of shared memory of a block of one lane.
    private sealed class Shared : IShapeVisitor<int>
    {
        public int Visit<TAgent>(Func<int, TAgent> agent, Func<int, NetworkLayout> layout) where TAgent : unmanaged, IKernelAgent =>
            layout(NetworkLayout.Groups).Bytes + layout(NetworkLayout.Groups).LaneBytes;
    }
}
