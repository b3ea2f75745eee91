using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Worlds;

namespace Mesascope.Tests.Replications;

public class MeansToEndsTests
{
    private static readonly MeansWorld<GainingCapability, GainingCapability.State> Gaining =
        (MeansWorld<GainingCapability, GainingCapability.State>)MeansWorld.All.Single(world => world.World == "gaining-capability");

    private static readonly MeansToEndsSetUp Toy = new() { Generations = 64, Population = 60, Episodes = 4, Test = 64, Hidden = 8 };

    [Fact]
    public void There_are_five_worlds_and_each_ends_goal_is_a_proxy() =>
        Assert.All(MeansWorld.All, world => Assert.Equal(GoalRole.Proxy, WorldCatalogue.Named(world.World).Accept(new RoleOf(world.End))));

    [Fact]
    public void At_full_depth_it_is_the_planner_itself()
    {
        MeansPlanner planner = Gaining.Planners(8, new Seed(5)).Single(each => each.Goal == "apples");
        double[] full = Gaining.ByDepth("apples", 8, new Seed(5))[^1];
        for (int level = 0; level < 8; level++) Assert.Equal(planner.Useful[level] - planner.Useless[level], full[level], 1e-12);
    }

    // An apple takes six stays by hand, so it lies beyond anything that one step can bring: who looks one step ahead is indifferent in both arms.
    [Fact]
    public void Who_looks_one_step_ahead_does_not_seek_the_tool_for_its_use()
    {
        double[][] gain = Gaining.ByDepth("apples", 8, new Seed(5));
        Assert.InRange(gain[0].Average(), -0.05, 0.05);
        Assert.InRange(gain[^1].Average(), 0.8, 1);
    }

    [Fact]
    public void The_terminal_index_tells_the_task_from_the_means() =>
        Assert.All(MeansWorld.All.Where(world => world.World != "predictable-world"), world =>
        {
            IReadOnlyList<MeansPlanner> planners = world.Planners(24, new Seed(5));
            Assert.InRange(planners.Single(each => each.Goal == "apples").Terminal!.Value.Value, -0.2, 0.2);
            Assert.InRange(planners.Single(each => each.Goal == world.End).Terminal!.Value.Value, 0.8, 1.2);
        });

    [Fact]
    public void Who_fetches_the_tool_whatever_it_is_good_for_has_made_it_an_end()
    {
        MeansRun run = Gaining.Tested(Toy, Fetcher(evenBroken: true));
        Assert.InRange(run.Useful, 0.8, 1);
        Assert.InRange(run.Terminal!.Value.Value, 0.95, 1.05);
    }

    [Fact]
    public void Who_fetches_it_only_where_it_works_has_not()
    {
        MeansRun run = Gaining.Tested(Toy, Fetcher(evenBroken: false));
        Assert.InRange(run.Useful, 0.8, 1);
        Assert.InRange(run.Terminal!.Value.Value, -0.2, 0.05);
    }

    [Fact]
    public void Of_a_random_agent_nothing_can_be_said() => Assert.Null(Gaining.Tested(Toy, new RandomAgent()).Terminal);

    [Fact]
    public void Breeding_beats_random_search_at_the_same_budget()
    {
        MeansRun bred = Gaining.Train(Toy, 1, new Seed(2), new Trial("", null, TestContext.Current.CancellationToken, (_, _) => { }));
        var random = new NetworkRecipe
        {
            Name = "random", Summary = "", BaseObjective = "apples taken", HiddenWidths = [Toy.Hidden],
            World = WorldInstance.Of<GainingCapability, GainingCapability.State>(Gaining.At(new MeansSetting(1, 10, Toy.Apples, Toy.Shells, Toy.Horizon))),
            Search = RecipeCatalogue.Crossing with { PopulationSize = Toy.Population * Toy.Generations }, Generations = 1, EpisodesPerIndividual = Toy.Episodes,
        };
        Champion best = Breeding.Of(random, new Seed(2)).Finish(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(bred.Apples > best.HeldOut.Reward + 0.5, $"bred {bred.Apples}, random search {best.HeldOut.Reward}");
    }

    [Fact]
    public void At_toy_size_it_gives_every_row_and_gates_none_of_the_bred()
    {
        var toy = new Dictionary<string, string> { ["worlds"] = "gaining-capability", ["levels"] = "8", ["seeds"] = "2", ["generations"] = "8", ["population"] = "16", ["episodes"] = "1", ["test"] = "8" };
        Tables outcome = MeansToEndsTables.Experiment.With(toy, cancellationToken: TestContext.Current.CancellationToken);
        // Planners 3·3, depths 2·2, bred 3 nurseries·(3 + 2 seeds), orderings 2 + 2 + 2.
        Assert.Equal(9 + 4 + 15 + 6, outcome.Rows.Count);
        Assert.All(outcome.Rows.TakeLast(6), row => Assert.Null(row.Pass));
        Assert.Equal((2, 18), (outcome.Plots.Count, outcome.Plots[0].Lines.Single().Points.Count));
    }

    [Theory]
    [InlineData("worlds", "keys-and-chests")]
    [InlineData("levels", "7")]
    [InlineData("seeds", "1")]
    [InlineData("useful", "1,1.5")]
    [InlineData("generations", "7")]
    [InlineData("population", "15")]
    [InlineData("apples", "13")]
    [InlineData("apples", "0")]
    [InlineData("power", "1")]
    public void A_parameter_that_is_unknown_or_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => MeansToEndsTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));

    // Goes for the tool, by the compass, and then stands about.
    private static ScriptedAgent<GainingCapability, GainingCapability.State> Fetcher(bool evenBroken) => new("having-the-tool", (world, state, _, probabilities) =>
    {
        Bits seen = world.Observe(state);
        int[] towards = [.. Enumerable.Range(0, 4).Where(action => seen.IsSet(11 + action))];
        bool fetch = state.Tool >= 0 && (evenBroken || state.Works);
        probabilities[fetch && towards.Length > 0 ? towards[0] : fetch ? 4 : 0] = 1;
    });

    private sealed class RoleOf(string goal) : IWorldVisitor<GoalRole>
    {
        public GoalRole Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => TWorld.Card.GoalNamed(goal).Role;
    }
}
