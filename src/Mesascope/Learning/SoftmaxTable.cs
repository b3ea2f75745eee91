using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>A stochastic policy as a table: a preference for each action in each state, turned into probabilities by the softmax.</summary>
/// <remarks>Source: Sutton and Barto (2018), section 13.1.</remarks>
public sealed class SoftmaxTable
{
    private readonly double[] _preferences;

    /// <summary>A table of zeros: every action alike.</summary>
    /// <param name="states">At least 1.</param>
    /// <param name="actions">At least 2.</param>
    /// <exception cref="ArgumentException">Too few states or actions.</exception>
    public SoftmaxTable(int states, int actions)
    {
        if (states < 1 || actions < 2) throw new ArgumentException($"A table has at least 1 state and 2 actions; got {states} and {actions}.");
        Actions = actions;
        _preferences = new double[states * actions];
    }

    /// <summary>How many actions there are.</summary>
    public int Actions { get; }

    /// <summary>The preferences in a state, to read or to set. Shape [actions].</summary>
    public Span<double> this[int state] => _preferences.AsSpan(state * Actions, Actions);

    /// <summary>The preferences of all states, state by state. Shape [states · actions].</summary>
    internal Span<double> All => _preferences;

    /// <summary>Writes the probabilities in a state. Shape [actions].</summary>
    public void Probabilities(int state, Span<double> probabilities)
    {
        ReadOnlySpan<double> preferences = this[state];
        double best = preferences[0], sum = 0;
        for (int action = 1; action < preferences.Length; action++) best = Math.Max(best, preferences[action]);
        for (int action = 0; action < preferences.Length; action++) sum += probabilities[action] = PortableMath.Exp(preferences[action] - best);
        for (int action = 0; action < preferences.Length; action++) probabilities[action] /= sum;
    }

    /// <summary>Moves the preferences along the gradient of log π(action): by <paramref name="step"/>·(1 - π) for the action and -<paramref name="step"/>·π for the others.</summary>
    public void Reinforce(int state, int action, double step, ReadOnlySpan<double> probabilities)
    {
        Span<double> preferences = this[state];
        for (int other = 0; other < preferences.Length; other++) preferences[other] -= step * probabilities[other];
        preferences[action] += step;
    }
}
