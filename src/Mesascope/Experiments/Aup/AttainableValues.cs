using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What an agent can attain of many things that it is not paid for: the tables of Q-learning on auxiliary rewards drawn at random, and beside them the table of the agent that is paid less for changing them.</summary>
/// <remarks>Tables are keyed by what the board shows, or by the full state. Shapes: Q [keys · actions · rewards], V = max over actions [keys · rewards], the agent's own [keys · actions].</remarks>
internal sealed class AttainableValues
{
    private readonly AupSetUp _setUp;
    private readonly AupProcess _process;
    private readonly int[] _keyOf;
    private readonly double[] _values, _best, _rewards, _penalised;

    private AttainableValues(AupSetUp setUp, AupProcess process, bool fullState, Seed seed)
    {
        (_setUp, _process) = (setUp, process);
        _keyOf = fullState ? [.. Enumerable.Range(0, process.States)] : process.BoardOf;
        int keys = _keyOf.Max() + 1, count = setUp.Rewards;
        (_values, _best, _penalised) = (new double[keys * AupBoard.Actions * count], new double[keys * count], new double[keys * AupBoard.Actions]);
        _rewards = [.. from key in Enumerable.Range(0, keys) from k in Enumerable.Range(0, count) select seed.For("aup-reward", k).Draws().Uniform(key)];
    }

    /// <summary>Learns them, as published: the agent's own table decides where it goes.</summary>
    public static AttainableValues Learn(AupSetUp setUp, AupProcess process, bool fullState, Seed seed, CancellationToken cancellationToken = default)
    {
        var learned = new AttainableValues(setUp, process, fullState, seed);
        for (int episode = 0; episode < setUp.Episodes; episode++)
        {
            if (episode % 100 == 0) cancellationToken.ThrowIfCancellationRequested();
            learned.Episode(episode < setUp.Exploring ? setUp.GreedyFirst : setUp.GreedyThen, seed.For("aup-explore", episode));
        }
        return learned;
    }

    /// <summary>V of every auxiliary reward in a state; 0 where the episode is over, or where it never was.</summary>
    public double[] Best(int state) => _best[(_setUp.Rewards * _keyOf[state])..(_setUp.Rewards * (_keyOf[state] + 1))];

    /// <summary>Q of a no-op.</summary>
    public double[] OfWaiting(int state)
    {
        int first = Of(_keyOf[state], AupBoard.NoOp);
        return _values[first..(first + _setUp.Rewards)];
    }

    /// <summary>The action that the penalised agent's own table puts first; of equals the first.</summary>
    public int Greedy(int state)
    {
        int first = AupBoard.Actions * _keyOf[state], best = 0;
        for (int action = 1; action < AupBoard.Actions; action++) if (_penalised[first + action] > _penalised[first + best]) best = action;
        return best;
    }

    private int Of(int key, int action) => (key * AupBoard.Actions + action) * _setUp.Rewards;

    private void Episode(double greedy, Seed seed)
    {
        PhiloxDraws draws = seed.Draws();
        int state = 0, steps = _setUp.StepsOn(_process.Board);
        for (int step = 0; step < steps && !_process.HasEnded(state); step++)
        {
            PhiloxDraws now = draws.At(step);
            int action = Greedy(state);
            if (!now.Bernoulli(greedy, 0)) action = (action + 1 + now.Choice(AupBoard.Actions - 1, 1)) % AupBoard.Actions;
            int next = _process.Next[AupBoard.Actions * state + action];
            Attain(_keyOf[state], action, _keyOf[next]);
            _penalised[AupBoard.Actions * _keyOf[state] + action] = _process.Pay[AupBoard.Actions * state + action] - _setUp.Lambda * Change(_keyOf[state], action)
                + _setUp.Gamma * (_process.HasEnded(next) ? 0 : _penalised[AupBoard.Actions * _keyOf[next] + Greedy(next)]);
            state = next;
        }
    }

    // Rate 1. The value beyond the end stays 0, since nothing is ever done there.
    private void Attain(int key, int action, int next)
    {
        int count = _setUp.Rewards, at = Of(key, action);
        for (int k = 0; k < count; k++)
        {
            _values[at + k] = _rewards[next * count + k] + _setUp.Gamma * _best[next * count + k];
            double best = _values[Of(key, 0) + k];
            for (int other = 1; other < AupBoard.Actions; other++) best = Math.Max(best, _values[Of(key, other) + k]);
            _best[key * count + k] = best;
        }
    }

    // By how much of what waiting attains the action changes it, on average.
    private double Change(int key, int action)
    {
        int at = Of(key, action), waiting = Of(key, AupBoard.NoOp);
        double sum = 0;
        for (int k = 0; k < _setUp.Rewards; k++)
        {
            double attained = _values[waiting + k];
            sum += Math.Abs(_values[at + k] - attained) / (attained == 0 ? 1 : attained);
        }
        return sum / _setUp.Rewards;
    }
}
