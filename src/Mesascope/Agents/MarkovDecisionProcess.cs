using System.Globalization;

namespace Mesascope.Agents;

/// <summary>A finite Markov decision process without a reward: states, and what each action in each of them leads to. Numbers only, on the scale of a page or of one episode.</summary>
/// <remarks>State s has actions [<see cref="FirstAction"/>[s], <see cref="FirstAction"/>[s + 1]); action a has outcomes [<see cref="FirstOutcome"/>[a], <see cref="FirstOutcome"/>[a + 1]).</remarks>
internal sealed class MarkovDecisionProcess
{
    private const double Rounding = 1e-9;

    private MarkovDecisionProcess(IReadOnlyList<string> names, List<List<List<(int Next, double Probability)>>> actions)
    {
        Names = names;
        List<int> firstAction = [0], firstOutcome = [0], next = [];
        List<double> probability = [];
        foreach (var ofState in actions)
        {
            foreach (var lottery in ofState)
            {
                foreach ((int to, double chance) in lottery) { next.Add(to); probability.Add(chance); }
                firstOutcome.Add(next.Count);
            }
            firstAction.Add(firstOutcome.Count - 1);
        }
        (FirstAction, FirstOutcome, Next, Probability) = ([.. firstAction], [.. firstOutcome], [.. next], [.. probability]);
    }

    /// <summary>The states' names; how many there are.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the actions of each state begin. Shape [states + 1].</summary>
    public int[] FirstAction { get; }

    /// <summary>Where the outcomes of each action begin. Shape [actions + 1].</summary>
    public int[] FirstOutcome { get; }

    /// <summary>The state that each outcome leads to. Shape [outcomes].</summary>
    public int[] Next { get; }

    /// <summary>The probability of each outcome, given state and action. Shape [outcomes].</summary>
    public double[] Probability { get; }

    /// <summary>How many states there are.</summary>
    public int States => Names.Count;

    /// <summary>The number of the state of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public int Number(string name)
    {
        for (int state = 0; state < States; state++) if (Names[state] == name) return state;
        throw new ArgumentException($"There is no state \"{name}\"; there are: {string.Join(", ", Names)}.");
    }

    /// <summary>An action's name: where it leads.</summary>
    public string ActionName(int action) =>
        string.Join('+', Enumerable.Range(FirstOutcome[action], FirstOutcome[action + 1] - FirstOutcome[action])
            .Select(outcome => Probability[outcome] == 1 ? Names[Next[outcome]] : string.Create(CultureInfo.InvariantCulture, $"{Names[Next[outcome]]}:{Probability[outcome]}")));

    /// <summary>Reads <c>start>off,on; on>a,b</c>: a state, and the actions it has, each the state that it leads to. A state with no actions of its own stays where it is for ever.</summary>
    /// <remarks>An action may be a lottery, <c>on>a:0.3+b:0.7,c</c>. States are numbered in the order in which they are named.</remarks>
    /// <exception cref="ArgumentException">The text is not of that form; the message says what is wrong.</exception>
    public static MarkovDecisionProcess Parse(string text)
    {
        var names = new List<string>();
        var actions = new List<List<List<(int, double)>>>();
        int Named(string name)
        {
            name = name.Trim();
            if (name.Length == 0) throw new ArgumentException($"A state without a name in \"{text}\"; write start>off,on; on>a,b.");
            int known = names.IndexOf(name);
            if (known >= 0) return known;
            names.Add(name);
            actions.Add([]);
            return names.Count - 1;
        }
        foreach (string clause in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (clause.Split('>') is not [string from, string to]) throw new ArgumentException($"\"{clause}\" is not of the form state>action,action; write start>off,on; on>a,b.");
            int state = Named(from);
            foreach (string action in to.Split(',')) actions[state].Add(Lottery(action, Named));
        }
        if (names.Count == 0) throw new ArgumentException("A decision process without states; write start>off,on; on>a,b.");
        for (int state = 0; state < names.Count; state++) if (actions[state].Count == 0) actions[state].Add([(state, 1)]);
        return new MarkovDecisionProcess(names, actions);
    }

    /// <summary>One episode of a world as a decision process: its states, and one more, <c>off</c>, in which every episode that ends stays for ever. Actions that lead to the same are one.</summary>
    /// <remarks>States first reached at the horizon lead to <c>off</c> as well: nobody acts in them.</remarks>
    public static MarkovDecisionProcess Of(Transitions transitions)
    {
        int off = transitions.Reached[^1], acting = transitions.First.Length / transitions.Actions;
        var actions = new List<List<List<(int, double)>>>(off + 1);
        for (int state = 0; state < off; state++)
        {
            var ofState = new List<List<(int, double)>>();
            for (int action = 0; action < transitions.Actions && state < acting; action++)
            {
                List<(int, double)> lottery = [];
                for (int outcome = transitions.First[state * transitions.Actions + action]; outcome < transitions.First[state * transitions.Actions + action + 1]; outcome++)
                    lottery.Add((transitions.Next[outcome] < 0 ? off : transitions.Next[outcome], transitions.Probability[outcome]));
                if (!ofState.Exists(lottery.SequenceEqual)) ofState.Add(lottery);
            }
            if (ofState.Count == 0) ofState.Add([(off, 1)]);
            actions.Add(ofState);
        }
        actions.Add([[(off, 1)]]);
        return new MarkovDecisionProcess([.. Enumerable.Range(0, off).Select(state => $"s{state}"), "off"], actions);
    }

    private static List<(int, double)> Lottery(string text, Func<string, int> named)
    {
        var lottery = new List<(int Next, double Probability)>();
        foreach (string part in text.Split('+'))
        {
            string[] pieces = part.Split(':');
            double probability = 1;
            if (pieces.Length > 2 || (pieces.Length == 2 && !(double.TryParse(pieces[1], NumberStyles.Float, CultureInfo.InvariantCulture, out probability) && probability is > 0 and <= 1)))
                throw new ArgumentException($"\"{part.Trim()}\" is no outcome; write a state, or state:probability with a probability in (0, 1].");
            lottery.Add((named(pieces[0]), probability));
        }
        double sum = lottery.Sum(outcome => outcome.Probability);
        if (Math.Abs(sum - 1) > Rounding) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The probabilities of \"{text.Trim()}\" sum to {sum}, not to 1."));
        return lottery;
    }
}
