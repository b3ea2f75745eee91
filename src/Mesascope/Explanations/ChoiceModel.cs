using Mesascope.Randomness;

namespace Mesascope.Explanations;

/// <summary>The features of every action at every decision, and how often the subject takes it: what a choice model is fitted to.</summary>
/// <param name="Actions">Actions at a decision.</param>
/// <param name="Features">Shape [experts][features][decisions·actions].</param>
/// <param name="Taken">The subject's probability of each action. Shape [decisions·actions].</param>
internal sealed record Choices(int Actions, double[][][] Features, double[] Taken)
{
    /// <summary>How many decisions there are.</summary>
    public int Count => Taken.Length / Actions;
}

/// <summary>Soft choices of one or more experts and a share of random steps: π(a) = ε/A + Σ m_k·softmax(w_k·x_k(a) + b_k(a)), with ε + Σ m_k = 1.</summary>
/// <param name="Weights">Of each expert: one per feature, then a bias per action. Shape [experts][features + actions].</param>
/// <param name="Shares">m, the share of steps that each expert decides, and last ε, the share of uniformly random steps; sums to 1. Shape [experts + 1].</param>
/// <remarks>
/// Fitted by expectation–maximisation over who decides which step, with a Newton step for each soft choice; a weak normal prior keeps the weights finite where a subject never errs.
/// Source: McFadden (1974), "Conditional logit analysis of qualitative choice behavior"; Jacobs, Jordan, Nowlan and Hinton (1991), "Adaptive mixtures of local experts", without gating.
/// </remarks>
internal sealed record ChoiceModel(double[][] Weights, double[] Shares)
{
    /// <summary>Rounds after which a fit is good enough to be compared with others.</summary>
    public const int FirstLook = 5;

    private const int MostRounds = 25;
    private const double FeaturePrior = 1.0 / (100 * 100), BiasPrior = 1.0 / (5 * 5), LeastShare = 1e-4, FirstRandom = 0.2;

    /// <summary>ε.</summary>
    public double Random => Shares[^1];

    /// <summary>Fits it.</summary>
    /// <param name="choices">What was observed.</param>
    /// <param name="pursues">True where the first feature of each expert is an advantage, whose weight is held above 0.</param>
    /// <param name="from">Where to begin; null for the usual place.</param>
    /// <param name="rounds">The most rounds that are made.</param>
    public static ChoiceModel Fit(Choices choices, bool pursues, ChoiceModel? from = null, int rounds = MostRounds)
    {
        int experts = choices.Features.Length;
        double[][] weights = from is null ? [.. choices.Features.Select(features => new double[features.Length + choices.Actions])] : [.. from.Weights.Select(each => (double[])each.Clone())];
        if (pursues && from is null) foreach (double[] expert in weights) expert[0] = 1;
        double[] shares = from is null ? [.. Enumerable.Repeat((1 - FirstRandom) / experts, experts), FirstRandom] : [.. from.Shares];
        double[][] soft = [.. weights.Select(_ => new double[choices.Taken.Length])], counts = [.. weights.Select(_ => new double[choices.Taken.Length])];
        for (int k = 0; k < experts; k++) Softmax(choices.Features[k], choices.Actions, weights[k], soft[k]);
        for (int round = 0; round < rounds; round++)
        {
            double moved = Divide(choices, shares, soft, counts);
            for (int k = 0; k < experts; k++) moved = Math.Max(moved, 0.1 * Newton(choices.Features[k], choices.Actions, counts[k], weights[k], soft[k], pursues));
            if (moved < 1e-4) break;
        }
        return new ChoiceModel(weights, shares);
    }

    /// <summary>The probability of each action at each decision. Shape [decisions·actions].</summary>
    public double[] Probabilities(Choices choices)
    {
        double[] mixed = new double[choices.Taken.Length], soft = new double[mixed.Length];
        Array.Fill(mixed, Random / choices.Actions);
        for (int k = 0; k < Weights.Length; k++)
        {
            Softmax(choices.Features[k], choices.Actions, Weights[k], soft);
            for (int i = 0; i < mixed.Length; i++) mixed[i] += Shares[k] * soft[i];
        }
        return mixed;
    }

    /// <summary>What one expert alone would do. Shape [decisions·actions].</summary>
    public double[] Of(int expert, Choices choices)
    {
        var soft = new double[choices.Taken.Length];
        Softmax(choices.Features[expert], choices.Actions, Weights[expert], soft);
        return soft;
    }

