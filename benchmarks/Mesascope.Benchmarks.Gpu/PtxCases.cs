using System.Text.Json;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

/// <summary>Writes a world's kernel as PTX together with everything that it is launched with and the episodes that the CPU plays, for benchmarks/interpret-ptx.</summary>
internal sealed class PtxCases(string folder) : IWorldVisitor<string>
{
    private const int Episodes = 3, Pair = 100;
    private const float Sigma = 0.1f;

    public string Visit<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = new();
        Seed seed = new(5);
        var network = new Mlp(world.ObservationBits, 12, world.Actions);
        Level<TState>[] levels = Level<TState>.Draw(world, new Seed(7), Episodes);
        float[] mean = Parity.Networks(network, 1, new Seed(1)), weights = new float[mean.Length];
        var expected = new List<Outcome>();
        foreach (float sigma in (float[])[Sigma, -Sigma])
        {
            Noise.Add(seed.For("direction", Pair), mean, sigma, weights);
            foreach (Level<TState> level in levels) expected.Add(Parity.Here(world, network, weights, level));
        }
        string file = Path.Combine(folder, TWorld.Card.Name + ".json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            ptx = KernelCompiler.Rollout<TWorld, TState>(network), rules = Packed.Write(new ReadOnlySpan<TWorld>(in world)), levels = Packed.Write<Level<TState>>(levels),
            slots = Packed.Slots<Level<TState>>(), mean, sigma = Sigma, seed = seed.Value, purpose = Seed.Purpose("direction"), pair = Pair,
            layout = KernelShapes.Choose(network, new Layout(network)), episodes = Episodes, exploration = (ulong)(MlpAgent.UsualExploration * 4294967296.0), expected,
        }));
        return file;
    }

    private sealed class Layout(Mlp network) : IShapeVisitor<int[]>
    {
        public int[] Visit<TUnits, TScores>()
            where TUnits : unmanaged, IUnits<TUnits>
            where TScores : unmanaged, IUnits<TScores>
        {
            MlpLayout layout = MlpLayout.Of(network, default(TUnits).Width, 4 * default(TScores).Fours, MlpLayout.Groups);
            return
            [
                layout.Inputs, layout.Hidden, layout.Outputs, layout.Block, layout.Blocks, layout.Words, layout.Copies, layout.RowStride, layout.CopyStride,
                layout.BiasAt, layout.SecondAt, layout.SecondStride, layout.OutBiasAt, layout.End,
            ];
        }
    }
}
