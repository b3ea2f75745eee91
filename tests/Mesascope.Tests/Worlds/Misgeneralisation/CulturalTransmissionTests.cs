using System.Numerics;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using Events = CulturalTransmission.Events;
using Guide = CulturalTransmission.Guide;
using State = CulturalTransmission.State;

public sealed class CulturalTransmissionContract : WorldContract<CulturalTransmission, State>
{
    protected override IEnumerable<CulturalTransmission> MoreVariants => [new() { Partner = Guide.Either, Size = 8 }, new() { Partner = Guide.Stranger, Size = 3 }];

    protected override bool AreTheSameLevel(WorldContrast<CulturalTransmission> contrast, State control, State treated) =>
        control with { Guide = default, Partner = 0 } == treated with { Guide = default, Partner = 0 };
}

public class CulturalTransmissionTests
{
    private const int Left = 2, Right = 3, Stay = 4;
    private static readonly CulturalTransmission World = new();

    // Spheres in cells 2 (row 0), 8 + 5 (row 1) and 16 (row 2): rows and columns of their own.
    private const int Cells = 2 | (13 << 6) | (16 << 12);

    private static (State State, Step Step) After(State state, int action, CulturalTransmission? world = null)
    {
        var luck = new Seed(1).Draws(1);
        Step step = (world ?? World).Advance(ref state, action, ref luck);
        return (state, step);
    }

    [Theory]
    [InlineData(0, 1, Events.VisitedRight, false)]
    [InlineData(1, -1, Events.VisitedWrong, true)]
    public void The_sphere_whose_turn_it_is_pays_and_another_costs(int turn, float reward, uint events, bool wrong)
    {
        var (after, step) = After(new State(Cells, turn, 3, false, 1, -1, Guide.Nobody), Right);
        Assert.Equal((reward, reward, events), (step.Reward, step.Performance, step.Events));
        Assert.Equal((0, wrong), (after.Last, after.Wrong));
        Assert.True(wrong ? after.Turn == turn : after.Turn is 1 or 2);
    }

    [Fact]
    public void Coming_back_to_the_sphere_visited_last_is_no_visit() =>
        Assert.Equal(0u, After(new State(Cells, 1, 0, false, 1, -1, Guide.Nobody), Right).Step.Events);

    [Fact]
    public void After_a_right_visit_either_other_sphere_is_next_with_equal_chance()
    {
        var state = new State(Cells, 0, 3, false, 1, -1, Guide.Nobody);
        var next = new Dictionary<int, double>();
        var outcomes = new Enumerator();
        do
        {
            State after = state;
            World.Advance(ref after, Right, ref outcomes);
            next[after.Turn] = next.GetValueOrDefault(after.Turn) + outcomes.Probability;
        }
        while (outcomes.MoveNext());
        Assert.Equal(new Dictionary<int, double> { [1] = 0.5, [2] = 0.5 }, next);
    }

    [Theory]
    [InlineData(Guide.Expert)]
    [InlineData(Guide.AntiExpert)]
    public void Who_stays_on_its_partners_heels_visits_right_spheres_or_wrong_ones_as_its_partner_does(Guide guide)
    {
        int visits = 0, others = 0;
        for (int i = 0; i < 200; i++)
        {
            Episode episode = Play.Once<CulturalTransmission, State>(World with { Partner = guide }, new ScriptedAgent<CulturalTransmission, State>("following", OnItsHeels), new Seed((ulong)i));
            Assert.Equal(episode.Actions.Count, episode.Count(Events.Followed));
            (int right, int wrong) = (episode.Count(Events.VisitedRight), episode.Count(Events.VisitedWrong));
            visits += guide == Guide.Expert ? right : wrong;
            others += guide == Guide.Expert ? wrong : right;
        }
        Assert.InRange(others, 0, 10); // a partner that starts between two spheres it is not bound for walks through one of them, once
        Assert.True(visits > 200 * 5, $"{visits} visits"); // at least five an episode
    }

    // Goes where the partner is now; it is never more than one step off.
    private static void OnItsHeels(CulturalTransmission world, State state, int step, Span<double> probabilities)
    {
        int off = state.Partner - state.Agent;
        probabilities[off == 0 ? Stay : off == 1 ? Right : off == -1 ? Left : off > 0 ? 1 : 0] = 1;
    }

    [Theory]
    [InlineData(Guide.Expert, 0)]
    [InlineData(Guide.AntiExpert, 1)]
    public void A_partner_that_knows_waits_at_its_sphere(Guide guide, int sphere)
    {
        var state = new State(Cells, 0, 3, false, 63 - 18, 40, guide); // both far off
        for (int step = 0; step < 12; step++) state = After(state, Stay).State;
        Assert.Equal((Cells >> (6 * sphere)) & 63, state.Partner);
    }

    [Fact]
    public void A_partner_goes_round_the_spheres_that_it_is_not_bound_for()
    {
        for (int i = 0; i < 300; i++)
        {
            State state = Play.Start<CulturalTransmission, State>(World, new Seed((ulong)i)) with { Agent = 0 };
            state.Partner = ((state.Cells >> (6 * ((state.Turn + 1) % 3))) & 63);
            int third = (state.Cells >> (6 * ((state.Turn + 2) % 3))) & 63;
            for (int step = 0; step < 12; step++)
            {
                state = After(state, Stay).State with { Agent = 0 };
                Assert.NotEqual(third, state.Partner);
            }
        }
    }

    [Fact]
    public void Spheres_lie_in_rows_and_columns_of_their_own_and_everywhere_alike()
    {
        var seen = new int[36];
        for (int i = 0; i < 3000; i++)
        {
            State state = Play.Start<CulturalTransmission, State>(World, new Seed((ulong)i));
            int[] cells = [.. Enumerable.Range(0, 3).Select(sphere => (state.Cells >> (6 * sphere)) & 63)];
            Assert.Distinct(cells.Select(cell => cell >> 3));
            Assert.Distinct(cells.Select(cell => cell & 7));
            foreach (int cell in cells) seen[(cell >> 3) * 6 + (cell & 7)]++;
        }
        Assert.All(seen, count => Assert.InRange(count, 250 - 79, 250 + 79)); // 9,000 spheres in 36 cells; five standard errors of 15.6
    }

    [Fact]
    public void Neither_the_turn_nor_who_the_partner_is_can_be_seen()
    {
        var state = new State(Cells, 0, 3, false, 1, 9, Guide.Expert);
        Bits bits = World.Observe(state);
        Assert.Equal(bits.W0, World.Observe(state with { Turn = 2, Guide = Guide.AntiExpert, Last = 1 }).W0);
        Assert.NotEqual(bits.W0, World.Observe(state with { Wrong = true }).W0);
        Assert.NotEqual(bits.W0, World.Observe(state with { Partner = -1 }).W0);
        Assert.Equal(3 + 1 + 1, BitOperations.PopCount(bits.W0)); // three spheres (near, or two of them in one direction), a partner, a wall
    }

    [Fact]
    public void The_intended_goal_is_the_worlds_own_sum()
    {
        for (int i = 0; i < 100; i++)
        {
            Episode episode = Play.Once<CulturalTransmission, State>(World with { Partner = Guide.Either }, new RandomAgent(), new Seed((ulong)i));
            Assert.Equal(episode.Performance, episode.Utility(CulturalTransmission.Card.GoalNamed("order")));
            Assert.Equal(episode.Reward, episode.Performance);
        }
    }
}
