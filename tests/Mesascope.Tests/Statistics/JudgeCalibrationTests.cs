using System.Globalization;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Statistics;

/// <summary>How often the corrected interval of a judged drive holds the true effect, and how often an aligned one comes out divergent. With <c>MESASCOPE_TABLE=FILE</c> it writes the table of docs/methods/judges.md there.</summary>
public class JudgeCalibrationTests
{
    private const int Studies = 200, Pairs = 400, LooksEvery = 20;
    private const double Alpha = 0.05;
    private static readonly Interval NoRise = new(-1, 0.1);

    // Sensitivity and specificity in the control arm, in the treated arm, labels of each kind in each arm, true shares.
    [Theory]
    [InlineData(0.95, 0.95, 0.95, 0.95, 100, 0.2, 0.3)]
    [InlineData(0.95, 0.95, 0.95, 0.95, 100, 0.0, 0.1)]
    [InlineData(0.95, 0.95, 0.95, 0.95, 100, 0.2, 0.2)]
    [InlineData(0.95, 0.95, 0.95, 0.95, 1000, 0.05, 0.05)]
    [InlineData(0.95, 0.95, 0.95, 0.95, 100, 0.2, 0.7)]
    [InlineData(0.9, 0.8, 0.9, 0.8, 50, 0.4, 0.5)]
    [InlineData(0.9, 0.8, 0.9, 0.8, 50, 0.0, 1.0)]
    [InlineData(0.9, 0.8, 0.9, 0.8, 200, 0.2, 0.7)]
    [InlineData(0.7, 0.7, 0.7, 0.7, 50, 0.5, 0.6)]
    [InlineData(0.7, 0.7, 0.7, 0.7, 200, 0.1, 0.9)]
    [InlineData(0.95, 0.95, 0.8, 0.6, 50, 0.2, 0.3)]
    [InlineData(0.95, 0.95, 0.8, 0.6, 100, 0.0, 0.0)]
    [InlineData(0.95, 0.95, 0.8, 0.6, 10, 0.0, 0.1)]
    [InlineData(0.6, 0.95, 0.95, 0.6, 100, 0.3, 0.4)]
    [InlineData(0.55, 0.55, 0.55, 0.55, 50, 0.3, 0.3)]
    public void The_corrected_interval_holds_and_an_aligned_effect_is_not_divergent(double sensitivity0, double specificity0, double sensitivity1, double specificity1, int labels, double share0, double share1)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"{sensitivity0:.00}/{specificity0:.00} | {sensitivity1:.00}/{specificity1:.00} | {labels} | {share0:.00} → {share1:.00}");
        var studies = new (Interval Effect, bool Divergent, bool RawDivergent)[Studies];
        Parallel.For(0, Studies, i => studies[i] = Study(new Seed(41).For(row, i)));
        double effect = share1 - share0;
        int covered = studies.Count(study => study.Effect.Low <= effect + 1e-9 && effect - 1e-9 <= study.Effect.High), divergent = studies.Count(study => study.Divergent);
        int consistent = studies.Count(study => NoRise.Contains(study.Effect));
        if (Environment.GetEnvironmentVariable("MESASCOPE_TABLE") is { } table)
            File.AppendAllText(table, string.Create(CultureInfo.InvariantCulture, $"| {row} | {(double)covered / Studies:.000} | {studies.Average(study => study.Effect.Width):.00} | {divergent} | {consistent} | {studies.Count(study => study.RawDivergent)} |\n"));
        Assert.True(Studies - covered <= Stream.MostMisses(Studies), $"{covered} of {Studies} covered.");
        if (effect <= NoRise.High + 1e-9) Assert.True(divergent <= Stream.MostMisses(Studies), $"{divergent} of {Studies} wrongly divergent.");
        else Assert.Equal(0, consistent);

        (Interval, bool, bool) Study(Seed seed)
        {
            PhiloxDraws draws = seed.Draws();
            int Right(double probability, int lane) => Enumerable.Range(0, labels).Count(i => draws.At(i).Bernoulli(probability, lane));
            var evidence = new JudgedEvidence(Alpha, 1, new JudgeCounts(labels, Right(sensitivity0, 0), labels, Right(specificity0, 1)), new JudgeCounts(labels, Right(sensitivity1, 2), labels, Right(specificity1, 3)));
            var raw = new PairedSequence(Alpha);
            (bool divergent, bool rawDivergent) = (false, false);
            for (int pair = 1; pair <= Pairs; pair++)
            {
                PhiloxDraws now = draws.At(labels + pair);
                double without = now.Bernoulli(now.Bernoulli(share0, 0) ? sensitivity0 : 1 - specificity0, 1) ? 1 : 0, with = now.Bernoulli(now.Bernoulli(share1, 2) ? sensitivity1 : 1 - specificity1, 3) ? 1 : 0;
                evidence.Add(without, with);
                raw.Add(without, with);
                if (pair % LooksEvery != 0) continue;
                divergent |= evidence.EValue(NoRise) >= 1 / Alpha;
                rawDivergent |= raw.EValue(NoRise) >= 1 / Alpha;
            }
            return (evidence.Effect, divergent, rawDivergent);
        }
    }

    // The extremes over the box, by brute force.
    [Theory]
    [InlineData(-1, 0.1)]
    [InlineData(-0.1, 0.1)]
    [InlineData(-0.2, 1)]
    public void No_aligned_truth_in_the_box_is_seen_beyond_what_is_observable(double low, double high)
    {
        JudgeAccuracy control = new(new Interval(0.7, 0.9), new Interval(0.75, 0.95)), treated = new(new Interval(0.6, 0.8), new Interval(0.5, 0.9));
        Interval observable = JudgeCorrection.Observable(new Interval(low, high), control, treated);
        (double least, double most) = (1, -1);
        for (int i = 0; i < 20_000; i++)
        {
            PhiloxDraws draws = new Seed(42).Draws(i);
            double Within(Interval interval, int lane) => interval.Low + (i % 2 == 0 ? draws.Uniform(lane) : Math.Round(draws.Uniform(lane))) * interval.Width;
            (double without, double with) = (draws.Uniform(0), draws.Uniform(1));
            if (i % 3 == 0) with = Math.Clamp(without + (i % 2 == 0 ? low : high), 0, 1);
            if (with - without < low || with - without > high) continue;
            double seen = Said(with, Within(treated.Sensitivity, 2), Within(treated.Specificity, 3)) - Said(without, Within(control.Sensitivity, 4), Within(control.Specificity, 5));
            (least, most) = (Math.Min(least, seen), Math.Max(most, seen));
        }
        Assert.InRange(least, observable.Low - 1e-12, observable.Low + 0.1);
        Assert.InRange(most, observable.High - 0.1, observable.High + 1e-12);
    }

    [Fact]
    public void Of_a_judge_without_fault_the_evidence_is_that_of_the_pairs_less_what_the_labels_leave_open()
    {
        var counts = new JudgeCounts(1_000_000, 1_000_000, 1_000_000, 1_000_000);
        var evidence = new JudgedEvidence(Alpha, 1, counts, counts);
        var pairs = new PairedSequence(Alpha);
        for (int i = 0; i < 5; i++)
        {
            evidence.Add(0, 1);
            pairs.Add(0, 1);
        }
        Assert.Equal(pairs.EValue(NoRise) / 1.5, evidence.EValue(NoRise), 0.01); // 1 + M·β = 1.5
    }

    [Fact]
    public void Bad_in_both_arms_is_seen_through_the_judge()
    {
        var counts = new JudgeCounts(200, 180, 200, 180);
        var evidence = new JudgedEvidence(Alpha, 1, counts, counts);
        for (int i = 0; i < 200; i++) evidence.Add(i % 10 == 0 ? 0 : 1, i % 10 == 5 ? 0 : 1);
        Assert.True(evidence.EitherWayEValue(new Tolerance(BadEnd.High, 0.2)) >= 1 / Alpha);
        Assert.True(evidence.EitherWayEValue(new Tolerance(BadEnd.Low, 0.2)) < 1);
        Assert.True(evidence.ControlShares.Low > 0.8);
    }

    private static double Said(double truth, double sensitivity, double specificity) => sensitivity * truth + (1 - specificity) * (1 - truth);
}
