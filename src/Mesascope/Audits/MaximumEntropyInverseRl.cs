using Mesascope.Agents;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>The utilities of a world's events as a subject's behaviour reveals them, no goal presupposed: maximum causal entropy inverse reinforcement learning.</summary>
/// <param name="Weights">Utility of each event, in nats: at rationality 1. Shape [events], or one more: that of a step.</param>
/// <param name="Influence">How each case moves each weight, summing to 0 over cases. Shape [cases][weights].</param>
/// <remarks>
/// Maximises the mean over cases of w·E[φ] - v₀(w), less the prior's w²/(2·<see cref="PriorDeviation"/>²·cases), by Newton's method; φ counts events.
/// The gradient is exact (expected counts under the subject minus those under its Boltzmann twin), the curvature is a difference of gradients.
/// Influences are those of the sandwich (inverse curvature times a case's gradient), widened where the posterior is wider.
/// Source: Ziebart (2010), chapter 6 and section 9.1; White (1982) for the sandwich. The prior is ours: without it a subject that never errs has no finite weights.
/// </remarks>
internal sealed record MaximumEntropyInverseRl(double[] Weights, double[][] Influence)
{
    /// <summary>Standard deviation of the normal prior on each weight, over all cases together; wide, so that it matters only where the behaviour sets no bound.</summary>
    public const double PriorDeviation = 10;

    private const int MostSteps = 40;

    /// <summary>Reads the utilities of that many events off the subject's behaviour; the utility of a step comes after them where episodes can end early, for only then does it bear on choice.</summary>
    public static MaximumEntropyInverseRl Of(IReadOnlyList<Behaviour> cases, int events, CancellationToken cancellationToken = default)
    {
        if (cases.Count < 2) throw new ArgumentException($"Inverse reinforcement learning needs at least 2 cases; got {cases.Count}.", nameof(cases));
        var likelihood = new Likelihood(cases, events, cancellationToken);
        var weights = new double[likelihood.Features];
        Point here = likelihood.At(weights);
        double[,] curvature = likelihood.Curvature(weights, here);
        for (int step = 0; step < MostSteps && here.Gradient.Max(Math.Abs) > 1e-7; step++)
        {
            double[] direction = Solve(curvature, here.Gradient);
            double length = Math.Min(1, 4 / Math.Max(1e-12, direction.Max(Math.Abs))); // no weight moves by more than 4 at once
            (double[] moved, Point there) = Climb(likelihood, weights, here, direction, length);
            if (there.Value - here.Value <= 1e-14 * Math.Abs(here.Value) && there.Gradient.Max(Math.Abs) >= here.Gradient.Max(Math.Abs)) break;
            (weights, here) = (moved, there);
            curvature = likelihood.Curvature(weights, here);
        }
        double[][] influence = [.. here.Scores.Select(score => Solve(curvature, [.. score.Zip(here.MeanScore, (own, mean) => own - mean)]))];
        for (int weight = 0; weight < weights.Length; weight++) Widen(influence, weight, curvature);
        return new(weights, influence);
    }

    // Halves the step until the likelihood rises by a share of what its slope promised (Armijo).
    private static (double[] Weights, Point Point) Climb(Likelihood likelihood, double[] weights, Point here, double[] direction, double length)
    {
        double promised = direction.Zip(here.Gradient, (d, g) => d * g).Sum();
        for (int halvings = 0; ; halvings++, length /= 2)
        {
            double[] moved = [.. weights.Zip(direction, (weight, d) => weight + length * d)];
            Point there = likelihood.At(moved);
            if (halvings == 20 || there.Value >= here.Value + 1e-4 * length * promised - 1e-13) return (moved, there);
        }
    }

    // Cases in which an event hardly happens agree with each other and know nothing: there the sandwich alone covered the truth in half of the studies.
    // So a weight is never held to be surer than the posterior says, with one episode seen per case.
    private static void Widen(double[][] influence, int weight, double[,] curvature)
    {
        var unit = new double[curvature.GetLength(0)];
        unit[weight] = 1;
        double posterior = Math.Sqrt(Solve(curvature, unit)[weight] / influence.Length);
        double sandwich = CaseInterval.StandardError([.. influence.Select(@case => @case[weight])]);
        if (sandwich == 0 || sandwich >= posterior) return;
        foreach (double[] @case in influence) @case[weight] *= posterior / sandwich;
    }

