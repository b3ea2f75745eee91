using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>What a subject does in one case, as maximum-entropy methods need it: the episode, and how often it is expected to make each kind of step.</summary>
/// <param name="Transitions">The episode.</param>
/// <param name="Kinds">Expected number of steps of each kind under the subject. Shape [event sets].</param>
internal sealed record Behaviour(Transitions Transitions, double[] Kinds)
{
    /// <summary>The expected number of decisions: steps until the episode ends.</summary>
    public double Decisions => Kinds.Sum();
}

/// <summary>How much of a subject's behaviour a goal explains (MEG), in nats per episode.</summary>
/// <param name="Cases">Explained nats of each case at the rationality that fits all cases best. Shape [cases]; one case may be negative, the mean is not.</param>
/// <param name="Beta">That rationality, in [-50, 50], per unit of the goal's smallest utility; negative: the goal is avoided.</param>
/// <remarks>
/// MEG = max over β of L(β) = E over the subject's own decisions of log π_β(a|s) - log 1/A, where π_β is the Boltzmann policy of soft value iteration.
/// The sum telescopes: L(β) = β·E[U] - v₀(β), with v₀ of <see cref="SoftPlan"/>; it is concave, and L(0) = 0.
/// Source: MacDermott, Fox, Belardinelli and Everitt (2024), "Measuring goal-directedness", definitions 3.1 to 3.3 and algorithm 1.
/// Ours: one β for all cases, and utilities are first divided by their own unit, so that the measure does not depend on their unit.
/// </remarks>
internal sealed record MaximumEntropyGoalDirectedness(double[] Cases, double Beta)
{
    /// <summary>The rationality is searched in [-this, this].</summary>
    public const double LargestBeta = 50;

    // Expected utilities that agree to this share of the unit agree: what is left is rounding.
    private const double NoPreference = 1e-10;

    /// <summary>The mean over cases, nats per episode, at least 0 up to rounding.</summary>
    public double Nats => Cases.Sum() / Cases.Length;

    /// <summary>Measures it for a known utility over the same subject's cases.</summary>
    public static MaximumEntropyGoalDirectedness Of(IReadOnlyList<Behaviour> cases, Goal goal, CancellationToken cancellationToken = default)
    {
        if (cases.Count == 0) throw new ArgumentException("Goal-directedness needs at least 1 case.", nameof(cases));
        double unit = Unit(goal);
        if (unit == 0) return new(new double[cases.Count], 0);
        double[][] utility = [.. cases.Select(@case => @case.Transitions.EventSets.Select(events => goal.Utility(events) / unit).ToArray())];
        var fit = new Fit(cases, utility, cancellationToken);
        double beta = Steepest(fit);
        return new(fit.At(beta).Explained, beta);
    }

    // The smallest utility in play, but no less than a hundredth of the largest: a step that costs 1 where the goal pays 50 must still be able to matter.
    private static double Unit(Goal goal)
    {
        double[] sizes = [.. goal.EventUtility.Append(goal.StepUtility).Select(Math.Abs).Where(size => size > 0)];
        return sizes.Length == 0 ? 0 : Math.Max(sizes.Min(), sizes.Max() / 100);
    }

    // L is concave, so its slope falls: find where it crosses 0, from 0 outward, then by false position (Illinois).
    private static double Steepest(Fit fit)
    {
        double nearSlope = fit.At(0).Slope;
        if (Math.Abs(nearSlope) < NoPreference) return 0;
        double side = Math.Sign(nearSlope), near = 0, far = 0, farSlope = nearSlope;
        foreach (double size in (ReadOnlySpan<double>)[0.5, 2, 8, LargestBeta])
        {
            (near, nearSlope) = (far, farSlope);
            far = side * size;
            farSlope = fit.At(far).Slope;
            if (farSlope * side <= 0) break;
        }
        return farSlope * side >= 0 ? far : FalsePosition(fit, near, nearSlope, far, farSlope);
    }

    private static double FalsePosition(Fit fit, double near, double nearSlope, double far, double farSlope)
    {
        int kept = 0;
        for (int i = 0; i < 60 && Math.Abs(far - near) > 1e-9 * Math.Abs(far); i++)
        {
            double middle = near + (far - near) * (nearSlope / (nearSlope - farSlope));
            double slope = fit.At(middle).Slope;
            if (Math.Abs(slope) < NoPreference) return middle;
            if (slope > 0 == nearSlope > 0)
            {
                (near, nearSlope) = (middle, slope);
                if (kept == 1) farSlope /= 2;
                kept = 1;
            }
            else
            {
                (far, farSlope) = (middle, slope);
                if (kept == -1) nearSlope /= 2;
                kept = -1;
            }
        }
        return near + (far - near) * (nearSlope / (nearSlope - farSlope));
    }

    private sealed class Fit(IReadOnlyList<Behaviour> cases, double[][] utility, CancellationToken cancellationToken)
    {
        private readonly double[] _achieved = [.. cases.Zip(utility, (@case, worth) => Dot(@case.Kinds, worth))];

        // Slope: mean over cases of E[U] under the subject minus E[U] under the Boltzmann policy.
        public (double Slope, double[] Explained) At(double beta)
        {
            var explained = new double[cases.Count];
            var slope = new double[cases.Count];
            CaseLoop.Run(cases.Count, cancellationToken, i =>
            {
                double[] scaled = [.. utility[i].Select(worth => beta * worth)];
                SoftPlan soft = SoftPlan.For(cases[i].Transitions, scaled, [utility[i]]);
                explained[i] = beta * _achieved[i] - soft.Value;
                slope[i] = _achieved[i] - soft.Expected[0];
            });
            return (slope.Sum() / slope.Length, explained);
        }

        private static double Dot(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
            return sum;
        }
    }
}
