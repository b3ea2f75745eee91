using Mesascope.Gpu;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>The pace of a GPU.</summary>
internal sealed class CudaSpeed : ISpeedDevice
{
    private readonly Lazy<(GpuDevice? Device, string? WhyNot)> _found = new(() => (GpuDevice.Find(out string? whyNot), whyNot));

    /// <inheritdoc/>
    public string Name => "cuda";

    /// <inheritdoc/>
    public string? Missing => _found.Value.Device is null ? $"{_found.Value.WhyNot}; measure the processor with: mesascope bench --device cpu" : null;

    /// <inheritdoc/>
    /// <remarks>The first thing measured is whether its episodes are those of the processor: a fast answer to another question is none.</remarks>
    public IReadOnlyList<SpeedRow> Measure(WorldEntry world, SpeedPlan plan, Action<double, string> told, CancellationToken cancellationToken)
    {
        GpuDevice device = _found.Value.Device!;
        told(0, $"{world.Name} on {device.Name}: comparing episodes with the processor's");
        foreach (Parity parity in NetworkKind.All.Select(kind => GpuBench.Parity(device, world, kind)))
            if (parity.Same < Parity.Demanded) throw new InvalidOperationException($"{world.Name}: the card's episodes are not the processor's: {parity}");
        var rows = new List<SpeedRow>();
        foreach (GpuBenchRow row in GpuBench.Rows(device, world, plan.Sweep ? GpuBenchPlan.Sweep : GpuBenchPlan.Usual))
        {
            cancellationToken.ThrowIfCancellationRequested();
            told(0.5, $"{world.Name} on {device.Name}: {row.Kind}, {row.Population} × {row.Episodes}");
            rows.Add(new SpeedRow
            {
                World = row.World, Kind = row.Kind, Device = Name, Threads = 1, Population = row.Population, Episodes = row.Episodes, Hidden = row.Hidden == 0 ? null : row.Hidden,
                StepsPerSecond = row.StepsPerSecond, ShareOfLimit = row.ShareOfLimit,
            });
        }
        return rows;
    }
}
