using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>The processor.</summary>
internal sealed class CpuSpeed : ISpeedDevice
{
    // Small enough that one piece of work takes a few milliseconds, large enough that threads share it out evenly.
    private const int Population = 32, Episodes = 64, Hidden = 32;

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string? Missing => null;

    /// <inheritdoc/>
    public IReadOnlyList<SpeedRow> Measure(WorldEntry world, SpeedPlan plan, Action<double, string> told, CancellationToken cancellationToken)
    {
        (int Population, int Episodes, int Hidden)[] sizes = plan.Sweep
            ? [(Population, Episodes, Hidden), (Population, Episodes, 16), (Population, Episodes, 64), (Population, Episodes, 128), (Population, 8, Hidden), (8, 512, Hidden), (1024, Episodes, Hidden)]
            : [(Population, Episodes, Hidden)];
        var rows = new List<SpeedRow>();
        for (int i = 0; i < sizes.Length; i++)
        {
            double before = i;
            void Told(double done) => told((before + done) / sizes.Length, $"{world.Name}, {sizes[i].Population} individuals × {sizes[i].Episodes} episodes, {sizes[i].Hidden} hidden units");
            rows.AddRange(world.Accept(new CpuWorld(sizes[i].Population, sizes[i].Episodes, sizes[i].Hidden, i == 0, plan, Told, cancellationToken)));
        }
        return rows;
    }
}
