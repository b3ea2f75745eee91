using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>Tabular Q-learning: what each action in each state has been worth, learnt from experience within one life.</summary>
/// <remarks>Source: Watkins (1989); Sutton and Barto (2018), section 6.5. It is told rewards and nothing else; whether they are the trainer's or an inner drive's it cannot know.</remarks>
public sealed class QTable
{
    private readonly double[] _values;

    /// <summary>A table of zeros.</summary>
    /// <param name="states">At least 1.</param>
    /// <param name="actions">At least 2.</param>
    /// <exception cref="ArgumentException">Too few states or actions.</exception>
    public QTable(int states, int actions)
    {
        if (states < 1 || actions < 2) throw new ArgumentException($"A table has at least 1 state and 2 actions; got {states} and {actions}.");
        Actions = actions;
        _values = new double[states * actions];
    }

    /// <summary>How many actions there are.</summary>
    public int Actions { get; }

    /// <summary>The values of the state's actions, to read or to set. Shape [actions].</summary>
    public Span<double> this[int state] => _values.AsSpan(state * Actions, Actions);

    /// <summary>The values of all states, state by state. Shape [states · actions].</summary>
    internal Span<double> All => _values;

    /// <summary>The best action; among equals one drawn uniformly.</summary>
    /// <param name="state">In [0, states).</param>
    /// <param name="random">Draws at <paramref name="index"/> where there are equals.</param>
    /// <param name="index">Of the draw within the step.</param>
    public int Greedy<TDraws>(int state, ref TDraws random, int index) where TDraws : struct, IDraws
    {
        ReadOnlySpan<double> values = this[state];
        double best = values[0];
        int equals = 1, action = 0;
        for (int a = 1; a < values.Length; a++)
        {
            if (values[a] > best) { best = values[a]; action = a; equals = 1; }
            else if (values[a] == best) equals++;
        }
        if (equals == 1) return action;
        for (int a = 0, nth = random.Choice(equals, index); ; a++)
            if (values[a] == best && nth-- == 0) return a;
    }

    /// <summary>The best action, or with probability <paramref name="epsilon"/> any. Draws at <paramref name="index"/> and the two after it.</summary>
    public int EpsilonGreedy<TDraws>(int state, double epsilon, ref TDraws random, int index) where TDraws : struct, IDraws =>
        random.Bernoulli(epsilon, index) ? random.Choice(Actions, index + 1) : Greedy(state, ref random, index + 2);

    /// <summary>Moves the action's value towards reward + discount · the best of the next state.</summary>
    /// <param name="state">Where it was.</param>
    /// <param name="action">What it did.</param>
    /// <param name="reward">What that felt like.</param>
    /// <param name="next">Where it led; -1 where the life ended.</param>
    /// <param name="learningRate">α, in (0, 1].</param>
    /// <param name="discount">γ, in [0, 1].</param>
    public void Learn(int state, int action, double reward, int next, double learningRate, double discount)
    {
        double target = reward + (next < 0 ? 0 : discount * Best(next));
        ref double value = ref _values[state * Actions + action];
        value += learningRate * (target - value);
    }

    /// <summary>The value of the state's best action.</summary>
    public double Best(int state)
    {
        ReadOnlySpan<double> values = this[state];
        double best = values[0];
        for (int a = 1; a < values.Length; a++) best = Math.Max(best, values[a]);
        return best;
    }
}