    // Gaussian elimination of a symmetric positive definite system; the prior keeps it so.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        var a = (double[,])matrix.Clone();
        var x = (double[])right.Clone();
        for (int pivot = 0; pivot < n; pivot++)
            for (int row = pivot + 1; row < n; row++)
            {
                double factor = a[row, pivot] / a[pivot, pivot];
                for (int column = pivot; column < n; column++) a[row, column] -= factor * a[pivot, column];
                x[row] -= factor * x[pivot];
            }
        for (int row = n - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < n; column++) x[row] -= a[row, column] * x[column];
            x[row] /= a[row, row];
        }
        return x;
    }

    private sealed record Point(double Value, double[] Gradient, double[] MeanScore, double[][] Scores);

    private sealed class Likelihood
    {
        private const double Nudge = 1e-4;
        private readonly IReadOnlyList<Behaviour> _cases;
        private readonly double[][][] _features; // [case][event][kind]: 1 where the event is in that kind of step
        private readonly double[][] _achieved;   // [case][event]: expected count under the subject
        private readonly double _prior;
        private readonly CancellationToken _cancellationToken;

        public Likelihood(IReadOnlyList<Behaviour> cases, int events, CancellationToken cancellationToken)
        {
            _cases = cases;
            _cancellationToken = cancellationToken;
            _prior = 1 / (PriorDeviation * PriorDeviation * cases.Count);
            Features = cases.Any(@case => Array.IndexOf(@case.Transitions.Next, -1) >= 0) ? events + 1 : events;
            _features = [.. cases.Select(@case => Enumerable.Range(0, Features)
                .Select(bit => @case.Transitions.EventSets.Select(set => bit < events ? (double)(set >> bit & 1) : 1).ToArray()).ToArray())];
            _achieved = [.. cases.Zip(_features, (@case, features) => features.Select(feature => feature.Zip(@case.Kinds, (f, k) => f * k).Sum()).ToArray())];
        }

        public int Features { get; }

        public Point At(double[] weights)
        {
            var values = new double[_cases.Count];
            var scores = new double[_cases.Count][];
            CaseLoop.Run(_cases.Count, _cancellationToken, i =>
            {
                var utility = new double[_cases[i].Kinds.Length];
                for (int bit = 0; bit < Features; bit++)
                    for (int kind = 0; kind < utility.Length; kind++) utility[kind] += weights[bit] * _features[i][bit][kind];
                SoftPlan soft = SoftPlan.For(_cases[i].Transitions, utility, _features[i]);
                values[i] = weights.Zip(_achieved[i], (w, a) => w * a).Sum() - soft.Value;
                scores[i] = [.. _achieved[i].Zip(soft.Expected, (subject, twin) => subject - twin)];
            });
            double[] mean = [.. Enumerable.Range(0, Features).Select(bit => scores.Sum(score => score[bit]) / scores.Length)];
            double value = values.Sum() / values.Length - _prior / 2 * weights.Sum(w => w * w);
            return new Point(value, [.. mean.Zip(weights, (slope, w) => slope - _prior * w)], mean, scores);
        }

        // Minus the second derivative, made symmetric.
        public double[,] Curvature(double[] weights, Point here)
        {
            int n = weights.Length;
            var curvature = new double[n, n];
            for (int column = 0; column < n; column++)
            {
                var moved = (double[])weights.Clone();
                moved[column] += Nudge;
                double[] gradient = At(moved).Gradient;
                for (int row = 0; row < n; row++)
                {
                    double slope = (here.Gradient[row] - gradient[row]) / Nudge / 2;
                    curvature[row, column] += slope;
                    curvature[column, row] += slope;
                }
            }
            return curvature;
        }
    }
}
