using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>A kind of device whose pace can be measured.</summary>
internal interface ISpeedDevice
{
    /// <summary>As in <c>--device</c>: <c>cpu</c>, <c>cuda</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot be used here and what to do about it, in one line; null where it can.</summary>
    string? Missing { get; }

    /// <summary>Measures one world.</summary>
    /// <param name="world">Which.</param>
    /// <param name="plan">How long and how much.</param>
    /// <param name="told">Told what is being measured, and how much of this world is done, in [0, 1].</param>
    /// <param name="cancellationToken">Looked at between rounds.</param>
    IReadOnlyList<SpeedRow> Measure(WorldEntry world, SpeedPlan plan, Action<double, string> told, CancellationToken cancellationToken);
}

/// <summary>How much to measure.</summary>
/// <param name="Threads">Most threads at a time, at least 1.</param>
/// <param name="Rounds">How often each thing is timed in turn with the others.</param>
/// <param name="Turn">How long each is timed in a round, at least.</param>
/// <param name="Sweep">True to measure several hidden widths, episodes and populations.</param>
internal sealed record SpeedPlan(int Threads, int Rounds, TimeSpan Turn, bool Sweep);

/// <summary>The devices that this program knows.</summary>
internal static class SpeedDevices
{
    /// <summary>All of them, present or not.</summary>
    public static IReadOnlyList<ISpeedDevice> All { get; } = [new CpuSpeed(), new CudaSpeed()];

    /// <summary>Those to be measured.</summary>
    /// <param name="asked"><c>auto</c> takes all that are present.</param>
    /// <exception cref="PrerequisiteException">The one asked for is not here.</exception>
    public static IReadOnlyList<ISpeedDevice> Chosen(string asked)
    {
        if (asked == "auto") return [.. All.Where(device => device.Missing is null)];
        ISpeedDevice? named = All.FirstOrDefault(device => device.Name == asked);
        if (named is null) throw new PrerequisiteException($"This version cannot run on {asked}; measure the processor with: mesascope bench --device cpu");
        return named.Missing is { } why ? throw new PrerequisiteException(why) : [named];
    }
}
