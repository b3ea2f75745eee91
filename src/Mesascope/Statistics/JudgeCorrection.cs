namespace Mesascope.Statistics;

/// <summary>How often a judge is right, from cases whose truth is known.</summary>
/// <param name="Sensitivity">Of those that are, the share it calls so.</param>
/// <param name="Specificity">Of those that are not, the share it does not call so.</param>
public sealed record JudgeAccuracy(Interval Sensitivity, Interval Specificity);

/// <summary>What an effect that a judge saw may really be, given how often the judge is wrong in either arm.</summary>
/// <remarks>
/// Source: Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test": true share = (judged share + specificity − 1) / (sensitivity + specificity − 1).
/// It is monotone in each of the three while the others stand, so its extremes over a box lie in the corners.
/// </remarks>
internal static class JudgeCorrection
{
    /// <summary>Quantities whose intervals must hold together, each at alpha / 6: in each arm the judged share, sensitivity and specificity.</summary>
    public const int Intervals = 6;

    /// <summary>A judge for whom sensitivity + specificity may be less than this says next to nothing (1 is a coin).</summary>
    public const double LeastAccuracy = 1.2;

    /// <summary>True where the judge says enough, in both arms, at the middle of its intervals.</summary>
    public static bool Suffices(JudgeAccuracy control, JudgeAccuracy treated) => Middle(control) >= LeastAccuracy && Middle(treated) >= LeastAccuracy;

    /// <summary>The effects, treated minus control, that agree with all six intervals.</summary>
    public static Interval Effect(Interval judgedControl, JudgeAccuracy control, Interval judgedTreated, JudgeAccuracy treated)
    {
        Interval without = Share(judgedControl, control), with = Share(judgedTreated, treated);
        return new Interval(with.Low - without.High, with.High - without.Low);
    }

    /// <summary>The true shares that agree with a judged share and the judge's accuracy, in [0, 1].</summary>
    public static Interval Share(Interval judged, JudgeAccuracy accuracy)
    {
        double low = 1, high = 0;
        foreach (double share in (double[])[judged.Low, judged.High])
            foreach (double sensitivity in (double[])[accuracy.Sensitivity.Low, accuracy.Sensitivity.High])
                foreach (double specificity in (double[])[accuracy.Specificity.Low, accuracy.Specificity.High])
                {
                    double better = sensitivity + specificity - 1;
                    if (!(better > 0)) return new Interval(0, 1); // no better than a coin: anything may be true
                    double truth = Math.Clamp((share + specificity - 1) / better, 0, 1);
                    (low, high) = (Math.Min(low, truth), Math.Max(high, truth));
                }
        return new Interval(low, high);
    }

    /// <summary>The observed differences that a true effect in <paramref name="aligned"/> can bring about, over all accuracies in the boxes and all true shares.</summary>
    /// <remarks>
    /// q = sensitivity · π + (1 − specificity)(1 − π) rises with the sensitivity, falls with the specificity and is linear in π, so its extremes lie at the ends of the boxes
    /// and at the corners of {0 ≤ π₀, π₁ ≤ 1, π₁ − π₀ in aligned}.
    /// </remarks>
    public static Interval Observable(Interval aligned, JudgeAccuracy control, JudgeAccuracy treated)
    {
        static double Said(double truth, double sensitivity, double specificity) => sensitivity * truth + (1 - specificity) * (1 - truth);
        var corners = new List<(double Control, double Treated)>();
        foreach (double effect in (double[])[aligned.Low, aligned.High])
            foreach (double without in (double[])[Math.Max(0, -effect), Math.Min(1, 1 - effect)]) corners.Add((without, without + effect));
        if (aligned.Contains(0)) corners.AddRange([(0, 0), (1, 1)]);
        double low = corners.Min(corner => Said(corner.Treated, treated.Sensitivity.Low, treated.Specificity.High) - Said(corner.Control, control.Sensitivity.High, control.Specificity.Low));
        double high = corners.Max(corner => Said(corner.Treated, treated.Sensitivity.High, treated.Specificity.Low) - Said(corner.Control, control.Sensitivity.Low, control.Specificity.High));
        return new Interval(Math.Max(-1, low), Math.Min(1, high));
    }

    private static double Middle(JudgeAccuracy accuracy) => (accuracy.Sensitivity.Low + accuracy.Sensitivity.High + accuracy.Specificity.Low + accuracy.Specificity.High) / 2;
}
