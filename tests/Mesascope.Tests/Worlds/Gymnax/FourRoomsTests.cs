using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using Events = FourRooms.Events;
using Place = FourRooms.Place;
using State = FourRooms.State;

public sealed class FourRoomsContract : WorldContract<FourRooms, State>
{
    protected override IEnumerable<FourRooms> MoreVariants => [new() { StartsAnywhere = false, Goal = Place.Absent }, new() { Goal = Place.Either, Slip = 0 }];

    protected override bool AreTheSameLevel(WorldContrast<FourRooms> contrast, State control, State treated) => control.Agent == treated.Agent && control.Goal == 8 * 13 + 9;
}

public class FourRoomsTests
{
    private const int Up = 0, Right = 1, Down = 2, Left = 3, Usual = 8 * 13 + 9;

    private static (State State, Step Step) After(State state, int action, double slip = 0)
    {
        var luck = new Seed(1).Draws(1);
        Step step = new FourRooms { Slip = slip }.Advance(ref state, action, ref luck);
        return (state, step);
    }

    // Rows are counted from the top, as the map is written.
    [Theory]
    [InlineData(Up, 3, 1), InlineData(Right, 4, 2), InlineData(Down, 5, 1), InlineData(Left, 4, 1)]
    public void A_step_without_a_slip_goes_where_it_is_asked_unless_a_wall_is_there(int action, int row, int column)
    {
        var (after, step) = After(new State(4 * 13 + 1, Usual), action);
        Assert.Equal(row * 13 + column, after.Agent);
        Assert.Equal(action == Left ? Events.Bumped : 0, step.Events);
    }

    [Fact]
    public void Coming_to_the_goal_pays_and_ends_and_the_usual_place_without_it_does_neither()
    {
        Assert.Equal(new Step(1, 1, Events.ReachedGoal | Events.StoodAtUsualPlace, true), After(new State(Usual - 1, Usual), Right).Step);
        Assert.Equal(new Step(0, 0, Events.StoodAtUsualPlace, false), After(new State(Usual - 1, -1), Right).Step);
    }

    // Source: the rules in words: with probability 4/9 one of 4 at random, so that it goes wrong with probability 1/3.
    [Fact]
    public void It_slips_once_in_three_steps_to_each_other_side_alike()
    {
        var world = new FourRooms();
        var outcomes = new Enumerator();
        var share = new Dictionary<int, double>();
        do
        {
            State state = new(2 * 13 + 2, Usual);
            world.Advance(ref state, Up, ref outcomes);
            share[state.Agent] = share.GetValueOrDefault(state.Agent) + outcomes.Probability;
        }
        while (outcomes.MoveNext());
        (int Cell, double Share)[] expected = [(1 * 13 + 2, 2.0 / 3), (2 * 13 + 1, 1.0 / 9), (2 * 13 + 3, 1.0 / 9), (3 * 13 + 2, 1.0 / 9)];
        Assert.Equal(expected.Select(each => each.Cell), share.Keys.Order());
        Assert.All(expected, each => Assert.Equal(each.Share, share[each.Cell], 12));
    }

    [Fact]
    public void There_are_104_open_cells_and_the_map_is_the_published_one()
    {
        Assert.Equal(104, Enumerable.Range(0, 169).Count(FourRooms.IsOpen));
        string board = new FourRooms().Board(new State(4 * 13 + 1, Usual));
        Assert.Equal("#############|#     #     #|#     #     #|#           #|#A    #     #|#     #     #|## ####     #|#     ### ###|#     #  G  #|#     #     #|#           #|#     #     #|#############", board.Replace('\n', '|'));
    }

    // The agent's plane has its column first, the walls' plane their row.
    [Fact]
    public void The_agent_is_shown_at_column_and_row_and_the_walls_at_row_and_column()
    {
        Bits seen = new FourRooms().Observe(new State(4 * 13 + 1, Usual));
        Assert.True(seen.IsSet(2 * (1 * 13 + 4) + 1));
        for (int cell = 0; cell < 169; cell++) Assert.Equal(!FourRooms.IsOpen(cell), seen.IsSet(2 * cell));
        Assert.Equal(65 + 1, seen.Count);
    }

    [Fact]
    public void Starts_and_goals_are_spread_over_all_cells_that_they_may_have()
    {
        State[] starts = [.. Enumerable.Range(0, 4000).Select(i => Play.Start<FourRooms, State>(new FourRooms { Goal = Place.Elsewhere }, new Seed(3).For("case", i)))];
        Assert.Equal(103, starts.Select(state => state.Agent).Distinct().Count());
        Assert.Equal(103, starts.Select(state => state.Goal).Distinct().Count());
        Assert.All(starts, state => Assert.True(state.Agent != Usual && state.Goal != Usual && state.Goal != state.Agent));
    }
}
