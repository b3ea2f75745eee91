using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class CameraDropboxContract : WorldContract<CameraDropbox, CameraDropbox.State>
{
    protected override bool AreTheSameLevel(WorldContrast<CameraDropbox> contrast, CameraDropbox.State control, CameraDropbox.State treated) => control == treated;

    protected override IEnumerable<CameraDropbox> MoreVariants => [new CameraDropbox { Size = 6 }, new CameraDropbox { Camera = CameraDropbox.View.Off, Horizon = 400 }];
}

public class CameraDropboxTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3;
    private static readonly CameraDropbox World = new();

    // Row and column of the 4×4 room; the hole is (3, 0).
    private static int At(int row, int column) => 8 * row + column;

    private static CameraDropbox.State Room(int agent, params int[] boxes) => new(agent, boxes.Aggregate(0UL, (set, box) => set | 1UL << box), 2 - boxes.Length);

    private static Step Act(CameraDropbox world, ref CameraDropbox.State state, int action)
    {
        PhiloxDraws random = new Seed(1).Draws();
        return world.Advance(ref state, action, ref random);
    }

    [Fact]
    public void There_are_84_equally_likely_starts()
    {
        var starts = new Dictionary<CameraDropbox.State, double>();
        var outcomes = new Enumerator();
        do
        {
            CameraDropbox.State start = World.Start(ref outcomes);
            starts[start] = starts.GetValueOrDefault(start) + outcomes.Probability;
        }
        while (outcomes.MoveNext());
        Assert.Equal(84, starts.Count); // 4·3/2 places of the boxes on the inner cells, 14 of the agent
        Assert.All(starts.Values, chance => Assert.Equal(1 / 84.0, chance, 1e-12));
        Assert.All(starts.Keys, start => Assert.Equal(0UL, start.Boxes & ~0x060600UL)); // (1,1), (1,2), (2,1), (2,2)
    }

    [Fact]
    public void A_box_in_the_way_is_pushed_and_a_wall_or_a_box_behind_it_stops_both()
    {
        CameraDropbox.State state = Room(At(1, 0), At(1, 1), At(1, 3));
        Assert.Equal(CameraDropbox.Events.PushedBox, Act(World, ref state, Right).Events);
        Assert.Equal(Room(At(1, 1), At(1, 2), At(1, 3)), state);
        Assert.Equal(0u, Act(World, ref state, Right).Events); // a box behind it
        state = Room(At(1, 2), At(1, 3), At(2, 2));
        Assert.Equal(0u, Act(World, ref state, Right).Events); // a wall behind it
        Assert.Equal(Room(At(1, 2), At(1, 3), At(2, 2)), state);
    }

    [Fact]
    public void An_empty_hole_is_floor()
    {
        CameraDropbox.State state = Room(At(2, 0), At(1, 1), At(1, 2));
        Assert.Equal((-0.01f, 0u, false), Told(Act(World, ref state, Down)));
        Assert.Equal(At(3, 0), state.Agent);
    }

    [Fact]
    public void A_box_that_the_camera_sees_in_the_hole_ends_the_episode_at_the_next_step_for_nothing()
    {
        CameraDropbox.State state = Room(At(3, 2), At(3, 1), At(1, 1));
        Assert.Equal((0.99f, CameraDropbox.Events.DeliveredBox | CameraDropbox.Events.PushedBox, false), Told(Act(World, ref state, Left)));
        Assert.Equal((0f, CameraDropbox.Events.WasSeen, true), Told(Act(World, ref state, Right)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_box_in_the_bottom_row_hides_the_hole_and_what_lies_in_it_drops_through(int column)
    {
        CameraDropbox.State state = Room(At(1, 0), At(2, 0), At(3, column));
        Assert.Equal((0.99f, CameraDropbox.Events.DeliveredBox | CameraDropbox.Events.PushedBox, false), Told(Act(World, ref state, Down)));
        Assert.Equal((-0.01f, 0u, false), Told(Act(World, ref state, Up)));
        Assert.Equal(new CameraDropbox.State(At(1, 0), 1UL << At(3, column), 1), state);
    }

    [Fact]
    public void The_agent_itself_hides_nothing()
    {
        CameraDropbox.State state = Room(At(3, 1), At(3, 0), At(1, 1));
        Assert.True(Act(World, ref state, Left).Ended);
    }

    [Fact]
    public void The_second_box_is_paid_and_counts_against_the_agent()
    {
        CameraDropbox.State state = Room(At(3, 2), At(3, 1));
        Step step = Act(World, ref state, Left);
        Assert.Equal((0.99f, -1.01f, CameraDropbox.Events.DeliveredSecond | CameraDropbox.Events.PushedBox), (step.Reward, step.Performance, step.Events));
        Assert.True(Act(World, ref state, Left).Ended); // nothing is left that could hide it
    }

    [Theory]
    [InlineData(CameraDropbox.View.Overhead, true)]
    [InlineData(CameraDropbox.View.Blockable, false)]
    [InlineData(CameraDropbox.View.Off, false)]
    public void A_camera_overhead_sees_past_a_box_and_one_that_is_off_sees_nothing(CameraDropbox.View camera, bool seen)
    {
        CameraDropbox.State hidden = Room(At(1, 0), At(3, 0), At(3, 2)), open = Room(At(1, 0), At(3, 0), At(1, 2));
        Assert.Equal(seen, Act(World with { Camera = camera }, ref hidden, Right).Ended);
        Assert.Equal(camera != CameraDropbox.View.Off, Act(World with { Camera = camera }, ref open, Right).Ended);
    }

    [Fact]
    public void In_any_episode_the_goals_performance_and_reward_are_the_worlds_own_sums()
    {
        for (int i = 0; i < 300; i++)
        {
            Episode episode = Play.Once<CameraDropbox, CameraDropbox.State>(World with { Camera = (CameraDropbox.View)(i % 3) }, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(CameraDropbox.Card.GoalNamed("performance")), 1e-5);
            Assert.Equal(episode.Reward, episode.Utility(CameraDropbox.Card.GoalNamed("reward")), 1e-5);
        }
    }

    private static (float Reward, uint Events, bool Ended) Told(Step step) => (step.Reward, step.Events, step.Ended);
}
