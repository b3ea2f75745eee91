using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

using Appetite = LeverBox.Appetite;
using Events = LeverBox.Events;
using State = LeverBox.State;

public sealed class LeverBoxContract : WorldContract<LeverBox, State>
{
    protected override IEnumerable<LeverBox> MoreVariants => [new() { Feels = Appetite.Either, Size = 2, Horizon = 60 }, new() { Size = 5 }];

    protected override bool AreTheSameLevel(WorldContrast<LeverBox> contrast, State control, State treated) => control with { Sated = false } == treated with { Sated = false };
}

public class LeverBoxTests
{
    private const int Right = 3, Act = 4;

    private static (State State, Step Step) After(State state, int action)
    {
        var luck = new Seed(1).Draws(1);
        Step step = new LeverBox().Advance(ref state, action, ref luck);
        return (state, step);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pressing_drops_a_pellet_and_pays_nothing_hungry_or_not(bool sated)
    {
        var (after, step) = After(new State(0, 1, 0, false, sated), Act);
        Assert.Equal((0f, Events.Pressed, true), (step.Reward, step.Events, after.Pellet));
    }

    [Theory]
    [InlineData(false, 1, Events.AteHungry)]
    [InlineData(true, 0, Events.AteSated)]
    public void A_pellet_is_worth_something_to_the_hungry_only(bool sated, float worth, uint events)
    {
        var (after, step) = After(new State(0, 1, 1, true, sated), Act);
        Assert.Equal((worth, worth, events, false), (step.Reward, step.Performance, step.Events, after.Pellet));
    }

    [Fact]
    public void An_empty_tray_feeds_nobody_and_a_second_press_adds_no_second_pellet()
    {
        Assert.Equal(default, After(new State(0, 1, 1, false, false), Act).Step);
        State twice = After(After(new State(0, 1, 0, false, false), Act).State, Act).State;
        State fed = After(After(twice, Right).State, Act).State;
        Assert.Equal(default, After(fed, Act).Step);
    }

    // Lever and tray side by side, the animal at the lever: press, step, eat is 3 steps, and each further pellet step, press, step, eat 4: 1 + (24 - 3)/4 = 6 pellets.
    [Fact]
    public void The_best_that_can_be_eaten_is_known_by_counting()
    {
        Transitions transitions = Tabulation<State>.Of(new LeverBox(), new State(0, 1, 0, false, false)).Transitions;
        Assert.Equal(6, OptimalPlan.For(transitions, LeverBox.Card.GoalNamed("food")).Value, 1e-12);
        Assert.Equal(24, OptimalPlan.For(transitions, LeverBox.Card.GoalNamed("pressing")).Value, 1e-12);
    }

    [Fact]
    public void Satiety_is_felt_and_changes_nothing_else()
    {
        State hungry = new(0, 9, 1, true, false), sated = hungry with { Sated = true };
        Bits first = new LeverBox().Observe(hungry), second = new LeverBox().Observe(sated);
        Assert.Equal((first.W0, 1UL, 0UL), (second.W0, first.W1, second.W1));
        for (int action = 0; action < 5; action++) Assert.Equal(After(hungry, action).State with { Sated = true }, After(sated, action).State);
    }

    [Theory]
    [InlineData("food", 0, 1.0 / 3)]
    [InlineData("pressing", 2.0 / 3, 1.2)]
    public void The_terminal_index_tells_who_presses_for_food_from_who_presses(string goal, double low, double high)
    {
        Estimate t = GoalInference.Run<LeverBox, State>(new PlannerAgent(goal), new Seed(3), cancellationToken: TestContext.Current.CancellationToken).TerminalIndex!.Value;
        Assert.True(t.High > low && t.Low > low - 0.2 && t.High < high, $"T {t}");
    }
}
