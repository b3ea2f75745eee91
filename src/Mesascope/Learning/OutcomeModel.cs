namespace Mesascope.Learning;

/// <summary>What each action in each state led to when it was last tried, kept apart from what that is worth: a learner that plans with it changes its mind as soon as it wants something else.</summary>
/// <remarks>Source: model-based reinforcement learning as in Daw, Niv and Dayan (2005); planning is value iteration (Bellman 1957). For worlds without chance: one successor is kept. Actions never tried are worth nothing.</remarks>
internal sealed class OutcomeModel
{
    private const int Untried = -2, MostSweeps = 1000;
    private const double Settled = 1e-9;

    private readonly int[] _next;
    private readonly uint[] _events;

    /// <summary>A model of one who has tried nothing.</summary>
    /// <param name="states">At least 1.</param>
    /// <param name="actions">At least 2.</param>
    /// <exception cref="ArgumentException">Too few states or actions.</exception>
    public OutcomeModel(int states, int actions)
    {
        if (states < 1 || actions < 2) throw new ArgumentException($"A model has at least 1 state and 2 actions; got {states} and {actions}.");
        Actions = actions;
        _next = new int[states * actions];
        _events = new uint[states * actions];
        Array.Fill(_next, Untried);
    }

    /// <summary>How many actions there are.</summary>
    public int Actions { get; }

    /// <summary>Remembers what an action led to.</summary>
    /// <param name="state">Where it was.</param>
    /// <param name="action">What it did.</param>
    /// <param name="next">Where it led; -1 where the life ended.</param>
    /// <param name="events">What happened, as the world's flags.</param>
    public void Learn(int state, int action, int next, uint events) => (_next[state * Actions + action], _events[state * Actions + action]) = (next, events);

    /// <summary>Plans for what is wanted now, in states [first, first + count), out of which no remembered action may lead.</summary>
    /// <param name="first">The first state.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="worth">What a step is worth in which these events happened.</param>
    /// <param name="discount">γ, in [0, 1).</param>
    /// <param name="plan">Where the values of all actions are written.</param>
    public void Plan(int first, int count, Func<uint, double> worth, double discount, QTable plan)
    {
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double change = 0;
            for (int state = first; state < first + count; state++)
                for (int action = 0; action < Actions; action++)
                {
                    int at = state * Actions + action, next = _next[at];
                    double value = next == Untried ? 0 : worth(_events[at]) + (next < 0 ? 0 : discount * plan.Best(next));
                    change = Math.Max(change, Math.Abs(value - plan[state][action]));
                    plan[state][action] = value;
                }
            if (change < Settled) return;
        }
    }
}
