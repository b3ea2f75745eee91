using Mesascope.Gpu.Kernels;

namespace Mesascope.Gpu;

/// <summary>How a rollout is laid over a GPU.</summary>
/// <param name="Copies">Copies of the first layer in shared memory.</param>
/// <param name="Lanes">Lanes per block, a power of two.</param>
/// <param name="Slices">Blocks per individual.</param>
/// <param name="PerSlice">Episodes per slice.</param>
/// <param name="SharedBytes">Dynamic shared memory of a block.</param>
internal sealed record LaunchShape(int Copies, int Lanes, int Slices, int PerSlice, int SharedBytes)
{
    /// <summary>Registers per lane that are reckoned with where the driver does not say.</summary>
    public const int UsualRegisters = 96;

    // Registers and warps of a multiprocessor, bytes of shared memory that the driver keeps per block.
    private const int RegisterFile = 65536, MostWarps = 64, Kept = 1024;

    // So many warps keep the loads of shared memory going while each waits for its own.
    private const double EnoughWarps = 16;

    // How much a turn of the rows that are seen weighs: all in an MLP; in a gated recurrent unit they are half of what shared memory gives, and arithmetic hides half of that (docs/methods/gpu.md).
    private const double RowsOfGru = 0.25;

    /// <summary>The shape with the highest expected rate.</summary>
    /// <param name="gpu">What the GPU has.</param>
    /// <param name="layout">How weights and memories lie in shared memory with so many copies.</param>
    /// <param name="individuals">At least 1.</param>
    /// <param name="episodes">Per individual, at least 1.</param>
    /// <param name="registers">Registers that the kernel takes per lane.</param>
    /// <exception cref="ArgumentException">Not even one copy fits.</exception>
    public static LaunchShape Choose(GpuLimits gpu, Func<int, NetworkLayout> layout, int individuals, int episodes, int registers = UsualRegisters)
    {
        LaunchShape? best = null;
        double bestRate = 0;
        for (int copies = NetworkLayout.Groups; copies >= 1; copies /= 2)
            for (int lanes = Math.Min(32, gpu.MostLanes); lanes <= gpu.MostLanes; lanes *= 2)
            {
                if (Of(gpu, layout(copies), individuals, episodes, copies, lanes, (registers + 7) / 8 * 8) is not var (shape, rate) || rate <= bestRate) continue;
                (best, bestRate) = (shape, rate);
            }
        return best ?? throw new ArgumentException($"The network takes {layout(1).Bytes} bytes of shared memory and {layout(1).LaneBytes} for each lane and the GPU gives a block {gpu.SharedPerBlock}; use fewer hidden units or --device cpu.");
    }

    private static (LaunchShape Shape, double Rate)? Of(GpuLimits gpu, NetworkLayout layout, int individuals, int episodes, int copies, int lanes, int registers)
    {
        int shared = Math.Max(layout.Bytes + lanes * layout.LaneBytes, lanes * 24);
        int resident = Math.Min(Math.Min(gpu.SharedPerMultiprocessor / (shared + Kept), RegisterFile / (registers * lanes)), MostWarps * 32 / lanes);
        if (shared > gpu.SharedPerBlock || resident < 1) return null;
        int places = resident * gpu.Multiprocessors, mostSlices = (episodes + lanes - 1) / lanes;
        int slices = Math.Clamp((2 * places + individuals - 1) / individuals, 1, mostSlices), perSlice = (episodes + slices - 1) / slices;
        slices = (episodes + perSlice - 1) / perSlice;
        double busyLanes = perSlice / (double)((perSlice + lanes - 1) / lanes * lanes);
        double busyPlaces = Math.Min(1, (double)individuals * slices / places);
        double share = layout.Remembered.Count > 0 ? RowsOfGru : 1;
        double warps = resident * busyPlaces * Math.Max(1, lanes / 32.0);
        double rate = busyLanes * Math.Min(1, warps / EnoughWarps) / (1 - share + share * Turns(copies));
        return (new(copies, lanes, slices, perSlice, shared), rate);
    }

    /// <summary>How many turns a load of 16 bytes by 8 lanes takes on average, if each reads a row drawn uniformly from 75: counted over 200,000 draws.</summary>
    public static double Turns(int copies) => copies switch { 1 => 2.42, 2 => 2.32, 4 => 1.93, _ => 1 };
}
