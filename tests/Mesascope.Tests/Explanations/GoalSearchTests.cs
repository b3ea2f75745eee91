using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Explanations;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class GoalSearchTests
{
    private static readonly Wish Keys = new(KeysAndChests.Card.GoalNamed("keys"));

    [Fact]
    public void A_part_of_the_room_is_found() => Assert.Equal("keys, in the left half", Found(new WishPlannerAgent(Keys with { Where = Part.Left }), 1).Best.Hypothesis!.Phrase(null));

    [Fact]
    public void A_satisficer_is_found() => Assert.Equal("keys, up to 1", Found(new WishPlannerAgent(Keys with { Most = 1 }), 2).Best.Hypothesis!.Phrase(null));

    [Theory]
    [InlineData("chests", 0)]
    [InlineData("keys", 0)]
    [InlineData("keys", 0.3)]
    public void A_planner_for_a_goal_of_the_card_gets_no_condition(string goal, double random)
    {
        SearchResult found = Found(new RandomStepsAgent(new PlannerAgent(goal), random), 3);
        Assert.Equal(goal, found.Best.Hypothesis!.Phrase(null));
        Assert.True(found.Tried >= KeysAndChests.Card.Goals.Count, $"{found.Tried} tried");
    }

    [Fact]
    public void Two_goals_that_take_turns_are_found_with_the_share_of_each()
    {
        Explainer explainer = Watching.InRoom(new TurnsAgent(new PlannerAgent("keys"), new PlannerAgent("chests"), 0.6), 4, 16);
        SearchResult found = Search(explainer);
        Assert.Equal(["chests", "keys"], found.Best.Hypothesis!.Wishes.Select(wish => wish.Phrase()).Order());
        IReadOnlyList<WantedShare> wanted = new Teller(explainer, found.Nothing, null).Wanted(found.Best);
        Estimate keys = wanted.Single(each => each.Goal == "keys").Share;
        Assert.InRange(0.6, keys.Low, keys.High);
        Assert.Equal(1, wanted.Sum(each => each.Share.Value), 1e-12);
    }

    // 20 subjects, the first goal's share drawn from .3 to .7. Were the coverage .95, fewer than 16 of 20 would come in .26 % of such studies (binomial).
    [Fact]
    public void The_interval_of_a_share_covers_the_truth()
    {
        int covered = 0;
        var told = new List<string>();
        for (int i = 0; i < 20; i++)
        {
            double truth = 0.3 + 0.4 * i / 19;
            Explainer explainer = Watching.AtBench(new TurnsAgent(new PlannerAgent("apples"), new PlannerAgent("shells"), truth), 100 + (ulong)i, 10);
            HeldOut together = explainer.Together(Alone(explainer, "apples"), Alone(explainer, "shells"));
            Estimate share = new Teller(explainer, explainer.Nothing(), null).Wanted(together)[0].Share;
            told.Add(FormattableString.Invariant($"{truth:0.00} in [{share.Low:0.00}, {share.High:0.00}]"));
            if (share.Low <= truth && truth <= share.High) covered++;
            Assert.InRange(share.High - share.Low, 0, 0.8); // an interval that says nothing would cover too
        }
        Assert.True(covered >= 16, string.Join("; ", told));
    }

    [Fact]
    public void Two_goals_are_worth_their_weighted_sum()
    {
        Goal sum = GoalSearch.Sum(KeysAndChests.Card.GoalNamed("chests"), KeysAndChests.Card.GoalNamed("keys"), 0.2);
        Assert.Equal("chests and keys", sum.Name);
        Assert.Equal([0.2, 1], sum.EventUtility);
        Assert.Equal((-2.0, 100.0), (GoalSearch.Sum(KeysAndChests.Card.GoalNamed("keys"), CheeseInTheCorner.Card.GoalNamed("cheese"), 2).StepUtility, GoalSearch.Sum(new("nothing", "", GoalRole.Other) { EventUtility = [] }, CheeseInTheCorner.Card.GoalNamed("cheese"), 2).EventUtility[0]));
    }

    private static HeldOut Alone(Explainer explainer, string goal) => explainer.For(new Wish(GainingCapability.Card.GoalNamed(goal)), [Sight.Farthest[0]]);

    private static SearchResult Found(IAgent agent, ulong seed) => Search(Watching.InRoom(agent, seed, 16));

    private static SearchResult Search(Explainer explainer) =>
        new GoalSearch(explainer, new Explainer([.. explainer.Cases.Take(6)]), explainer.Nothing(), places: true, circumstance: false, TestContext.Current.CancellationToken).From(KeysAndChests.Card.Goals, []);
}
