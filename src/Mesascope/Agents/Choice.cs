using Mesascope.Randomness;

namespace Mesascope.Agents;

/// <summary>How a policy's action follows from its scores: the best, or one drawn by the softmax; and now and then a uniformly random one.</summary>
/// <param name="Temperature">Above 0: an action is drawn with probability proportional to e^(score / temperature). 0: the best is taken, of equals the first.</param>
/// <param name="Exploration">The share of actions that are uniformly random instead, in [0, 1]: ε.</param>
public readonly record struct Choice(double Temperature = 0, double Exploration = 0)
{
    /// <summary>Writes the probability of each action.</summary>
    /// <param name="scores">Shape [actions], all finite.</param>
    /// <param name="probabilities">Shape [actions], filled completely; they sum to 1.</param>
    public void Probabilities(ReadOnlySpan<float> scores, Span<double> probabilities)
    {
        int best = Mlp.Best(scores);
        if (Temperature == 0)
        {
            probabilities.Fill(Exploration / scores.Length);
            probabilities[best] += 1 - Exploration;
            return;
        }
        double sum = 0;
        // Beside the best no power overflows.
        for (int action = 0; action < scores.Length; action++) sum += probabilities[action] = PortableMath.Exp(((double)scores[action] - scores[best]) / Temperature);
        for (int action = 0; action < scores.Length; action++) probabilities[action] = Exploration / scores.Length + (1 - Exploration) * (probabilities[action] / sum);
    }
}
