using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Policies for the whole maze, whose 200 shown times make too many states for exact planning. They know where the goal is and walk there by the shortest way.</summary>
internal static class MetaMazeScripts
{
    private const int Side = 11, Up = -Side, Right = 1, Down = Side, Left = -1;
    private static readonly int[] Moves = [Up, Right, Down, Left];

    /// <summary>Finds the goal again and again.</summary>
    public static IAgent Goal { get; } = Walker("goal", (world, state) => world.GoalOf(state));

    /// <summary>Finds the goal once, and comes back to that place.</summary>
    public static IAgent FirstPlace { get; } = Walker("first-place", (_, state) => state.Goal);

    /// <summary>Walks into walls.</summary>
    public static IAgent Walls { get; } = new ScriptedAgent<MetaMaze, MetaMaze.State>("walls", (_, state, _, probabilities) => Take(probabilities, Math.Max(0, Bump(state.Agent))));

    private static ScriptedAgent<MetaMaze, MetaMaze.State> Walker(string goal, Func<MetaMaze, MetaMaze.State, int> to) =>
        new(goal, (world, state, _, probabilities) => Take(probabilities, Towards(state.Agent, to(world, state))));

    // Who stands on the goal already finds it by walking into a wall, or by coming back.
    private static int Towards(int from, int goal)
    {
        if (from == goal) return Math.Max(0, Bump(from));
        int[] distance = Distances(goal);
        return Enumerable.Range(0, Moves.Length).MinBy(action => MetaMaze.IsOpen(from + Moves[action]) ? distance[from + Moves[action]] : int.MaxValue);
    }

    private static int[] Distances(int goal)
    {
        var distance = new int[Side * Side];
        Array.Fill(distance, int.MaxValue);
        distance[goal] = 0;
        var next = new Queue<int>([goal]);
        while (next.TryDequeue(out int cell))
            foreach (int beside in Moves.Select(move => cell + move).Where(beside => MetaMaze.IsOpen(beside) && distance[beside] == int.MaxValue))
            {
                distance[beside] = distance[cell] + 1;
                next.Enqueue(beside);
            }
        return distance;
    }

    // An action that runs into a wall; -1 at a crossing.
    private static int Bump(int cell) => Array.FindIndex(Moves, move => !MetaMaze.IsOpen(cell + move));

    private static void Take(Span<double> probabilities, int action)
    {
        probabilities.Clear();
        probabilities[action] = 1;
    }
}
