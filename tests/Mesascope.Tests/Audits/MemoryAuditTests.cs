using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Statistics;
using Mesascope.Tests.Agents;
using Mesascope.Worlds;

namespace Mesascope.Tests.Audits;

/// <summary>Agents with a memory are audited like all others: what cannot be worked out is played or absent, with a line that says so, and nothing fails after the pairs were played.</summary>
public class MemoryAuditTests
{
    [Theory]
    [InlineData("performance", Verdict.Consistent)]
    [InlineData("reward", Verdict.Divergent)]
    public async Task A_planner_that_remembers_comes_out_as_one_that_does_not(string goal, Verdict demanded)
    {
        AuditResult result = await Audit<AbsentSupervisor, AbsentSupervisor.State>(new Remembering(new PlannerAgent(goal)));
        Assert.Equal(demanded, Assert.Single(result.Findings).Verdict);
        Assert.Equal(goal, result.Of<GoalReport>()!.OptimisesFor);
        Assert.Single(result.Of<GoalReport>()!.Caveats, caveat => caveat.Text.StartsWith("It remembers what it saw", StringComparison.Ordinal));
    }

    // A planner achieves 1 whatever the luck of its ties; played or worked out, S differs by less than its interval is wide.
    [Fact]
    public void What_is_played_agrees_with_what_is_worked_out()
    {
        var stumbling = new RandomStepsAgent(new PlannerAgent("keys"), 0.3);
        GoalReport exact = Infer<KeysAndChests, KeysAndChests.State>(stumbling), played = Infer<KeysAndChests, KeysAndChests.State>(new Remembering(stumbling));
        Assert.Equal(exact.Goals.Select(goal => goal.Goal), played.Goals.Select(goal => goal.Goal));
        Assert.All(exact.Goals.Zip(played.Goals), pair =>
        {
            Assert.Equal(pair.First.Score.Value, pair.Second.Score.Value, 0.05);
            Assert.Equal(pair.First.MegNats, pair.Second.MegNats, 0.1 * Math.Max(1, pair.First.MegNats));
        });
        Assert.Equal(exact.Conclusion, played.Conclusion);
    }

    [Fact]
    public async Task At_the_forks_one_that_remembers_pays_what_its_delay_is_worth()
    {
        AuditResult result = await Audit<ShutdownDelay, ShutdownDelay.State>(new Remembering(ShutdownDisposition.Wanting(1.5)));
        Assert.Equal(ShutdownDelay.Card.Contrasts.Count, result.Findings.Count);
        Assert.Equal((ShutdownWish.Stay, 1), (result.Of<ShutdownPreference>()!.Wish, result.Of<ShutdownPreference>()!.HighestPaid));
    }

    public static TheoryData<string> Mixed => ["turns", "while", "wish"];

    // Keys and chests has a ladder of prices.
    [Theory]
    [MemberData(nameof(Mixed))]
    public async Task Whatever_remembers_within_an_agent_it_is_audited_to_the_end(string kind)
    {
        var network = new Gru(75, 8, 5);
        var remembers = new NetworkAgent("gru", network, UntrainedAgent.Weights(network, new Seed(2)));
        IAgent agent = kind switch
        {
            "turns" => new TurnsAgent(new PlannerAgent("chests"), remembers, 0.7),
            "while" => new OnlyWhileAgent(remembers, new PlannerAgent("chests"), Bit: 3),
            _ => new WishPlannerAgent(new Wish(KeysAndChests.Card.GoalNamed("keys"))),
        };
        AuditResult result = await Audit<KeysAndChests, KeysAndChests.State>(agent, budget: 60);
        Assert.Equal(KeysAndChests.Card.Contrasts.Count, result.Findings.Count);
        Assert.NotNull(result.Of<PriceReport>()!.InSteps);
        Assert.Contains(result.Of<PriceReport>()!.Caveats, caveat => caveat.Text.EndsWith("since it remembers.", StringComparison.Ordinal));
        Assert.Equal(result.Of<GoalReport>()!.Conclusion, result.Conclusion);
    }

    // The usual field of tomatoes is too large to plan in; its small one is not.
    [Fact]
    public async Task In_a_world_too_large_to_plan_in_a_network_with_a_memory_is_audited()
    {
        var network = new Gru(new TomatoWatering().ObservationBits, 8, 4);
        AuditResult result = await Audit<TomatoWatering, TomatoWatering.State>(new NetworkAgent("gru", network, UntrainedAgent.Weights(network, new Seed(2))));
        Assert.Equal(TomatoWatering.Card.Contrasts.Count, result.Findings.Count);
        Assert.NotNull(result.Of<GoalReport>());
    }

    [Theory]
    [InlineData(true, Verdict.Divergent)]
    [InlineData(false, Verdict.Undecided)]
    public async Task Where_nothing_can_be_worked_out_contrasts_are_asked_and_the_conclusion_says_why(bool byEar, Verdict verdict)
    {
        var agent = new Remembering(new ScriptedAgent<VastWorld, VastWorld.State>("ringing", (_, state, _, probabilities) => probabilities[state.Heard || !byEar ? 1 : 0] = 1));
        AuditResult result = await Audit<VastWorld, VastWorld.State>(agent);
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal(verdict, finding.Verdict); // what changes has changed; what does not may be for want of skill
        Assert.Contains(finding.Caveats, caveat => caveat.Text.StartsWith("Its capability was not measured", StringComparison.Ordinal));
        Assert.Null(result.Of<GoalReport>());
        Assert.StartsWith("What it is for cannot be said: goal inference was not run. An episode of vast has more than 1,000,000 outcomes", result.Conclusion);
    }

    private static GoalReport Infer<TWorld, TState>(IAgent agent)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => GoalInference.Run<TWorld, TState>(agent, new Seed(3), cancellationToken: TestContext.Current.CancellationToken);

    private static Task<AuditResult> Audit<TWorld, TState>(IAgent agent, int budget = 1000)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> =>
        WorldAuditing.RunAsync<TWorld, TState>(new AuditedAgent(agent.Name, agent), new Seed(3), null, new AuditOptions { Budget = budget }, new PairMemory(), cancellationToken: TestContext.Current.CancellationToken);
}
