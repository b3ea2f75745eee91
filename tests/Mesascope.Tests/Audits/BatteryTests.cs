using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Audits;

public class BatteryTests
{
    private static readonly Seed Seed = new(11);

    [Fact]
    public async Task A_subject_that_does_the_same_in_both_arms_is_consistent_with_no_change()
    {
        Finding finding = await Coin("same", Effects.Unchanged("nothing was changed")).RunAsync(new CoinSubject(0.5, 0.5), Seed, cancellationToken: Token);
        Assert.Equal(Verdict.Consistent, finding.Verdict);
        Assert.Equal(0, finding.Effect);
    }

    [Fact]
    public async Task A_subject_that_changes_where_it_should_not_is_divergent_and_the_effect_is_said_to_be_biased()
    {
        Finding finding = await Coin("shift", Effects.Unchanged("nothing of interest was changed")).RunAsync(new CoinSubject(0.2, 0.8), Seed, cancellationToken: Token);
        Assert.Equal(Verdict.Divergent, finding.Verdict);
        Assert.InRange(finding.Low, 0.1, finding.Effect!.Value);
        Assert.True(finding.Pairs < 1000);
        Assert.Contains(finding.Caveats, caveat => caveat.Code == CaveatCode.StoppedEarly);
    }

    [Fact]
    public async Task Findings_and_log_do_not_depend_on_how_many_pairs_are_in_flight()
    {
        Finding[][] findings = new Finding[2][];
        PairRecord[][] pairs = new PairRecord[2][];
        foreach ((int run, int parallelism) in new[] { (0, 1), (1, 8) })
        {
            var log = new PairMemory();
            findings[run] = [.. await Two().RunAsync(new CoinSubject(0.3, 0.6), Seed, new AuditOptions { Parallelism = parallelism }, log, cancellationToken: Token)];
            pairs[run] = [.. log.Pairs];
        }
        Assert.Equal(findings[0].Select(finding => finding.ToString()), findings[1].Select(finding => finding.ToString()));
        Assert.Equal(pairs[0], pairs[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(40)]
    public async Task A_resumed_battery_keeps_the_same_pairs_and_finds_the_same(int survived)
    {
        var whole = new PairMemory();
        IReadOnlyList<Finding> unbroken = await Two().RunAsync(new CoinSubject(0.3, 0.6), Seed, log: whole, cancellationToken: Token);
        var rest = new PairMemory();
        foreach (PairRecord pair in whole.Pairs.Take(survived)) rest.Append(pair);
        IReadOnlyList<Finding> resumed = await Two().RunAsync(new CoinSubject(0.3, 0.6), Seed, log: rest, cancellationToken: Token);
        Assert.Equal(unbroken.Select(finding => finding.ToString()), resumed.Select(finding => finding.ToString()));
        Assert.Equal(whole.Pairs, rest.Pairs);
    }

    [Fact]
    public async Task Pairs_in_flight_past_the_stop_are_kept_and_not_counted()
    {
        var log = new PairMemory();
        var battery = new Battery<double, double>("one", [Coin("shift", Effects.Unchanged("nothing was changed"))]);
        Finding finding = (await battery.RunAsync(new CoinSubject(0, 1), Seed, log: log, cancellationToken: Token))[0];
        Assert.Equal(finding.Pairs + new AuditOptions().Ahead - 1, log.Pairs.Count);
        Assert.Equal(Verdict.Divergent, finding.Verdict);
    }

    // What is plain early goes on to as many pairs as a clean audit takes, so that a later run has something to be compared with.
    [Fact]
    public async Task No_audit_stops_before_equal_arms_could_be_shown_equal()
    {
        Finding finding = await Coin("shift", Effects.Unchanged("nothing was changed")).RunAsync(new CoinSubject(0, 1), Seed, cancellationToken: Token);
        Assert.Equal(StoppingRule.FewestPairs(0.05, 0.1), finding.Pairs);
    }

    // Nine of 18 audits have an effect of .5. Alone each needs e ≥ 18/.05; once some are found, the others need less.
    [Fact]
    public async Task Audits_in_the_joint_set_stop_together_and_sooner_than_they_would_alone()
    {
        var battery = new Battery<double, double>("nine of 18", [.. Enumerable.Range(0, 18).Select(i => Coin($"coin {i}", Effects.NoRise("a rise is bad")) with { Contrast = new("changed", _ => 0, _ => i % 2) })]);
        IReadOnlyList<Finding> findings = await battery.RunAsync(new CoinSubject(0.25, 0.55), Seed, cancellationToken: Token);
        Assert.All(findings.Where((_, i) => i % 2 == 1), finding => Assert.Equal(Verdict.Divergent, finding.Verdict));
        Assert.Contains(findings.Where((_, i) => i % 2 == 1), finding => finding.EValue < 18 / 0.05);
        Assert.All(findings.Where((_, i) => i % 2 == 0), finding => Assert.NotEqual(Verdict.Divergent, finding.Verdict));
    }

    [Fact]
    public async Task A_subject_that_breaks_down_ends_the_battery_and_what_was_finished_is_kept()
    {
        var log = new PairMemory();
        await Assert.ThrowsAsync<PrerequisiteException>(() => Two().RunAsync(new BreaksDown(after: 100), Seed, new AuditOptions { EarlyStop = false, Parallelism = 1 }, log, cancellationToken: Token));
        Assert.InRange(log.Pairs.Count, 45, 50);
    }

    [Fact]
    public async Task Each_kind_of_case_has_its_own_effect_and_one_that_turns_the_sign_is_a_caveat()
    {
        // Case i has wording "even" or "odd"; the effect is +1 in three of four cases, -1 in the odd ones of every four.
        Audit<double, double> audit = Coin("mixed", Effects.Unchanged("nothing was changed")) with
        {
            Cases = new Cases<double>((_, index) => index % 4 == 3 ? 10 : 0),
            Contrast = new("changed", w => w, w => w + 1),
            Strata = w => new Dictionary<string, string> { ["wording"] = w >= 10 ? "odd" : "even" },
            Measure = w => w is 1 or 10 ? 1 : 0,
        };
        Finding finding = await audit.RunAsync(new Echo(), Seed, new AuditOptions { Budget = 80, EarlyStop = false }, Token);
        Assert.Equal(["even", "odd"], finding.Strata!.Select(stratum => stratum.Value));
        Assert.Equal([1.0, -1.0], finding.Strata!.Select(stratum => stratum.Effect!.Value));
        Assert.Equal([60, 20], finding.Strata!.Select(stratum => stratum.Pairs));
        Assert.Contains(finding.Caveats, caveat => caveat.Text.Contains("opposite sign in wording odd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_read_is_missing_and_never_zero()
    {
        Audit<double, double> audit = Coin("broken", Effects.Unchanged("nothing was changed")) with { Measure = _ => double.NaN };
        Finding finding = await audit.RunAsync(new CoinSubject(0.5, 0.5), Seed, new AuditOptions { Budget = 30 }, Token);
        Assert.Null(finding.Effect);
        Assert.Equal(30, finding.Missing);
        Assert.Equal((-1.0, 1.0), (finding.Low, finding.High));
        Assert.Equal(Verdict.Undecided, finding.Verdict);
    }

    [Fact]
    public async Task An_audit_of_which_nothing_can_be_read_is_given_up_after_fifty_pairs()
    {
        Audit<double, double> audit = Coin("broken", Effects.Unchanged("nothing was changed")) with { Measure = _ => double.NaN };
        Finding finding = await audit.RunAsync(new CoinSubject(0.5, 0.5), Seed, cancellationToken: Token);
        Assert.Equal((50, 50, Verdict.Undecided), (finding.Pairs, finding.Missing, finding.Verdict));
        Assert.Contains(finding.Caveats, caveat => caveat.Text.Contains("none of the first 50 pairs could be read", StringComparison.Ordinal));
        Assert.Equal(80, (await audit.RunAsync(new CoinSubject(0.5, 0.5), Seed, new AuditOptions { Budget = 80, EarlyStop = false }, Token)).Pairs);
    }

    [Fact]
    public async Task Without_early_stop_every_pair_of_the_budget_is_run()
    {
        Finding finding = await Coin("shift", Effects.Unchanged("nothing was changed")).RunAsync(new CoinSubject(0, 1), Seed, new AuditOptions { Budget = 123, EarlyStop = false }, Token);
        Assert.Equal(123, finding.Pairs);
    }

    [Theory]
    [InlineData(0, 0.1, 10)]
    [InlineData(1, 0.1, 10)]
    [InlineData(double.NaN, 0.1, 10)]
    [InlineData(0.05, -0.1, 10)]
    [InlineData(0.05, 1, 10)]
    [InlineData(0.05, 0.1, 0)]
    public async Task Meaningless_options_are_refused(double alpha, double margin, int budget) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Coin("same", Effects.Unchanged("nothing was changed"))
            .RunAsync(new CoinSubject(0.5, 0.5), Seed, new AuditOptions { Alpha = alpha, Margin = margin, Budget = budget }, Token));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Battery<double, double> Two() => new("two", [Coin("first", Effects.Unchanged("nothing was changed")), Coin("second", Effects.NoRise("a rise is bad"))]);

    // The case is 0 in the control arm and 1 in the treated arm.
    private static Audit<double, double> Coin(string name, Effects aligned) => new()
    {
        Name = name, Question = "Does the coin change?", Cases = Cases.Of(0.0), Contrast = new("changed", _ => 0, _ => 1), Measure = outcome => outcome, Aligned = aligned,
    };

    private sealed class Echo : ISubject<double, double>
    {
        public ValueTask<Answer<double>> AnswerAsync(double @case, Seed luck, CancellationToken cancellationToken = default) => new(new Answer<double>(@case, ""));
    }

    private sealed class BreaksDown(int after) : ISubject<double, double>
    {
        private int _asked;
        public ValueTask<Answer<double>> AnswerAsync(double @case, Seed luck, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _asked) > after ? throw new PrerequisiteException("The server is gone.") : new(new Answer<double>(luck.Draws().Uniform(0) < 0.5 ? 0 : 1, ""));
    }

    private sealed class CoinSubject(double control, double treated) : ISubject<double, double>
    {
        public async ValueTask<Answer<double>> AnswerAsync(double @case, Seed luck, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            double outcome = luck.Draws().Bernoulli(@case == 0 ? control : treated, 0) ? 1 : 0;
            return new Answer<double>(outcome, outcome == 1 ? "1" : "0");
        }
    }
}
