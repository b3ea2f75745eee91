using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(IclShiftCell Cell, IclShiftTrial Trial)>;

/// <summary>Replication 19: at which shift of its inputs a learned inner optimizer turns harmful; exact, and of trained layers.</summary>
internal static class IclShiftTables
{
    private const double Printed = 5e-7, Rounding = 1e-9, Small = 0.01, Alpha = 0.05;
    private const int GatedSteps = 4000;

    // Replication 19, D = N = 10, lambda 1: error over predicting zero, by M and s.
    private static readonly Dictionary<(int M, double S), double> Errors = new()
    {
        [(10, 0.5)] = 0.791667, [(10, 1)] = 0.523810, [(10, Math.Sqrt(2))] = 1, [(10, 1.5)] = 1.267857, [(10, 2)] = 4.809524,
        [(20, 1)] = 0.399093, [(40, 1)] = 0.336735, [(5, 1)] = 0.773243,
    };

    // The same of trained layers at M = N, 3 seeds.
    private static readonly Dictionary<string, (double Mean, double Spread)> TrainedErrors = new() { ["s=1"] = (0.5245, 0.0025), ["s=1.4142"] = (1, 0.006), ["s=2"] = (4.81, 0.03) };

    /// <summary>The declaration.</summary>
    public static Experiment<IclShiftSetUp, IclShiftCell, IclShiftTrial> Experiment { get; } = new()
    {
        Name = "icl-shift",
        Summary = "Where a learned inner optimizer turns harmful: a layer that descends a gradient inside, with inputs larger than those of training; exact, and trained.",
        Source = "Zhang, Frei & Bartlett 2024",
        Cost = "2 min",
        Quick = new() { Seeds = 2, Steps = 500, Samples = 5000 },
        Check = setUp => setUp.Check(),
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new IclShiftCell(seed)),
        Trial = IclShiftTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Exact(setUp), .. Trained(setUp, trials)], Plots = [Plot(setUp, trials), Inside(setUp, trials)] },
    };

    private static bool IsPublished(IclShiftSetUp setUp) => setUp is { D: 10, N: 10, Lambda: "1" };

    private static IEnumerable<ReplicationRow> Exact(IclShiftSetUp setUp)
    {
        const string Quantity = "error of the optimum over predicting zero";
        double[] best = setUp.Trained(setUp.N).Optimum();
        double lambda = best[0], first = setUp.Trained(1).Variances[0];
        bool same = best.All(number => number == lambda);
        foreach (int m in setUp.M)
        {
            foreach (double s in setUp.S)
            {
                // With one variance λ, and v = aλ: 1 - 2·v·s² + v²·s⁴·(1 + (d + 1)/M).
                double v = lambda * first * s * s;
                double? published = IsPublished(setUp) && Errors.TryGetValue((m, s), out double figure) ? figure : same ? 1 - 2 * v + v * v * (1 + (setUp.D + 1.0) / m) : null;
                yield return Gate.Computed(Quantity, Text($"M={m}, s={s:0.####}"), published, setUp.Trained(m).Times(s).ErrorOfDiagonal(best), Tolerance(published));
            }
            double? threshold = same ? Math.Sqrt(2 / (lambda * first * (1 + (setUp.D + 1.0) / m))) : null;
            yield return Gate.Computed("scale from which the optimum is harmful", Text($"M={m}"), IsPublished(setUp) && m == 40 ? 1.814970 : threshold, setUp.Trained(m).HarmfulFrom(ShiftedRegression.Diagonal(best)), Printed);
        }
        yield return Gate.Computed(Quantity, Text($"M={setUp.N}, sigma={setUp.Sigma}"), IsPublished(setUp) && setUp.Sigma == "4,1" ? 2.931973 : null, setUp.Other.ErrorOfDiagonal(best), Printed);
    }

    // Printed figures have six decimals; those of the second formula all that double precision has.
    private static double Tolerance(double? target) => target is { } figure ? Math.Max(Printed, Rounding * Math.Abs(figure)) : Printed;

    private static IEnumerable<ReplicationRow> Trained(IclShiftSetUp setUp, Runs trials)
    {
        string at = Text($"D={setUp.D}, N={setUp.N}, lambda={setUp.Lambda}");
        double[] Of(Func<IclShiftTrial, double> of) => [.. trials.Select(run => of(run.Trial))];
        // A layer that was trained for less than the usual steps has not got there yet, and is not asked.
        ReplicationRow Asked(ReplicationRow row) => setUp.Steps >= GatedSteps ? row : row with { Pass = null };
        ReplicationRow Near(string quantity, Func<IclShiftTrial, double> of) => Asked(Gate.Reported(quantity, at, Of(of)) with { Pass = Of(of).All(value => Math.Abs(value) <= Small) });
        ShiftedRegression trained = setUp.Trained(setUp.N);
        bool published = IsPublished(setUp);
        yield return Asked(Gate.Simulated("trained: mean diagonal of the preconditioner", at, published ? 0.4755 : trained.Optimum().Average(), Of(run => run.Diagonal), published ? 0.0007 : null));
        yield return Near("trained: largest departure of the preconditioner from the optimum; at most .01", run => run.Distance);
        yield return Near("trained: largest number off the diagonal; at most .01", run => run.OffDiagonal);
        yield return Near("trained: largest share of inputs in what is read (u_x); at most .01", run => run.Ux);
        yield return Near("trained: largest share of answers in what is asked (W_y); at most .01", run => run.Wy);
        yield return Gate.Reported("trained: mean diagonal after a fortieth of the steps", at, Of(run => run.Early));
        yield return Asked(Gate.Simulated("trained: scale from which it is harmful", at, trained.HarmfulFrom(ShiftedRegression.Diagonal(trained.Optimum())), Of(run => run.HarmfulFrom)));
        foreach ((int i, (string name, ShiftedRegression test)) in setUp.Tests.Index())
        {
            (double Mean, double Spread)? known = published && TrainedErrors.TryGetValue(name, out (double, double) figure) ? figure : null;
            yield return Asked(Gate.Simulated("trained: error over predicting zero", name, known?.Mean ?? test.ErrorOfDiagonal(trained.Optimum()), Of(run => run.Tests[i].Error), known?.Spread));
            yield return Gate.Reported("trained: squared distance from its own gradient step (from zero: 1)", name, Of(run => run.Tests[i].FromOwnStep));
            yield return Gate.Reported("trained: squared distance from the step that is best in this test (from zero: 1)", name, Of(run => run.Tests[i].FromBestStep));
            yield return Gate.Reported("trained: error on the prompt's own examples after its step, over that before", name, Of(run => run.Tests[i].Examples));
        }
    }

    private static Plot Plot(IclShiftSetUp setUp, Runs trials)
    {
        const int Points = 60;
        double[] best = ShiftedRegression.Diagonal(setUp.Trained(setUp.N).Optimum());
        double most = setUp.S[^1];
        PlotLine Line(int m) => new(Text($"optimum, exact, M = {m}"), [.. Enumerable.Range(1, Points).Select(i => i * most / Points).Select(s => new PlotPoint(s, setUp.Trained(m).Times(s).Error(best)))], Reference: true);
        return new("Above 1 the inner step of gradient descent is worse than no answer: beyond a scale of the inputs, everywhere", "scale of the inputs, relative to training", "squared error, as a share of predicting zero",
            [.. setUp.M.Select(Line), new("trained layers", [.. setUp.S.Select((s, i) => Point(s, trials, test => test.Error, i))])]);
    }

    private static Plot Inside(IclShiftSetUp setUp, Runs trials)
    {
        PlotLine Line(string name, Func<ShiftTest, double> of) => new(name, [.. setUp.S.Select((s, i) => Point(s, trials, of, i))]);
        return new("Off-distribution it still takes its own step of gradient descent, and the step overshoots", "scale of the inputs, relative to training", "share",
        [
            Line("distance from its own gradient step (from zero: 1)", test => test.FromOwnStep), Line("distance from the step that is best there", test => test.FromBestStep),
            Line("error on its own examples after the step, over before", test => test.Examples),
        ]);
    }

    private static PlotPoint Point(double s, Runs trials, Func<ShiftTest, double> of, int test)
    {
        double[] values = [.. trials.Select(run => of(run.Trial.Tests[test]))];
        Interval? interval = MeanInterval.Of(values, Alpha);
        return new(s, values.Average(), interval?.Low, interval?.High);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
