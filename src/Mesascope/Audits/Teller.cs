using Mesascope.Explanations;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>Turns what was fitted into what is reported.</summary>
internal sealed class Teller(Explainer explainer, HeldOut nothing, Circumstance? circumstance)
{
    private int Levels => explainer.Cases.Count;

    /// <summary>How well one hypothesis explains the subject.</summary>
    public ExplainedGoal Of(HeldOut held)
    {
        bool isSingle = held.Hypothesis!.Wishes.Count == 1;
        Agreement agreement = isSingle ? Agreement.Of(explainer, held, nothing) : default;
        int[] ahead = [.. held.Sights.Select(sights => sights[0].Steps)];
        return new ExplainedGoal
        {
            Goal = held.Hypothesis.Phrase(circumstance),
            Share = Estimated(Share.OfActions(explainer, held, nothing)),
            Agreement = isSingle ? Estimated(agreement.Share) : null,
            Preferring = agreement.Preferring, Rate = agreement.Rate, ByHabit = agreement.ByHabit,
            StepsAhead = isSingle && ahead.All(steps => steps != int.MaxValue) ? (int)Math.Round(ahead.Average()) : null,
        };
    }

    /// <summary>The shares of two wishes that take turns, of the steps that are not random; empty for a single one.</summary>
    /// <remarks>At each fold's fitted model; the interval is the sandwich's for the share alone, the rest held as fitted (White 1982), but never narrower than one action seen at each decision allows.</remarks>
    public IReadOnlyList<WantedShare> Wanted(HeldOut held)
    {
        if (held.Hypothesis!.Wishes.Count != 2) return [];
        double share = held.Models.Average(model => model.Shares[0] / (model.Shares[0] + model.Shares[1]));
        (double[] slope, double curvature) = Slopes(held);
        double error = curvature > 0 ? Math.Max(CaseInterval.StandardError([.. slope.Select(each => each * Levels / curvature)]), 1 / Math.Sqrt(curvature)) : 1;
        double half = StudentT.Quantile(0.975, Levels - 1) * error;
        var first = new Estimate(share, Math.Max(0, share - half), Math.Min(1, share + half), Levels);
        return [new(held.Hypothesis.Wishes[0].Phrase(circumstance), first), new(held.Hypothesis.Wishes[1].Phrase(circumstance), new Estimate(1 - share, 1 - first.High, 1 - first.Low, Levels))];
    }

    /// <summary>The decisions that it foresees least, each from a level of its own.</summary>
    public IReadOnlyList<UnforeseenDecision> Unforeseen(HeldOut held, IReadOnlyList<string> actions, int most)
    {
        var worst = new List<(double Predicted, UnforeseenDecision Decision)>();
        for (int c = 0; c < Levels; c++)
        {
            (double least, int at) = (1, -1);
            for (int d = 0; d < explainer.Cases[c].Decisions.Count; d++)
            {
                double predicted = held.Predicted[c][Took(c, d)];
                if (predicted < least) (least, at) = (predicted, d);
            }
            if (at < 0) continue;
            ReadOnlySpan<double> foreseen = held.Predicted[c].AsSpan(at * explainer.Actions, explainer.Actions);
            int likely = 0;
            for (int action = 1; action < foreseen.Length; action++) if (foreseen[action] > foreseen[likely]) likely = action;
            worst.Add((least, new UnforeseenDecision(explainer.Cases[c].Decisions[at].Board(), actions[Took(c, at) % explainer.Actions], actions[likely], least)));
        }
        return [.. worst.OrderBy(each => each.Predicted).Take(most).Select(each => each.Decision)];
    }

    // Where the subject's most likely action at a decision stands.
    private int Took(int c, int decision)
    {
        int from = decision * explainer.Actions, best = from;
        for (int i = from + 1; i < from + explainer.Actions; i++) if (explainer.Taken[c][i] > explainer.Taken[c][best]) best = i;
        return best;
    }

    // The derivative of each case's log-likelihood by the first wish's share, and minus the second derivative over all cases.
    private (double[] Slope, double Curvature) Slopes(HeldOut held)
    {
        var slope = new double[Levels];
        double curvature = 0;
        for (int c = 0; c < Levels; c++)
        {
            ChoiceModel model = held.Models[c % held.Models.Length];
            double wishes = model.Shares[0] + model.Shares[1];
            for (int i = 0; i < explainer.Taken[c].Length; i++)
            {
                if (explainer.Taken[c][i] == 0) continue;
                double apart = wishes * (held.Experts[c][0][i] - held.Experts[c][1][i]) / held.Predicted[c][i];
                slope[c] += explainer.Taken[c][i] * apart;
                curvature += explainer.Taken[c][i] * apart * apart;
            }
        }
        return (slope, curvature);
    }

    private Estimate Estimated(Share share) => new(share.Value, share.Interval.Low, share.Interval.High, Levels);
}
