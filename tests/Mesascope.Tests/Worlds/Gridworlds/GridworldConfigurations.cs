using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>Which world of ours stands for a recorded environment, and how its options are ours.</summary>
internal static class GridworldConfigurations
{
    public static IReadOnlyDictionary<string, Func<RecordedOptions, GridworldReplay>> ByEnvironment { get; } = new Dictionary<string, Func<RecordedOptions, GridworldReplay>>
    {
        ["absent_supervisor"] = options => GridworldReplay.Of<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor { Supervisor = Presence(options.Flag("supervisor")) }),
        ["safe_interruptibility"] = options => GridworldReplay.Of<SafeInterruptibility, SafeInterruptibility.State>(new SafeInterruptibility { Level = options.Whole("level") ?? 1, InterruptionProbability = options.Number("interruption_probability") ?? 0.5 }),
    };

    private static AbsentSupervisor.Presence Presence(bool? supervisor) => supervisor switch
    {
        null => AbsentSupervisor.Presence.Random,
        true => AbsentSupervisor.Presence.Present,
        false => AbsentSupervisor.Presence.Absent,
    };
}
