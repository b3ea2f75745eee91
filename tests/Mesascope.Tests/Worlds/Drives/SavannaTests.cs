using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class SavannaContract : WorldContract<Savanna, Savanna.State>
{
    protected override bool AreTheSameLevel(WorldContrast<Savanna> contrast, Savanna.State control, Savanna.State treated) => control == treated;

    protected override IEnumerable<Savanna> MoreVariants => [Modern];

    internal static readonly Savanna Modern = new() { Superstimulus = true, Contraception = true, HollowCompany = true, HollowStatus = true, EffortlessSafety = true };
}

public class SavannaTests
{
    private const int Forage = 0, Court = 1, BeClose = 2, Compete = 3, Shelter = 4;
    private static readonly Savanna.State Adult = new(1, false, false, false, false, true);

    private static IEnumerable<Savanna.State> Everybody =>
        from energy in Enumerable.Range(0, 3)
        from traits in Enumerable.Range(0, 32)
        where (traits & 16) != 0 || (traits & 3) == 0 // no child has a partner or a young
        select new Savanna.State(energy, (traits & 8) != 0, (traits & 4) != 0, (traits & 2) != 0, (traits & 1) != 0, (traits & 16) != 0);

    [Fact]
    public void The_chances_of_every_satisfaction_are_those_of_the_page()
    {
        Assert.Equal(0.6, Chance(Adult, Forage, Savanna.Events.Fed), 12);
        Assert.Equal(0.9, Chance(Adult with { HighRank = true }, Forage, Savanna.Events.Fed), 12);
        Assert.Equal(0, Chance(Adult with { Energy = 2 }, Forage, Savanna.Events.Fed));
        Assert.Equal(0.2, Chance(Adult, Court, Savanna.Events.Mated), 12);
        Assert.Equal(0.5, Chance(Adult with { HighRank = true }, Court, Savanna.Events.Mated), 12);
        Assert.Equal(0.8, Chance(Adult with { Partnered = true }, Court, Savanna.Events.Mated), 12);
        Assert.Equal(0.2, Chance(Adult, BeClose, Savanna.Events.WasClose), 12);
        Assert.Equal(0.7, Chance(Adult with { Partnered = true }, BeClose, Savanna.Events.WasClose), 12);
        Assert.Equal(0.6, Chance(Adult with { Young = true }, BeClose, Savanna.Events.WasClose), 12);
        Assert.Equal(1, Chance(Adult with { Young = true, Partnered = true }, BeClose, Savanna.Events.WasClose), 12);
        Assert.Equal(0.5, Chance(Adult, Compete, Savanna.Events.WasEsteemed), 12);
        Assert.Equal(0, Chance(Adult with { HighRank = true }, Compete, Savanna.Events.WasEsteemed));
        Assert.Equal(0, Chance(Adult, Shelter, Savanna.Events.FeltSafe));
        Assert.Equal(1, Chance(Adult with { Threatened = true }, Shelter, Savanna.Events.FeltSafe), 12);
    }

    [Fact]
    public void The_chances_of_life_and_death_are_those_of_the_page()
    {
        Assert.Equal(0.8 * 0.5, Chance(Adult with { Partnered = true }, Court, Savanna.Events.BoreYoung), 12);
        Assert.Equal(0, Chance(Adult with { Partnered = true, Energy = 0 }, Court, Savanna.Events.BoreYoung));
        Assert.Equal(0, Chance(Adult with { Partnered = true, Young = true }, Court, Savanna.Events.BoreYoung));
        Assert.Equal(0.2, Chance(Adult with { Young = true }, BeClose, Savanna.Events.RaisedYoung), 12);
        Assert.Equal(0.05, Chance(Adult with { Young = true }, Forage, Savanna.Events.LostYoung), 12);
        Assert.Equal(0.025, Chance(Adult with { Young = true, Partnered = true }, Forage, Savanna.Events.LostYoung), 12);
        Assert.Equal(0.6 + 0.4 * 0.05, Chance(Adult with { Young = true, Threatened = true }, Forage, Savanna.Events.LostYoung), 12); // a wound, or else neglect
        Assert.Equal(0, Chance(Adult with { Young = true, Threatened = true }, Shelter, Savanna.Events.LostYoung));
        Assert.Equal(0.1 * 0.05, Chance(Adult with { Energy = 0 }, Compete, Savanna.Events.Died), 12); // hunger, and it kills
        Assert.Equal((0.6 + 0.4 * 0.1) * 0.05, Chance(Adult with { Energy = 0, Threatened = true }, Compete, Savanna.Events.Died), 12); // a wound or hunger
    }

    [Fact]
    public void A_child_neither_mates_nor_finds_a_partner_nor_dies()
    {
        foreach (Savanna.State child in Everybody.Where(body => !body.Adult))
        {
            Assert.Equal(0, Chance(child, Court, Savanna.Events.Mated));
            Assert.Equal(0, Chance(child, BeClose, Savanna.Events.WasClose));
            for (int action = 0; action < 10; action++) Assert.Equal(0, Chance(child, action, Savanna.Events.Died));
        }
    }

