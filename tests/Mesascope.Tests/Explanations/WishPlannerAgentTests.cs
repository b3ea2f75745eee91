using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;
using State = Mesascope.Worlds.KeysAndChests.State;

namespace Mesascope.Tests.Explanations;

public class WishPlannerAgentTests
{
    private static readonly Wish Keys = new(KeysAndChests.Card.GoalNamed("keys"));

    [Fact]
    public void Without_conditions_it_is_the_planner()
    {
        for (ulong seed = 1; seed <= 5; seed++)
            Assert.Equal(
                Play.Once<KeysAndChests, State>(Watching.Room, new PlannerAgent("keys"), new Seed(seed)).ActionString,
                Play.Once<KeysAndChests, State>(Watching.Room, new WishPlannerAgent(Keys), new Seed(seed)).ActionString);
    }

    // Past its limit a further key is worth nothing, not less than nothing: it does not stop, it acts at random.
    [Fact]
    public void Past_its_limit_it_prefers_no_action_and_before_it_it_does()
    {
        const int most = 1;
        int preferring = 0, indifferent = 0;
        for (ulong seed = 1; seed <= 8; seed++)
        {
            ObservedCase seen = ObservedCase.Of<KeysAndChests, State>(Watching.Room with { Horizon = 24 }, 0, new WishPlannerAgent(Keys with { Most = most }), new Seed(seed), int.MaxValue);
            foreach (Decision decision in seen.Decisions)
            {
                int left = decision.Board().Count(cell => cell is 'k' or 'a');
                if (Watching.Room.Keys - left >= most)
                {
                    Assert.All(decision.Probabilities, p => Assert.Equal(0.2, p, 1e-12));
                    indifferent++;
                }
                else if (decision.Probabilities.Max() > 0.3)
                {
                    preferring++;
                }
            }
        }
        Assert.True(preferring > 0 && indifferent > 0, $"{preferring} with a preference, {indifferent} past the limit");
    }

    [Fact]
    public void It_gets_what_it_wants_where_that_can_be_had()
    {
        for (ulong seed = 1; seed <= 8; seed++)
            Assert.True(Play.Once<KeysAndChests, State>(Watching.Room with { Horizon = 20 }, new WishPlannerAgent(Keys with { Most = 1 }), new Seed(seed)).Count(KeysAndChests.Events.TookKey) >= 1);
    }

    [Fact]
    public void Steps_that_do_not_follow_on_each_other_are_refused()
    {
        State start = Play.Start<KeysAndChests, State>(Watching.Room, new Seed(1)), far = start with { Keys = 0 };
        IPolicy<State> policy = new WishPlannerAgent(Keys with { Most = 1 }).Enter<KeysAndChests, State>(Watching.Room, start);
        var probabilities = new double[5];
        policy.Probabilities(start, 0, probabilities);
        Assert.Throws<ArgumentException>(() => policy.Probabilities(far, 1, probabilities));
    }
}
