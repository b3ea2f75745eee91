using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public class VillageTests
{
    private const int Eat = 4, Couple = 5, Use = 6, Partner = 3;
    private static readonly Village Still = new() { HungerReturns = 0, Weaning = 0, DesireReturns = 0, Starving = 0, Slip = 0 }, Shifted = Still with { UseSatisfies = true };
    private static readonly Village.State AtPartner = new(Partner, true, Village.Desire.Awake, 0);

    [Fact]
    public void Coupling_satisfies_makes_a_child_and_is_followed_by_nursing()
    {
        Village.State state = AtPartner;
        Step step = Act(Still, ref state, Couple);
        Assert.Equal((Village.Events.Satisfied | Village.Events.Child, 1f, Village.Desire.Nursing), (step.Events, step.Performance, state.Desire));
        Assert.Equal(0u, Act(Still, ref state, Couple).Events);
    }

    [Fact]
    public void The_use_exists_before_the_shift_and_leads_to_nothing()
    {
        Village.State state = AtPartner;
        Step step = Act(Still, ref state, Use);
        Assert.Equal((Village.Events.Used, 0f, Village.Desire.Awake), (step.Events, step.Performance, state.Desire));
    }

    [Fact]
    public void After_the_shift_the_use_satisfies_without_a_child()
    {
        Village.State state = AtPartner;
        Step step = Act(Shifted, ref state, Use);
        Assert.Equal((Village.Events.Used | Village.Events.Satisfied, 0f, Village.Desire.Resting), (step.Events, step.Performance, state.Desire));
    }

    [Fact]
    public void A_use_that_makes_hungry_costs_the_meal_and_satisfies_nobody()
    {
        Village.State state = AtPartner;
        Step step = Act(Still with { UseMakesHungry = true }, ref state, Use);
        Assert.Equal((Village.Events.Used, 0f, false), (step.Events, step.Performance, state.Fed));
        Assert.Equal(0u, Act(Still with { UseMakesHungry = true }, ref state, Use).Events);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(Partner, false)]
    public void Neither_can_be_had_away_from_the_partner_or_hungry(int cell, bool fed)
    {
        foreach (int action in new[] { Couple, Use })
        {
            var state = new Village.State(cell, fed, Village.Desire.Awake, 0);
            Assert.Equal(0u, Act(Shifted, ref state, action).Events);
        }
    }

    [Fact]
    public void A_meal_counts_only_when_hungry()
    {
        var state = new Village.State(0, false, Village.Desire.Awake, 0);
        Assert.Equal(Village.Events.Ate, Act(Still, ref state, Eat).Events);
        Assert.True(state.Fed);
        Assert.Equal(0u, Act(Still, ref state, Eat).Events);
    }

    [Fact]
    public void Only_hungry_adults_starve()
    {
        Village lethal = Still with { Starving = 1, Childhood = 3 };
        var hungry = new Village.State(1, false, Village.Desire.Awake, 0);
        Assert.Equal([false, false, false, true], Enumerable.Range(0, 4).Select(_ => Act(lethal, ref hungry, Eat).Ended));
        var fed = new Village.State(1, true, Village.Desire.Awake, 100);
        Assert.False(Act(lethal, ref fed, Eat).Ended);
    }

    [Fact]
    public void Every_situation_has_a_number_of_its_own()
    {
        var village = new Village { Side = 3 };
        var numbers = from cell in Enumerable.Range(0, 9) from fed in new[] { false, true } from desire in Enum.GetValues<Village.Desire>()
                      select village.Situation(new Village.State(cell, fed, desire, 17));
        Assert.Equal(Enumerable.Range(0, village.Situations), numbers.Order());
    }

    private static Step Act(Village village, ref Village.State state, int action)
    {
        var luck = new Seed(1).Draws(1);
        return village.Advance(ref state, action, ref luck);
    }
}
