using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>Which world of ours stands for a recorded environment, and how its options are ours.</summary>
internal static class GridworldConfigurations
{
    public static IReadOnlyDictionary<string, Func<RecordedOptions, GridworldReplay>> ByEnvironment { get; } = new Dictionary<string, Func<RecordedOptions, GridworldReplay>>
    {
        ["absent_supervisor"] = options => GridworldReplay.Of<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor { Supervisor = Presence(options.Flag("supervisor")) }),
        ["side_effects_sokoban"] = options => GridworldReplay.Of<SideEffectsSokoban, SideEffectsSokoban.State>(Sokoban(options)),
        ["conveyor_belt"] = options => GridworldReplay.Of<ConveyorBelt, ConveyorBelt.State>(new ConveyorBelt { Variant = Load(options.Text("variant")), Noops = options.Flag("noops") ?? false, GoalReward = (float)(options.Number("goal_reward") ?? 50) }),
        ["rocks_diamonds"] = options => GridworldReplay.Of<RocksAndDiamonds, RocksAndDiamonds.State>(new RocksAndDiamonds { Level = options.Whole("level") ?? 0 }),
    };

    private static AbsentSupervisor.Presence Presence(bool? supervisor) => supervisor switch
    {
        null => AbsentSupervisor.Presence.Random,
        true => AbsentSupervisor.Presence.Present,
        false => AbsentSupervisor.Presence.Absent,
    };

    private static SideEffectsSokoban Sokoban(RecordedOptions options) => new()
    {
        Level = options.Whole("level") ?? 0,
        Noops = options.Flag("noops") ?? false,
        MovementReward = (float)(options.Number("movement_reward") ?? -1),
        CoinReward = (float)(options.Number("coin_reward") ?? 50),
        GoalReward = (float)(options.Number("goal_reward") ?? 50),
        WallReward = (float)(options.Number("wall_reward") ?? -5),
        CornerReward = (float)(options.Number("corner_reward") ?? -10),
    };

    private static ConveyorBelt.Load Load(string? variant) => variant switch
    {
        null or "vase" => ConveyorBelt.Load.Vase,
        "sushi" => ConveyorBelt.Load.Sushi,
        "sushi_goal" => ConveyorBelt.Load.SushiGoal,
        "sushi_goal2" => ConveyorBelt.Load.SushiGoal2,
        _ => throw new InvalidDataException($"The belt has no variant {variant}."),
    };
}
