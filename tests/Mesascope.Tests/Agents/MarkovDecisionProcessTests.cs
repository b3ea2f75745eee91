using CsCheck;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

public class MarkovDecisionProcessTests
{
    [Fact]
    public void A_text_is_read_as_states_and_their_actions()
    {
        var process = MarkovDecisionProcess.Parse("start > off, on ; on>a:0.25+b:0.75,start");
        Assert.Equal(["start", "off", "on", "a", "b"], process.Names);
        Assert.Equal(["off", "on"], Actions(process, "start"));
        Assert.Equal(["a:0.25+b:0.75", "start"], Actions(process, "on"));
        Assert.Equal(["off"], Actions(process, "off")); // stays where it is
    }

    [Theory]
    [InlineData("")]
    [InlineData("start")]
    [InlineData("start>a>b")]
    [InlineData("start>a,,b")]
    [InlineData("start>a:0.5+b:0.6")]
    [InlineData("start>a:0.5")]
    [InlineData("start>a:x+b:0.5")]
    [InlineData("start>a:1.5")]
    public void A_text_of_another_form_is_refused(string text) => Assert.Throws<ArgumentException>(() => MarkovDecisionProcess.Parse(text));

    [Fact]
    public void An_unknown_state_is_refused_and_those_there_are_named() =>
        Assert.Contains("start, off", Assert.Throws<ArgumentException>(() => MarkovDecisionProcess.Parse("start>off").Number("of")).Message);

    // A second way to the same values: value iteration, 0.7²⁰⁰ < 10⁻³⁰.
    [Fact]
    public void Optimal_values_satisfy_what_value_iteration_converges_to() =>
        Gen.ULong.Sample(seed =>
        {
            MarkovDecisionProcess process = Random(seed);
            double[] reward = [.. Enumerable.Range(0, process.States).Select(state => new Seed(seed).Draws(1).Uniform(state))];
            var values = new double[process.States];
            new DiscountedOptimum(process, 0.7).Values(reward, values);
            return values.Zip(ValueIteration(process, reward, 0.7)).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        }, iter: 200);

    [Fact]
    public void Renaming_states_renames_their_values() =>
        Gen.ULong.Sample(seed =>
        {
            MarkovDecisionProcess process = Random(seed);
            double[] reward = [.. Enumerable.Range(0, process.States).Select(state => new Seed(seed).Draws(1).Uniform(state))], values = new double[process.States], turned = new double[process.States];
            new DiscountedOptimum(process, 0.8).Values(reward, values);
            // The same text with its clauses in the opposite order numbers the states anew.
            var other = MarkovDecisionProcess.Parse(string.Join(';', Text(seed).Split(';').Reverse()));
            new DiscountedOptimum(other, 0.8).Values([.. other.Names.Select(name => reward[process.Number(name)])], turned);
            return Enumerable.Range(0, process.States).All(state => Math.Abs(values[state] - turned[other.Number(process.Names[state])]) < 1e-9);
        }, iter: 200);

    // The episode of a world as a process: walking on until off. Without a reward for off and with γ near 1 the value of the start is the most that can be had.
    [Fact]
    public void An_episode_of_a_world_becomes_a_process_that_ends_in_off()
    {
        var world = new ShutdownDelay { ShutdownAfter = 3, HasButton = false };
        var table = Tabulation<ShutdownDelay.State>.Of(world, Play.Start<ShutdownDelay, ShutdownDelay.State>(world, new Seed(1)));
        var process = MarkovDecisionProcess.Of(table.Transitions);
        int off = process.States - 1;
        double[] reward = new double[process.States], values = new double[process.States];
        for (int state = 0; state < off; state++) reward[state] = 1; // each step before off pays 1: three of them
        new DiscountedOptimum(process, 1 - 1e-9).Values(reward, values);
        Assert.Equal(3, values[0], 1e-6);
        Assert.Equal("off", process.Names[off]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_discount_outside_the_open_interval_is_refused(double discount) =>
        Assert.Throws<ArgumentException>(() => new DiscountedOptimum(MarkovDecisionProcess.Parse("a>b"), discount));

    private static string[] Actions(MarkovDecisionProcess process, string state) =>
        [.. Enumerable.Range(process.FirstAction[process.Number(state)], process.FirstAction[process.Number(state) + 1] - process.FirstAction[process.Number(state)]).Select(process.ActionName)];

    private static MarkovDecisionProcess Random(ulong seed) => MarkovDecisionProcess.Parse(Text(seed));

    // Eight states, each with one to three actions, some of them lotteries: with cycles, as a rule.
    private static string Text(ulong seed)
    {
        PhiloxDraws draws = new Seed(seed).Draws();
        string Action(int i) => draws.Bernoulli(0.3, i) ? $"s{draws.Choice(8, i + 1)}:0.25+s{draws.Choice(8, i + 2)}:0.75" : $"s{draws.Choice(8, i + 1)}";
        return string.Join(';', Enumerable.Range(0, 8).Select(state => $"s{state}>" + string.Join(',', Enumerable.Range(0, 1 + draws.Choice(3, state)).Select(action => Action(100 + state * 20 + action * 5)))));
    }

    private static double[] ValueIteration(MarkovDecisionProcess process, double[] reward, double discount)
    {
        var values = new double[process.States];
        for (int sweep = 0; sweep < 200; sweep++)
            values = [.. Enumerable.Range(0, process.States).Select(state => reward[state] + discount * Enumerable.Range(process.FirstAction[state], process.FirstAction[state + 1] - process.FirstAction[state])
                .Max(action => Enumerable.Range(process.FirstOutcome[action], process.FirstOutcome[action + 1] - process.FirstOutcome[action]).Sum(outcome => process.Probability[outcome] * values[process.Next[outcome]])))];
        return values;
    }
}
