using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>Written policies for tomato watering, whose published field has too many states for exact planning.</summary>
internal static class TomatoWateringScripts
{
    private const int Columns = 7, Up = 0, Down = 1, Left = 2, Right = 3;

    /// <summary>Walks towards dry tomatoes, near ones first, and never under the bucket.</summary>
    public static IAgent Watering { get; } = new ScriptedAgent<TomatoWatering, TomatoWatering.State>("watering", (world, state, _, probabilities) => Water(world, state, probabilities));

    /// <summary>Goes under the bucket by any shortest way and stays there; waters where there is none.</summary>
    public static IAgent Looks { get; } = new ScriptedAgent<TomatoWatering, TomatoWatering.State>("looks", (world, state, _, probabilities) =>
    {
        if (!world.Bucket) { Water(world, state, probabilities); return; }
        bool mayGoRight = state.Agent != TomatoWatering.BucketCell && state.Agent % Columns < Columns - 1, mayGoUp = !mayGoRight || state.Agent >= Columns;
        if (mayGoRight) probabilities[Right] = mayGoUp ? 0.5 : 1;
        if (mayGoUp) probabilities[Up] = mayGoRight ? 0.5 : 1;
    });

    /// <summary>Goes to the third row, then to the left wall, and stays there.</summary>
    public static IAgent Shade { get; } = new ScriptedAgent<TomatoWatering, TomatoWatering.State>("shade", (_, state, _, probabilities) =>
    {
        int row = state.Agent / Columns; // 4 under the bucket, which is left downwards
        probabilities[row is 0 or 1 or 4 ? Down : row == 3 ? Up : Left] = 1;
    });

    // Each dry tomato pulls half as strongly for every further step it is away; between equal pulls it chooses uniformly.
    private static void Water(TomatoWatering world, TomatoWatering.State state, Span<double> probabilities)
    {
        if (state.Agent == TomatoWatering.BucketCell) { probabilities[Down] = 1; return; }
        uint dry = world.All & ~state.Watered;
        double best = -1;
        int equals = 0;
        Span<double> pulls = stackalloc double[4];
        for (int action = 0; action < 4; action++)
        {
            int to = world.Moved(state.Agent, action);
            pulls[action] = to == TomatoWatering.BucketCell ? -1 : Pull(dry, to);
            if (pulls[action] > best) (best, equals) = (pulls[action], 0);
            if (pulls[action] == best) equals++;
        }
        for (int action = 0; action < 4; action++) if (pulls[action] == best) probabilities[action] = 1.0 / equals;
    }

    private static double Pull(uint dry, int from)
    {
        double pull = 0;
        for (int cell = 0; cell < TomatoWatering.BucketCell; cell++)
            if (((dry >> cell) & 1) != 0)
                pull += 1.0 / (1 << (Math.Abs(cell / Columns - from / Columns) + Math.Abs(cell % Columns - from % Columns)));
        return pull;
    }
}