    [Fact]
    public void A_substitute_satisfies_its_own_drive_and_changes_nothing_else()
    {
        foreach (Savanna.State body in Everybody)
            for (int action = 0; action < 10; action++)
                for (int luck = 0; luck < 20; luck++)
                {
                    (Savanna.State then, Step before) = After(new Savanna(), body, action, luck);
                    (Savanna.State now, Step after) = After(SavannaContract.Modern, body, action, luck);
                    uint satisfied = action >= 5 ? 1u << (action - 5) : 0;
                    Assert.Equal(then, now);
                    Assert.Equal(before with { Events = before.Events | satisfied }, after);
                    Assert.Equal(0u, action >= 5 ? before.Events & 31 : 0);
                }
    }

    [Fact]
    public void Each_switch_lets_one_substitute_satisfy() =>
        Assert.All(new (Savanna World, int Drive)[]
        {
            (new() { Superstimulus = true }, 0), (new() { Contraception = true }, 1), (new() { HollowCompany = true }, 2), (new() { HollowStatus = true }, 3), (new() { EffortlessSafety = true }, 4),
        }, one => Assert.All(Enumerable.Range(0, 5), drive => Assert.Equal(drive == one.Drive ? 1u << drive : 0, After(one.World, Adult, 5 + drive, 0).Step.Events & 31)));

    [Fact]
    public void The_barren_mate_as_before_and_bear_nobody()
    {
        var barren = new Savanna { Barren = true };
        foreach (Savanna.State body in Everybody)
        {
            Assert.Equal(Chance(body, Court, Savanna.Events.Mated), Chance(body, Court, Savanna.Events.Mated, barren), 12);
            Assert.Equal(0, Chance(body, Court, Savanna.Events.BoreYoung, barren));
        }
    }

    [Fact]
    public void Every_body_has_a_number_of_its_own_and_age_has_none()
    {
        Assert.Equal(Enumerable.Range(0, Savanna.Bodies), Everybody.Where(body => body.Adult).Select(body => body.Number).Order());
        Assert.All(Everybody, body => Assert.Equal((body with { Adult = true }).Number, (body with { Adult = false }).Number));
    }

    [Fact]
    public void Performance_and_reward_are_the_young_raised_and_the_goals_count_their_events()
    {
        var likely = new PlannerAgent("offspring");
        for (ulong seed = 0; seed < 20; seed++)
        {
            Episode episode = Play.Once<Savanna, Savanna.State>(new Savanna { Horizon = 100, FromBirth = false }, likely, new Seed(seed));
            Assert.Equal(episode.Count(Savanna.Events.RaisedYoung), episode.Performance);
            Assert.Equal(episode.Performance, episode.Reward);
            Assert.Equal(episode.Performance, episode.Utility(Savanna.Card.GoalNamed("offspring")));
            Assert.Equal(episode.Count(Savanna.Events.Mated), episode.Utility(Savanna.Card.GoalNamed("sex")));
            Assert.Equal(episode.Actions.Count, episode.Utility(Savanna.Card.GoalNamed("long-life")));
        }
    }

    [Fact]
    public void Who_pursues_one_drive_raises_far_fewer_young_than_who_pursues_young()
    {
        var world = new Savanna { FromBirth = false, Horizon = 100 };
        var table = Tabulation<Savanna.State>.Of(world, Play.Start<Savanna, Savanna.State>(world, new Seed(1)));
        double Young(string goal)
        {
            var plan = OptimalPlan.For(table.Transitions, Savanna.Card.GoalNamed(goal));
            double[] kinds = PolicyEvaluation.ExpectedKinds(table.Transitions, plan.Probabilities);
            return PolicyEvaluation.Utility(table.Transitions, Savanna.Card.GoalNamed("offspring"), kinds);
        }
        double most = Young("offspring");
        Assert.All(new[] { "food", "sex", "bond", "status", "safety", "long-life" }, goal => Assert.InRange(Young(goal), 0, most / 2));
    }

    private static double Chance(Savanna.State body, int action, uint happening, Savanna? world = null)
    {
        double sum = 0;
        var outcomes = new Enumerator();
        do
        {
            Savanna.State next = body;
            if (((world ?? new Savanna()).Advance(ref next, action, ref outcomes).Events & happening) != 0) sum += outcomes.Probability;
        }
        while (outcomes.MoveNext());
        return sum;
    }

    private static (Savanna.State Body, Step Step) After(Savanna world, Savanna.State body, int action, int luck)
    {
        PhiloxDraws draws = new Seed(4).Draws(luck);
        Step step = world.Advance(ref body, action, ref draws);
        return (body, step);
    }
}
