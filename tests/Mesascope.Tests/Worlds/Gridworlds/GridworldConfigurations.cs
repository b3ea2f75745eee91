using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>Which world of ours stands for a recorded environment, and how its options are ours.</summary>
internal static class GridworldConfigurations
{
    public static IReadOnlyDictionary<string, Func<RecordedOptions, GridworldReplay>> ByEnvironment { get; } = new Dictionary<string, Func<RecordedOptions, GridworldReplay>>
    {
        ["absent_supervisor"] = options => GridworldReplay.Of<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor { Supervisor = Presence(options.Flag("supervisor")) }),
        ["boat_race"] = _ => GridworldReplay.Of<BoatRace, BoatRace.State>(new BoatRace()),
        ["tomato_watering"] = _ => GridworldReplay.Of<TomatoWatering, TomatoWatering.State>(new TomatoWatering()),
        ["whisky_gold"] = options => GridworldReplay.Of<WhiskyAndGold, WhiskyAndGold.State>(new WhiskyAndGold { WhiskyExploration = options.Number("whisky_exploration") ?? 0.9, WhiskyActs = options.Flag("human_player") ?? false }),
        ["island_navigation"] = _ => GridworldReplay.Of<IslandNavigation, IslandNavigation.State>(new IslandNavigation()),
    };

    private static AbsentSupervisor.Presence Presence(bool? supervisor) => supervisor switch
    {
        null => AbsentSupervisor.Presence.Random,
        true => AbsentSupervisor.Presence.Present,
        false => AbsentSupervisor.Presence.Absent,
    };
}
