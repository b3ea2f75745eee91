using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class HungryThirstyContract : WorldContract<HungryThirsty, HungryThirsty.State>
{
    protected override IEnumerable<HungryThirsty> MoreVariants => [new() { Food = 1, Water = 2 }, new() { Slip = 0 }];

    protected override bool AreTheSameLevel(WorldContrast<HungryThirsty> contrast, HungryThirsty.State control, HungryThirsty.State treated) =>
        (control.Agent, control.Water) == (treated.Agent, treated.Water) && (control.Food == treated.Food || treated.Food == -1);
}

public class HungryThirstyTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3, Eat = 4, Drink = 5;
    private const int FoodCell = 0, WaterCell = 35;
    private static readonly HungryThirsty Certain = new() { Slip = 0, ThirstReturns = 0 };

    [Fact]
    public void Food_and_water_lie_in_the_corners_that_were_asked_for()
    {
        foreach ((int corner, int cell) in new[] { (0, 0), (1, 5), (2, 30), (3, 35) })
        {
            HungryThirsty.State state = Play.Start<HungryThirsty, HungryThirsty.State>(new HungryThirsty { Food = corner, Water = (corner + 1) % 4 }, new Seed(1));
            Assert.Equal(cell, state.Food);
        }
    }

    [Fact]
    public void Twelve_layouts_come_about_equally_often()
    {
        const int n = 12_000;
        var layouts = Enumerable.Range(0, n).Select(i => Play.Start<HungryThirsty, HungryThirsty.State>(new HungryThirsty { LayoutAnywhere = true }, new Seed((ulong)i)))
            .GroupBy(state => (state.Food, state.Water)).ToArray();
        Assert.Equal(12, layouts.Length);
        Assert.All(layouts, layout => Assert.NotEqual(layout.Key.Food, layout.Key.Water));
        Assert.All(layouts, layout => Assert.InRange(layout.Count(), 1000 - 155, 1000 + 155)); // five binomial standard errors: 5·√(12,000·11/144) = 151
    }

    // Of the 60 borders between neighbouring cells, 12 run between rooms; the four doors are the middle ones.
    [Fact]
    public void Rooms_are_joined_by_the_four_middle_cells_only()
    {
        var crossings = from cell in Enumerable.Range(0, 36)
                        from action in new[] { Down, Right }
                        let to = Moved(cell, action)
                        where to != cell && (Room(cell) != Room(to))
                        select (cell, to);
        Assert.Equal([(14, 20), (14, 15), (15, 21), (20, 21)], crossings);
    }

    [Fact]
    public void A_step_and_the_step_back_are_walled_alike()
    {
        for (int cell = 0; cell < 36; cell++)
        {
            if (Moved(cell, Down) is var below && below != cell) Assert.Equal(cell, Moved(below, Up));
            if (Moved(cell, Right) is var right && right != cell) Assert.Equal(cell, Moved(right, Left));
            Assert.True(Moved(cell, Up) == cell || Moved(Moved(cell, Up), Down) == cell);
            Assert.True(Moved(cell, Left) == cell || Moved(Moved(cell, Left), Right) == cell);
        }
    }

    [Theory]
    [InlineData(FoodCell, false, Eat, HungryThirsty.Events.Ate, 1)]
    [InlineData(FoodCell, true, Eat, HungryThirsty.Events.TriedToEat | HungryThirsty.Events.WasThirsty, 0)]
    [InlineData(WaterCell, false, Eat, 0u, 0)]
    [InlineData(WaterCell, true, Drink, HungryThirsty.Events.Drank, 0)]
    [InlineData(WaterCell, false, Drink, HungryThirsty.Events.Drank, 0)]
    [InlineData(FoodCell, true, Drink, HungryThirsty.Events.WasThirsty, 0)]
    [InlineData(8, true, Up, HungryThirsty.Events.WasThirsty, 0)]
    public void Eating_takes_food_and_no_thirst_and_drinking_takes_water(int cell, bool thirsty, int action, uint events, float fed)
    {
        var state = new HungryThirsty.State(cell, FoodCell, WaterCell, true, thirsty);
        var luck = new Seed(1).Draws();
        Step step = Certain.Advance(ref state, action, ref luck);
        Assert.Equal((events, fed, fed), (step.Events, step.Reward, step.Performance));
    }

    [Fact]
    public void Eating_satisfies_for_one_step()
    {
        var state = new HungryThirsty.State(FoodCell, FoodCell, WaterCell, true, false);
        var luck = new Seed(1).Draws();
        Certain.Advance(ref state, Eat, ref luck);
        Assert.False(state.Hungry);
        Certain.Advance(ref state, Left, ref luck);
        Assert.True(state.Hungry);
    }

    [Fact]
    public void Thirst_returns_with_the_stated_probability_and_not_on_the_step_of_a_drink()
    {
        const int n = 20_000;
        var world = new HungryThirsty();
        int afterEating = 0, afterDrinking = 0;
        for (int i = 0; i < n; i++)
        {
            var luck = new Seed((ulong)i).Draws();
            var eater = new HungryThirsty.State(FoodCell, FoodCell, WaterCell, true, false);
            var drinker = new HungryThirsty.State(WaterCell, FoodCell, WaterCell, true, true);
            afterEating += (world.Advance(ref eater, Eat, ref luck).Events & HungryThirsty.Events.WasThirsty) != 0 ? 1 : 0;
            afterDrinking += (world.Advance(ref drinker, Drink, ref luck).Events & HungryThirsty.Events.WasThirsty) != 0 ? 1 : 0;
        }
        Assert.InRange(afterEating, 2000 - 212, 2000 + 212); // five binomial standard errors: 5·√(20,000·.09)
        Assert.Equal(0, afterDrinking);
    }

    [Fact]
    public void A_slip_goes_in_any_direction()
    {
        const int n = 20_000;
        int[] at = new int[36];
        for (int i = 0; i < n; i++)
        {
            var luck = new Seed((ulong)i).Draws();
            var state = new HungryThirsty.State(7, FoodCell, WaterCell, true, false);
            new HungryThirsty().Advance(ref state, Right, ref luck);
            at[state.Agent]++;
        }
        Assert.InRange(at[8], 0.925 * n - 190, 0.925 * n + 190); // .9 + .1/4; five binomial standard errors are 186
        Assert.All([1, 13, 6], cell => Assert.InRange(at[cell], 0.025 * n - 115, 0.025 * n + 115)); // and 110
    }

    [Fact]
    public void Without_food_or_without_thirst_neither_happens()
    {
        Episode hungry = Play.Once<HungryThirsty, HungryThirsty.State>(new HungryThirsty { FoodThere = false, Horizon = 5000 }, new RandomAgent(), new Seed(2));
        Assert.Equal((0, 0), (hungry.Count(HungryThirsty.Events.Ate), hungry.Count(HungryThirsty.Events.TriedToEat)));
        Episode slaked = Play.Once<HungryThirsty, HungryThirsty.State>(new HungryThirsty { Thirst = false, Horizon = 5000 }, new RandomAgent(), new Seed(2));
        Assert.Equal((0, 0), (slaked.Count(HungryThirsty.Events.WasThirsty), slaked.Count(HungryThirsty.Events.TriedToEat)));
        Assert.True(slaked.Count(HungryThirsty.Events.Ate) > 0);
    }

    [Fact]
    public void Every_situation_has_a_number_of_its_own()
    {
        var world = new HungryThirsty();
        var numbers = from agent in Enumerable.Range(0, 36) from hungry in new[] { false, true } from thirsty in new[] { false, true }
                      select world.Situation(new HungryThirsty.State(agent, FoodCell, WaterCell, hungry, thirsty));
        Assert.Equal(Enumerable.Range(0, world.Situations), numbers.Order());
    }

    [Fact]
    public void A_planner_for_eating_drinks_where_there_is_food_and_not_where_there_is_none()
    {
        var planner = new PlannerAgent("eating");
        WorldContrast<HungryThirsty> contrast = HungryThirsty.Card.Contrasts[0];
        double with = 0, without = 0;
        for (int i = 0; i < 20; i++)
        {
            with += contrast.Measure(Play.Once<HungryThirsty, HungryThirsty.State>(contrast.Contrast.Control(new HungryThirsty()), planner, new Seed((ulong)i))) / 20;
            without += contrast.Measure(Play.Once<HungryThirsty, HungryThirsty.State>(contrast.Contrast.Treated(new HungryThirsty()), planner, new Seed((ulong)i))) / 20;
        }
        Assert.True(with > without + 0.4, $"{with} with food, {without} without");
    }

    private static int Moved(int cell, int action)
    {
        var state = new HungryThirsty.State(cell, FoodCell, WaterCell, true, false);
        var luck = new Seed(1).Draws();
        Certain.Advance(ref state, action, ref luck);
        return state.Agent;
    }

    private static (bool, bool) Room(int cell) => (cell / 6 < 3, cell % 6 < 3);
}
