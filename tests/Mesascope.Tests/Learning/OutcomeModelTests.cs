using Mesascope.Learning;

namespace Mesascope.Tests.Learning;

public class OutcomeModelTests
{
    private const uint Food = 2;

    // Three states in a row; action 1 goes on, action 0 stays; going on from the last one brings food and begins again.
    private static OutcomeModel Row()
    {
        var model = new OutcomeModel(3, 2);
        for (int state = 0; state < 3; state++)
        {
            model.Learn(state, 0, state, 0);
            model.Learn(state, 1, (state + 1) % 3, state == 2 ? Food : 0);
        }
        return model;
    }

    private static QTable Plan(OutcomeModel model, double food, double discount = 0.5)
    {
        var plan = new QTable(3, 2);
        model.Plan(0, 3, events => (events & Food) != 0 ? food : 0, discount, plan);
        return plan;
    }

    // Food every third step: V(2) = 1 + γ³V(2), so 1 / (1 - 1/8) = 8/7 at γ = 1/2; V(1) = 4/7, V(0) = 2/7; staying in 0 is worth half of V(0).
    [Fact]
    public void A_plan_has_the_values_of_the_best_way()
    {
        QTable plan = Plan(Row(), 1);
        Assert.Equal([2.0 / 7, 4.0 / 7, 8.0 / 7], new[] { plan[0][1], plan[1][1], plan[2][1] }, (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal(1.0 / 7, plan[0][0], 1e-8);
    }

    [Fact]
    public void What_is_not_wanted_any_more_is_worth_nothing_at_once()
    {
        QTable plan = Plan(Row(), 0);
        for (int state = 0; state < 3; state++) Assert.Equal([0.0, 0], plan[state].ToArray());
    }

    [Fact]
    public void What_was_never_tried_is_worth_nothing()
    {
        var model = new OutcomeModel(3, 2);
        model.Learn(0, 1, 1, 0);
        QTable plan = Plan(model, 1);
        Assert.Equal([0.0, 0, 0], [plan.Best(0), plan.Best(1), plan.Best(2)]);
    }

    [Fact]
    public void The_end_of_a_life_has_no_future()
    {
        OutcomeModel model = Row();
        model.Learn(2, 1, -1, Food);
        Assert.Equal(1, Plan(model, 1)[2][1], 1e-12);
    }

    [Fact]
    public void Nothing_can_be_learnt_without_states_or_a_choice() => Assert.Throws<ArgumentException>(() => new OutcomeModel(0, 2));
}
