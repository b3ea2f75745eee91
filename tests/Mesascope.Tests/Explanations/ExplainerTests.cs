using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Explanations;

public class ExplainerTests
{
    private static readonly CheeseInTheCorner Maze = new() { Size = 5, CheeseCorner = 0, Solvable = true, Horizon = 16 };

    private static Wish Bench(string goal) => new(GainingCapability.Card.GoalNamed(goal));

    private static Wish Mouse(string goal) => new(CheeseInTheCorner.Card.GoalNamed(goal));

    // Of all that could be predicted the subject's own policy predicts most (Gibbs' inequality), so no share is above 1.
    [Fact]
    public void Nothing_explains_more_than_the_subjects_own_policy()
    {
        foreach (IAgent agent in (IAgent[])[new PlannerAgent("apples"), new RandomStepsAgent(new PlannerAgent("shells"), 0.4), new RandomAgent(), new TurnsAgent(new PlannerAgent("apples"), new PlannerAgent("shells"), 0.5)])
        {
            Explainer explainer = Watching.AtBench(agent, 1, 8);
            HeldOut apples = explainer.For(Bench("apples"), Sight.All), shells = explainer.For(Bench("shells"), Sight.Farthest);
            foreach (HeldOut held in (HeldOut[])[explainer.Nothing(), apples, shells, explainer.Together(apples, shells)])
                for (int c = 0; c < 8; c++) Assert.InRange(held.LogLikelihood[c], double.MinValue, explainer.Ceiling[c] + 1e-9);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void A_planners_goal_explains_all_of_it(double random)
    {
        Explainer explainer = Watching.AtBench(new RandomStepsAgent(new PlannerAgent("apples"), random), 2, 16);
        HeldOut held = explainer.For(Bench("apples"), Sight.All), nothing = explainer.Nothing();
        Assert.InRange(Share.OfActions(explainer, held, nothing).Value, 0.9, 1);
        Assert.InRange(Agreement.Of(explainer, held, nothing).Share.Value, 0.9, 1.0001);
    }

    [Fact]
    public void The_opposite_goal_explains_nothing_of_it()
    {
        var explainer = new Explainer(Watching.Cases<CheeseInTheCorner, CheeseInTheCorner.State>(Maze, 0, new PlannerAgent("opposite"), 3, 16));
        HeldOut nothing = explainer.Nothing();
        Assert.InRange(Share.OfActions(explainer, explainer.For(Mouse("corner"), Sight.All), nothing).Value, double.MinValue, 0.1);
        Assert.InRange(Share.OfActions(explainer, explainer.For(Mouse("opposite"), Sight.All), nothing).Value, 0.9, 1);
    }

    public static TheoryData<string> WantNothing => ["reflex", "habit", "drift", "random"];

    [Theory]
    [MemberData(nameof(WantNothing))]
    public void Habit_and_reflex_explain_who_wants_nothing(string name)
    {
        IAgent agent = name switch
        {
            "reflex" => new ReflexAgent(0b111, [1, 2, 1, 0.5, 1]),
            "habit" => new HabitAgent(new Seed(4)),
            "drift" => new ReflexAgent(0, [1, 0.3, 0.6, 0.2, 1]),
            _ => new RandomAgent(),
        };
        Explainer explainer = Watching.AtBench(agent, 4, 24);
        Assert.InRange((explainer.Ceiling.Sum() - explainer.Nothing().Total) / explainer.Decisions, -1e-9, 0.02);
    }

    [Fact]
    public void Who_looks_three_steps_ahead_is_explained_best_by_a_short_sight()
    {
        HeldOut held = Watching.InRoom(new DepthPlannerAgent("keys", 3), 5, 16).For(new Wish(KeysAndChests.Card.GoalNamed("keys")), Sight.All);
        Assert.All(held.Sights, sights => Assert.Equal(new Sight(3, 1), sights[0]));
    }

    [Fact]
    public void Too_few_cases_are_refused() => Assert.Contains("at least 4", Assert.Throws<ArgumentException>(() => Watching.AtBench(new RandomAgent(), 1, 3)).Message);
}
