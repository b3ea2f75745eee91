using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Explanations;

/// <summary>How much of what there is to explain a hypothesis explains, on a scale from the best model that wants nothing (0) to the subject's own policy (1).</summary>
/// <param name="Value">The ratio of sums over cases.</param>
/// <param name="Interval">95 % over cases, open where all agree: <see cref="UnseenCase"/>.</param>
internal readonly record struct Share(double Value, Interval Interval)
{
    /// <summary>Of the log-likelihood of every action. Which of several equally good ways a subject takes counts as well.</summary>
    public static Share OfActions(Explainer explainer, HeldOut held, HeldOut nothing) =>
        Of([.. held.LogLikelihood.Zip(nothing.LogLikelihood, (a, b) => a - b)], [.. explainer.Ceiling.Zip(nothing.LogLikelihood, (a, b) => a - b)]);

    internal static Share Of(double[] above, double[] below)
    {
        if (!(below.Sum() > 0)) return new(0, new(0, 0));
        double least = Math.Min(0, above.Min());
        var ratio = new CaseRatio(above, below, [.. below.Select(most => new UnseenRatio(Math.Max(0, most), least, Math.Max(0, most)))]);
        Interval interval = new UnseenCase(above.Length).Of(ratio);
        return new(ratio.Value, new Interval(Math.Min(ratio.Value, interval.Low), Math.Max(ratio.Value, interval.High)));
    }
}

/// <summary>Whether a subject does what one who pursues a wish would, at the decisions where that one has a preference; which of equally good actions it takes does not count.</summary>
/// <param name="Share">Of the log-likelihood of "one of the best actions" or not.</param>
/// <param name="Preferring">The share of decisions at which the pursuer has a preference.</param>
/// <param name="Rate">How often the subject then takes one of its best actions.</param>
/// <param name="ByHabit">How often the best model that wants nothing would.</param>
internal readonly record struct Agreement(Share Share, double Preferring, double Rate, double ByHabit)
{
    private const double Smallest = 1e-9;

    /// <summary>Counts it for a single wish.</summary>
    public static Agreement Of(Explainer explainer, HeldOut held, HeldOut nothing)
    {
        int cases = explainer.Cases.Count, preferring = 0;
        var (above, below) = (new double[cases], new double[cases]);
        double rate = 0, byHabit = 0;
        for (int c = 0; c < cases; c++)
            for (int from = 0; from < explainer.Taken[c].Length; from += explainer.Actions)
            {
                (int best, double subject, double pursuer, double habit) = (0, 0, 0, 0);
                for (int i = from; i < from + explainer.Actions; i++)
                {
                    if (held.Advantages[c][i] != 0) continue;
                    best++;
                    subject += explainer.Taken[c][i];
                    pursuer += held.Predicted[c][i];
                    habit += nothing.Predicted[c][i];
                }
                if (best == explainer.Actions) continue;
                preferring++;
                rate += subject;
                byHabit += habit;
                above[c] += Likelihood(subject, pursuer) - Likelihood(subject, habit);
                below[c] += Likelihood(subject, subject) - Likelihood(subject, habit);
            }
        int n = Math.Max(1, preferring);
        return new Agreement(Share.Of(above, below), preferring / (double)explainer.Decisions, rate / n, byHabit / n);
    }

    private static double Likelihood(double yes, double predicted)
    {
        double p = Math.Clamp(predicted, Smallest, 1 - Smallest);
        return (yes > 0 ? yes * PortableMath.Log(p) : 0) + (yes < 1 ? (1 - yes) * PortableMath.Log(1 - p) : 0);
    }
}
