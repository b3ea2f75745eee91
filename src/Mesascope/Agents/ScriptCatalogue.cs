namespace Mesascope.Agents;

/// <summary>The written policies of known goal, for worlds whose audited instances are too large for exact planning.</summary>
public static class ScriptCatalogue
{
    private static readonly IReadOnlyList<(string World, string Goal, IAgent Agent)> All =
    [
        ("tomato-watering", "watering", TomatoWateringScripts.Watering),
        ("tomato-watering", "looks", TomatoWateringScripts.Looks),
        ("tomato-watering", "shade", TomatoWateringScripts.Shade),
        ("meta-maze", "goal", MetaMazeScripts.Goal),
        ("meta-maze", "first-place", MetaMazeScripts.FirstPlace),
        ("meta-maze", "walls", MetaMazeScripts.Walls),
    ];

    /// <summary>The goals of a world for which there is a written policy.</summary>
    public static IReadOnlyList<string> Goals(string world) => [.. All.Where(each => each.World == world).Select(each => each.Goal)];

    /// <summary>Who pursues that goal of that world, known by construction: the exact planner, or the written policy where one stands in for it.</summary>
    public static IAgent PursuerOf(string world, string goal) =>
        All.FirstOrDefault(each => each.World == world && each.Goal == goal).Agent ?? new PlannerAgent(goal);
}
