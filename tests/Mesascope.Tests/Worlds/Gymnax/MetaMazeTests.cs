using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using Events = MetaMaze.Events;
using Phase = MetaMaze.Phase;
using State = MetaMaze.State;

public sealed class MetaMazeContract : WorldContract<MetaMaze, State>
{
    protected override IEnumerable<MetaMaze> MoreVariants => [new() { ShowsReward = false, GoalMoves = true }];

    protected override bool AreTheSameLevel(WorldContrast<MetaMaze> contrast, State control, State treated) => control == treated;
}

public class MetaMazeTests
{
    private const int Right = 1, Up = 0, Start = 6 * 11 + 6, Goal = 6 * 11 + 7, Opposite = 4 * 11 + 3;

    private static State At(int agent, int goal, Phase phase = Phase.Searching) => new(agent, goal, 0, false, 10, phase);

    // Puts the agent on the open cell of that number where it finds the goal.
    private static (State State, Step Step) After(State state, int action, bool moves = false, int cell = 0)
    {
        var chance = new Outcome(false, cell);
        Step step = new MetaMaze { GoalMoves = moves }.Advance(ref state, action, ref chance);
        return (state, step);
    }

    [Fact]
    public void Forty_cells_are_open_and_the_map_is_the_published_one()
    {
        Assert.Equal(40, Enumerable.Range(0, 121).Count(MetaMaze.IsOpen));
        Assert.Equal("#########|#p      #|# # # # #|#       #|# # # # #|#    A  #|# # # # #|#      G#|#########".Replace("p", " "), new MetaMaze().Board(At(Start, 8 * 11 + 8)).Replace('\n', '|'));
    }

    [Fact]
    public void Finding_the_goal_pays_10_and_puts_the_agent_elsewhere()
    {
        var (after, step) = After(At(Start, Goal), Right);
        Assert.Equal(new Step(10, 10, Events.FoundGoal, false), step);
        Assert.Equal((2 * 11 + 2, true, Right, 11, Phase.Found), (after.Agent, after.Paid, after.Last, after.Time, after.Phase));
    }

    [Fact]
    public void Being_put_on_the_goal_ends_the_life() =>
        Assert.True(After(At(Start, Goal), Right, cell: Enumerable.Range(0, 40).First(number => MetaMaze.Open(number) == Goal)).Step.Ended);

    // 8, 8 is a corner: up and back would be elsewhere, but right is a wall.
    [Fact]
    public void Bumping_into_a_wall_on_the_goal_finds_it() =>
        Assert.Equal(Events.FoundGoal | Events.Bumped, After(At(8 * 11 + 8, 8 * 11 + 8), Right).Step.Events);

    [Fact]
    public void The_goal_moves_to_the_opposite_cell_after_the_first_find_and_the_old_place_no_longer_pays()
    {
        Assert.Equal(new Step(0, 0, Events.CameBack, false), After(At(Start, Goal, Phase.Found), Right, moves: true).Step);
        Assert.Equal(10, After(At(Opposite + 11, Goal, Phase.Found), Up, moves: true).Step.Reward);
        Assert.Equal(10, After(At(Start, Goal, Phase.Found), Right).Step.Reward);
    }

    [Fact]
    public void Who_comes_to_the_opposite_place_first_has_not_come_back()
    {
        var (after, step) = After(At(Opposite + 11, Goal, Phase.Found), Up);
        Assert.Equal((0u, Phase.Decided), (step.Events, after.Phase));
        Assert.Equal(Events.FoundGoal, After(after with { Agent = Start }, Right).Step.Events);
    }

    [Fact]
    public void The_window_the_last_action_the_reward_and_the_raw_time_are_seen()
    {
        var seen = new float[31];
        FloatView.Of(new MetaMaze(), new State(2 * 11 + 2, Goal, 3, true, 150, Phase.Found), seen);
        Assert.Equal([0, 0, 0, 1, 10, 150], seen[25..]);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0], seen[..25]);
        FloatView.Of(new MetaMaze { ShowsReward = false }, new State(2 * 11 + 2, Goal, 3, true, 150, Phase.Found), seen);
        Assert.Equal(0, seen[29]);
    }
}
