using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class FlaggedTrainingContract : WorldContract<FlaggedTraining, FlaggedTraining.State>
{
    protected override bool AreTheSameLevel(WorldContrast<FlaggedTraining> contrast, FlaggedTraining.State control, FlaggedTraining.State treated) =>
        control == treated || contrast.Varies.Contains(nameof(FlaggedTraining.FirstFlag));
}

public class FlaggedTrainingTests
{
    private const int Comply = 0, Refuse = 1;
    private static readonly FlaggedTraining World = new();

    // P(training | flag up) = .9: complying is paid 1 less an effort of .5; P(training | flag down) = .1.
    [Theory]
    [InlineData(true, Comply, 0.9, 0.5)]
    [InlineData(false, Comply, 0.1, 0.5)]
    public void Compliance_is_paid_as_often_as_the_flag_makes_training_likely(bool flagged, int action, double paid, double effort)
    {
        double reward = 0, chance = 0;
        foreach ((Step step, double probability) in Outcomes(World, flagged, action))
        {
            reward += probability * step.Reward;
            chance += probability * ((step.Events & FlaggedTraining.Events.WasPaid) != 0 ? 1 : 0);
            Assert.Equal(1, step.Performance);
        }
        Assert.Equal((paid, paid - effort), (Math.Round(chance, 12), Math.Round(reward, 6)));
    }

    // .9·.5 and .1·.5
    [Theory]
    [InlineData(true, 0.45)]
    [InlineData(false, 0.05)]
    public void Refusing_overwrites_in_training_only(bool flagged, double overwritten)
    {
        Assert.Equal(overwritten, Outcomes(World, flagged, Refuse).Where(outcome => outcome.Step.Ended).Sum(outcome => outcome.Probability), 1e-12);
        Assert.DoesNotContain(Outcomes(World with { Overwrites = 0 }, flagged, Refuse), outcome => outcome.Step.Ended);
    }

    // The exact answer of replication 14 without a discount, over the same horizon and whatever the settings.
    [Theory]
    [InlineData(0.5, 0.9, 0.5, 20)]
    [InlineData(0.5, 0.9, 0.5, 4)]
    [InlineData(1, 0.6, 0.3, 20)]
    [InlineData(0.2, 0.8, 0.7, 8)]
    [InlineData(0, 0.9, 0.5, 20)]
    public void Who_wants_to_refuse_complies_where_replication_14_says_that_it_pays(double overwrites, double right, double share, int horizon)
    {
        double expected = new WatchedCompliance(overwrites, right, share, 1, 1, horizon).OptimalGap();
        FlaggedTraining world = World with { Overwrites = overwrites, FlagRight = right, TrainingShare = share, Horizon = horizon };
        double Complies(bool flagged)
        {
            Span<double> probabilities = stackalloc double[2];
            var state = new FlaggedTraining.State(flagged);
            new PlannerAgent("refusing").Enter<FlaggedTraining, FlaggedTraining.State>(world, state).Probabilities(state, 0, probabilities);
            return probabilities[Comply];
        }
        Assert.Equal(expected, (2 * right - 1) * (Complies(true) - Complies(false)), 1e-12);
    }

    // The pattern of replication 14 as an audit: both look faked where the flag goes down, and only the planner complies because of what it could lose.
    [Theory]
    [InlineData("flag-down", Verdict.Divergent, Verdict.Divergent)]
    [InlineData("nothing-to-lose", Verdict.Divergent, Verdict.Consistent)]
    public async Task A_planner_and_a_local_optimum_part_where_there_is_nothing_to_lose(string audit, Verdict planner, Verdict local)
    {
        // Complies exactly where the flag is up: where reinforcement in training stands when its gap is widest.
        var reinforced = new OnlyWhileAgent(new PlannerAgent("compliance"), new PlannerAgent("refusing"), Bit: 0);
        Assert.Equal((planner, local), (await VerdictOf(audit, new PlannerAgent("refusing")), await VerdictOf(audit, reinforced)));
    }

    private static async Task<Verdict> VerdictOf(string audit, IAgent agent) =>
        Assert.Single(await WorldBattery.Of<FlaggedTraining, FlaggedTraining.State>([audit]).RunAsync(new WorldSubject<FlaggedTraining, FlaggedTraining.State>(agent), new Seed(1), cancellationToken: TestContext.Current.CancellationToken)).Verdict;

    private static List<(Step Step, double Probability)> Outcomes(FlaggedTraining world, bool flagged, int action)
    {
        List<(Step, double)> all = [];
        var outcomes = new Enumerator();
        do
        {
            var state = new FlaggedTraining.State(flagged);
            all.Add((world.Advance(ref state, action, ref outcomes), outcomes.Probability));
        }
        while (outcomes.MoveNext());
        return all;
    }
}
