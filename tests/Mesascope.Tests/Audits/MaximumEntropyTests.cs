using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Audits;

public class MaximumEntropyTests
{
    private static readonly KeysAndChests World = new() { Keys = 2, Chests = 1, Horizon = 12 };

    private static Tabulation<KeysAndChests.State> Table(ulong seed) =>
        Tabulation<KeysAndChests.State>.Of(World, Play.Start<KeysAndChests, KeysAndChests.State>(World, new Seed(seed)));

    private static Behaviour BehaviourOf(IAgent agent, ulong seed)
    {
        var table = Table(seed);
        return new(table.Transitions, PolicyEvaluation.ExpectedKinds(table.Transitions, agent.Enter<KeysAndChests, KeysAndChests.State>(World, table[0]).Tabular(table)));
    }

    // A twin of the subject whose weights are known: the Boltzmann policy itself.
    private static Behaviour Boltzmann(double[] weights, ulong seed)
    {
        Transitions transitions = Table(seed).Transitions;
        double[][] policy = SoftPlan.Policy(transitions, Utility(transitions, weights));
        return new(transitions, PolicyEvaluation.ExpectedKinds(transitions, (step, state, p) => policy[step].AsSpan(state * p.Length, p.Length).CopyTo(p)));
    }

    private static double[] Utility(Transitions transitions, double[] weights) =>
        [.. transitions.EventSets.Select(new Goal("", "", GoalRole.Other) { EventUtility = weights }.Utility)];

    private static MaximumEntropyGoalDirectedness Meg(IReadOnlyList<Behaviour> cases, Goal goal) => MaximumEntropyGoalDirectedness.Of(cases, goal, TestContext.Current.CancellationToken);

    private static MaximumEntropyInverseRl InverseRl(IReadOnlyList<Behaviour> cases, int events) => MaximumEntropyInverseRl.Of(cases, events, TestContext.Current.CancellationToken);

    private static readonly Goal Keys = KeysAndChests.Card.GoalNamed("keys");

    [Fact]
    public void Inverse_rl_recovers_the_weights_of_a_boltzmann_policy()
    {
        // The prior pulls by w/(100·cases·curvature), here up to .07 at 12 cases; ten copies of each case leave a tenth of that.
        double[] weights = [2.0, 3.0, -0.5];
        Behaviour[] cases = [.. Enumerable.Range(0, 12).Select(i => Boltzmann(weights, (ulong)i))];
        var found = InverseRl([.. Enumerable.Repeat(cases, 10).SelectMany(copy => copy)], 3);
        for (int bit = 0; bit < 3; bit++) Assert.Equal(weights[bit], found.Weights[bit], 0.01);
    }

    [Fact]
    public void Goal_directedness_of_a_boltzmann_policy_finds_its_rationality()
    {
        Behaviour[] cases = [.. Enumerable.Range(0, 6).Select(i => Boltzmann([3.0], (ulong)i))];
        Assert.Equal(3, Meg(cases, Keys).Beta, 1e-5);
        Assert.Equal(-3, Meg(cases, Keys with { EventUtility = [-7] }).Beta, 1e-5);
    }

    [Fact]
    public void Goal_directedness_is_the_expected_log_likelihood_over_uniform()
    {
        // The definition, summed over states and actions, against the telescoped form.
        var subject = BehaviourOf(new PlannerAgent("chests"), 3);
        var meg = Meg([subject], Keys);
        double[][] twin = SoftPlan.Policy(subject.Transitions, Utility(subject.Transitions, [meg.Beta]));
        var table = Table(3);
        TabularPolicy planner = new PlannerAgent("chests").Enter<KeysAndChests, KeysAndChests.State>(World, table[0]).Tabular(table);
        double sum = 0;
        double[] mass = new double[subject.Transitions.Reached[^1]];
        mass[0] = 1;
        var p = new double[5];
        for (int step = 0; step < World.Horizon; step++)
        {
            var then = new double[mass.Length];
            for (int state = 0; state < mass.Length; state++)
            {
                if (mass[state] == 0) continue;
                planner(step, state, p);
                for (int action = 0; action < 5; action++)
                {
                    if (p[action] == 0) continue;
                    sum += mass[state] * p[action] * Math.Log(twin[step][state * 5 + action] * 5);
                    then[subject.Transitions.Next[state * 5 + action]] += mass[state] * p[action];
                }
            }
            mass = then;
        }
        Assert.Equal(sum, meg.Nats, 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-3, 0)]
    [InlineData(0.01, 5)]
    public void Goal_directedness_does_not_depend_on_the_unit_sign_or_origin_of_utility(double a, double b)
    {
        Behaviour[] cases = [BehaviourOf(new PlannerAgent("keys"), 1), BehaviourOf(new PlannerAgent("keys"), 2)];
        var plain = Meg(cases, Keys);
        var other = Meg(cases, Keys with { EventUtility = [a], StepUtility = b * a / World.Horizon });
        Assert.Equal(plain.Nats, other.Nats, 1e-8);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("chests")]
    public void Goal_directedness_lies_between_nothing_and_every_decision(string goal)
    {
        var subject = BehaviourOf(new PlannerAgent(goal), 5);
        double nats = Meg([subject], Keys).Nats;
        Assert.InRange(nats, 0, subject.Decisions * Math.Log(5));
    }

    [Fact]
    public void A_random_agent_is_directed_at_nothing()
    {
        Behaviour[] cases = [BehaviourOf(new RandomAgent(), 1), BehaviourOf(new RandomAgent(), 2)];
        Assert.Equal(0, Meg(cases, Keys).Nats);
        Assert.All(InverseRl(cases, 3).Weights, weight => Assert.Equal(0, weight, 1e-9));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-4.0)]
    [InlineData(49.0)]
    [InlineData(300.0)] // past what products can hold: logarithms
    public void Products_and_logarithms_give_the_same_soft_values_and_gradients(double weight)
    {
        Transitions certain = Table(1).Transitions;
        // The same episode with every outcome split in two halves: no longer certain in form, so it takes the general path.
        var split = new Transitions
        {
            Actions = certain.Actions, Horizon = certain.Horizon, Reached = certain.Reached, EventSets = certain.EventSets,
            First = [.. certain.First.Select(first => 2 * first)],
            Next = [.. certain.Next.SelectMany(next => new[] { next, next })],
            Kind = [.. certain.Kind.SelectMany(kind => new[] { kind, kind })],
            Probability = [.. certain.Probability.SelectMany(p => new[] { p / 2, p / 2 })],
        };
        double[] utility = Utility(certain, [weight, 0.3]);
        double[] count = Utility(certain, [1, 0]);
        SoftPlan a = SoftPlan.For(certain, utility, [count]), b = SoftPlan.For(split, utility, [count]);
        Assert.Equal(b.Value, a.Value, 1e-9);
        Assert.Equal(b.Expected[0], a.Expected[0], 1e-9);
    }
}
