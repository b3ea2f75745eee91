using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public class BoardSymmetryTests
{
    private static readonly (int Height, int Width)[] Sizes = [(4, 4), (5, 5), (4, 2), (5, 7), (6, 7), (8, 8)];

    [Fact]
    public void Walking_on_the_board_and_walking_as_seen_lead_to_the_same_cell() =>
        ForEach((guise, height, width) =>
        {
            bool lying = (guise & BoardSymmetry.Transposed) != 0;
            ulong board = Board8.Rectangle(height, width), seen = Board8.Rectangle(lying ? width : height, lying ? height : width);
            for (int cell = 0; cell < 64; cell++)
                for (int action = 0; Board8.Has(board, cell) && action < 4; action++)
                {
                    int to = Board8.Next(cell, BoardSymmetry.Action(action, guise)), asSeen = Board8.Next(BoardSymmetry.Cell(cell, guise, height, width), action);
                    Assert.Equal(Board8.Has(board, to), Board8.Has(seen, asSeen));
                    if (Board8.Has(board, to)) Assert.Equal(BoardSymmetry.Cell(to, guise, height, width), asSeen);
                }
        });

    [Fact]
    public void A_guise_loses_no_cell() =>
        ForEach((guise, height, width) =>
        {
            bool lying = (guise & BoardSymmetry.Transposed) != 0;
            Assert.Equal(Board8.Rectangle(lying ? width : height, lying ? height : width), BoardSymmetry.Cells(Board8.Rectangle(height, width), guise, height, width));
        });

    [Fact]
    public void The_eight_guises_differ_and_the_first_is_the_board_itself()
    {
        const ulong cells = 0b0000_0011; // a bar at the top left
        ulong[] seen = [.. Enumerable.Range(0, BoardSymmetry.Count).Select(guise => BoardSymmetry.Cells(cells | 1UL << 8 * 3, guise, 5, 7))];
        Assert.Distinct(seen);
        Assert.Equal(cells | 1UL << 8 * 3, seen[0]);
    }

    /// <summary>The actions that are these ones on the board itself, for an agent that sees it in a guise.</summary>
    public static string AsSeen(string actions, int guise) => string.Concat(actions.Select(action => "01234".First(seen => BoardSymmetry.Action(seen - '0', guise) == action - '0')));

    /// <summary>What a string of actions pays from the published start, with the board in a guise.</summary>
    public static (double Reward, double Performance) Pays<TWorld, TState>(TWorld world, TState start, string actions)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        (double reward, double performance) = (0, 0);
        var luck = new Seed(1).Draws();
        foreach (char action in actions)
        {
            Step step = world.Advance(ref start, action - '0', ref luck);
            reward += step.Reward;
            performance += step.Performance;
            if (step.Ended) break;
        }
        return (reward, performance);
    }

    private static void ForEach(Action<int, int, int> check)
    {
        foreach ((int height, int width) in Sizes)
            for (int guise = 0; guise < BoardSymmetry.Count; guise++) check(guise, height, width);
    }
}
