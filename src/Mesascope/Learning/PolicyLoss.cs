using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>What proximal policy optimisation descends.</summary>
internal static class PolicyLosses
{
    /// <summary>-Σ weight · (min(ρA, clip(ρ, 1 - ε, 1 + ε)A) + entropy bonus · H), ρ the new probability of what was done over the old.</summary>
    /// <remarks>Source: Schulman et al. (2017), "Proximal policy optimization algorithms", equations 7 and 9.</remarks>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="scores">Of the actions. Shape [cases, actions].</param>
    /// <param name="done">What was done in each case. Must stay as it is until the graph is cleared.</param>
    /// <param name="clip">ε, above 0.</param>
    /// <param name="entropyBonus">At least 0.</param>
    /// <param name="weight">What each case counts: 1 / cases for a mean.</param>
    /// <returns>Shape [1, 1].</returns>
    public static Variable PolicyLoss(this Graph graph, Variable scores, ReadOnlyMemory<Deed> done, float clip, float entropyBonus, float weight)
    {
        int actions = scores.Columns;
        Variable loss = graph.New(1, 1);
        float[] shares = graph.Rent(scores.Count), entropies = graph.Rent(scores.Rows), slopes = graph.Rent(scores.Rows), chosen = graph.Rent(scores.Rows), sums = graph.Rent(scores.Rows);
        double[] logs = new double[scores.Count], logsOfSums = new double[scores.Rows];
        for (int i = 0; i < scores.Rows; i++)
        {
            ReadOnlySpan<float> own = scores.Value.Slice(i * actions, actions);
            (float largest, sums[i]) = Softmax.Shares(own, shares.AsSpan(i * actions, actions));
            chosen[i] = own[done.Span[i].Action] - largest;
        }
        PortableMath.Log(shares, logs);
        PortableMath.Log(sums, logsOfSums);
        double sum = 0;
        for (int i = 0; i < scores.Rows; i++)
        {
            Deed deed = done.Span[i];
            float ratio = (float)PortableMath.Exp(chosen[i] - logsOfSums[i] - deed.LogProbability);
            float clipped = Math.Clamp(ratio, 1 - clip, 1 + clip), surrogate = MathF.Min(ratio * deed.Advantage, clipped * deed.Advantage);
            entropies[i] = Entropy(shares.AsSpan(i * actions, actions), logs.AsSpan(i * actions, actions));
            slopes[i] = ratio * deed.Advantage <= clipped * deed.Advantage ? ratio * deed.Advantage : 0;
            sum += surrogate + entropyBonus * entropies[i];
        }
        loss.Value[0] = (float)(-weight * sum);
        graph.Record(() =>
        {
            float outer = weight * loss.Gradient[0];
            for (int i = 0; i < scores.Rows; i++)
            {
                Span<float> back = scores.Gradient.Slice(i * actions, actions);
                for (int action = 0; action < actions; action++)
                {
                    float share = shares[i * actions + action];
                    float ofChoice = slopes[i] * ((action == done.Span[i].Action ? 1 : 0) - share);
                    float ofEntropy = share > 0 ? -share * ((float)logs[i * actions + action] + entropies[i]) : 0;
                    back[action] -= outer * (ofChoice + entropyBonus * ofEntropy);
                }
            }
        });
        return loss;
    }

    private static float Entropy(ReadOnlySpan<float> shares, ReadOnlySpan<double> logs)
    {
        double sum = 0;
        for (int action = 0; action < shares.Length; action++) if (shares[action] > 0) sum -= shares[action] * logs[action];
        return (float)sum;
    }
}

/// <summary>What was done in one step, and what came of it.</summary>
/// <param name="Action">In [0, actions).</param>
/// <param name="LogProbability">Of it, under the policy that did it.</param>
/// <param name="Advantage">How much better it turned out than was expected.</param>
internal readonly record struct Deed(int Action, float LogProbability, float Advantage);