    // Who decided which step, in expectation; the shares are the means of that. Returns the largest change of a share.
    private static double Divide(Choices choices, double[] shares, double[][] soft, double[][] counts)
    {
        int experts = soft.Length;
        var sums = new double[experts + 1];
        for (int i = 0; i < choices.Taken.Length; i++)
        {
            double mixed = shares[experts] / choices.Actions;
            for (int k = 0; k < experts; k++) mixed += shares[k] * soft[k][i];
            double left = choices.Taken[i];
            for (int k = 0; k < experts; k++)
            {
                counts[k][i] = mixed > 0 ? choices.Taken[i] * shares[k] * soft[k][i] / mixed : 0;
                sums[k] += counts[k][i];
                left -= counts[k][i];
            }
            sums[experts] += left;
        }
        double moved = 0, total = 0;
        for (int k = 0; k <= experts; k++) total += sums[k] = Math.Max(sums[k] / choices.Count, LeastShare);
        for (int k = 0; k <= experts; k++)
        {
            moved = Math.Max(moved, Math.Abs(shares[k] - sums[k] / total));
            shares[k] = sums[k] / total;
        }
        return moved;
    }

    private static void Softmax(double[][] x, int actions, double[] weights, double[] soft)
    {
        int features = x.Length;
        for (int from = 0; from < soft.Length; from += actions)
        {
            double best = double.NegativeInfinity, sum = 0;
            for (int a = 0; a < actions; a++)
            {
                double score = weights[features + a];
                for (int f = 0; f < features; f++) score += weights[f] * x[f][from + a];
                soft[from + a] = score;
                best = Math.Max(best, score);
            }
            for (int a = 0; a < actions; a++) sum += soft[from + a] = soft[from + a] - best < -700 ? 0 : PortableMath.Exp(soft[from + a] - best);
            for (int a = 0; a < actions; a++) soft[from + a] /= sum;
        }
    }

    // One Newton step on the expected log-likelihood of the counts, with the step halved until it does not fall.
    private static double Newton(double[][] x, int actions, double[] counts, double[] weights, double[] soft, bool pursues)
    {
        int features = x.Length, size = weights.Length;
        double[] gradient = new double[size];
        var curvature = new double[size, size];
        Slopes(x, actions, counts, soft, gradient, curvature);
        for (int i = 0; i < size; i++)
        {
            double prior = i < features ? FeaturePrior : BiasPrior;
            gradient[i] -= prior * weights[i];
            curvature[i, i] += prior;
        }
        double[] step = Linear.Solve(curvature, gradient);
        double value = Value(features, counts, weights, soft), length = 1;
        var moved = new double[size];
        for (int halving = 0; halving < 12; halving++, length /= 2)
        {
            for (int i = 0; i < size; i++) moved[i] = weights[i] + length * step[i];
            if (pursues) moved[0] = Math.Max(moved[0], weights[0] / 4);
            Softmax(x, actions, moved, soft);
            if (Value(features, counts, moved, soft) >= value) break;
        }
        double largest = 0;
        for (int i = 0; i < size; i++)
        {
            largest = Math.Max(largest, Math.Abs(moved[i] - weights[i]) / (1 + Math.Abs(weights[i])));
            weights[i] = moved[i];
        }
        return largest;
    }

    private static void Slopes(double[][] features, int actions, double[] counts, double[] soft, double[] gradient, double[,] curvature)
    {
        int size = gradient.Length, width = features.Length;
        var x = new double[actions, width];
        var mean = new double[size];
        for (int from = 0; from < soft.Length; from += actions)
        {
            double total = 0;
            Array.Clear(mean);
            for (int a = 0; a < actions; a++)
            {
                total += counts[from + a];
                for (int f = 0; f < width; f++) { x[a, f] = features[f][from + a]; mean[f] += soft[from + a] * x[a, f]; }
                mean[width + a] = soft[from + a];
            }
            if (total == 0) continue;
            for (int a = 0; a < actions; a++)
            {
                double p = soft[from + a], surplus = counts[from + a] - total * p;
                for (int f = 0; f < width; f++) gradient[f] += surplus * x[a, f];
                gradient[width + a] += surplus;
                if (p < 1e-12) continue;
                for (int f = 0; f < width; f++)
                {
                    double off = total * p * (x[a, f] - mean[f]);
                    for (int g = 0; g <= f; g++) curvature[f, g] += off * (x[a, g] - mean[g]);
                    curvature[width + a, f] += off;
                }
            }
            for (int a = 0; a < actions; a++)
            {
                for (int b = 0; b <= a; b++) curvature[width + a, width + b] -= total * soft[from + a] * soft[from + b];
                curvature[width + a, width + a] += total * soft[from + a];
            }
        }
        for (int i = 0; i < size; i++) for (int j = i + 1; j < size; j++) curvature[i, j] = curvature[j, i];
    }

    private static double Value(int features, double[] counts, double[] weights, double[] soft)
    {
        double value = 0;
        for (int i = 0; i < soft.Length; i++) if (counts[i] > 0) value += counts[i] * PortableMath.Log(Math.Max(soft[i], 1e-300));
        for (int i = 0; i < weights.Length; i++) value -= (i < features ? FeaturePrior : BiasPrior) / 2 * weights[i] * weights[i];
        return value;
    }
}
