using Mesascope.Randomness;

namespace Mesascope.Explanations;

/// <summary>Fits models of a subject's choices to half of the cases and holds them against the other half, both ways round.</summary>
/// <remarks>docs/methods/goal-inference.md, "How much a goal explains".</remarks>
internal sealed class Explainer
{
    private const int Folds = 2;
    private readonly IReadOnlyList<ObservedCase> _cases;
    private readonly int _actions, _events;
    private readonly double[][] _taken, _persistence; // [case][decisions·actions]

    /// <summary>Takes what was observed.</summary>
    /// <param name="cases">At least 4, all of worlds with the same actions and events.</param>
    public Explainer(IReadOnlyList<ObservedCase> cases)
    {
        if (cases.Count < 2 * Folds) throw new ArgumentException($"Explanations need at least {2 * Folds} cases; got {cases.Count}.", nameof(cases));
        _cases = cases;
        _actions = cases[0].Decisions[0].Ahead.Actions;
        _events = cases[0].Available.Length;
        _taken = [.. cases.Select(@case => @case.Decisions.SelectMany(decision => decision.Probabilities).ToArray())];
        _persistence = [.. cases.Select(@case => @case.Decisions.SelectMany(Persistence).ToArray())];
        Ceiling = [.. cases.Select(@case => @case.Ceiling)];
    }

    /// <summary>What was observed.</summary>
    public IReadOnlyList<ObservedCase> Cases => _cases;

    /// <summary>Actions at a decision.</summary>
    public int Actions => _actions;

    /// <summary>The subject's probabilities. Shape [cases][decisions·actions].</summary>
    public double[][] Taken => _taken;

    /// <summary>The log-likelihood under the subject's own policy. Shape [cases].</summary>
    public double[] Ceiling { get; }

    /// <summary>Decisions in all cases.</summary>
    public int Decisions => _cases.Sum(@case => @case.Decisions.Count);

    /// <summary>The best that wants nothing: biases, going on as before, a habit by the clock, and reflexes to what an action brings at once.</summary>
    public HeldOut Nothing()
    {
        double[][][] reflex = [.. _cases.Select(@case => Immediate(@case.Decisions))];
        return Held(null, false, train =>
        {
            double[][] habit = Habit(train);
            return new(null, [], c => [[.. reflex[c], _persistence[c], [.. _cases[c].Decisions.SelectMany(decision => habit[decision.Step])]]],
                (_, decision) => [[.. Immediate([decision]), Persistence(decision), habit[decision.Step]]]);
        });
    }

    /// <summary>One who pursues the wish, with the sight that fits best.</summary>
    public HeldOut For(Wish wish, IReadOnlyList<Sight> sights)
    {
        Lookahead[] ahead = [.. _cases.Select(@case => new Lookahead(@case, wish))];
        double[][][] advantages = [.. sights.Select(sight => ahead.Select(each => each.Advantages(sight)).ToArray())]; // [sight][case]
        double[][][] Features(int sight, int c) => [[advantages[sight][c], _persistence[c]]];
        var chosen = new List<int>();
        HeldOut held = Held(new Hypothesis(wish), true, train =>
        {
            (double best, int sight, ChoiceModel? model) = (double.NegativeInfinity, 0, null);
            for (int s = 0; s < sights.Count; s++)
            {
                int each = s;
                ChoiceModel candidate = ChoiceModel.Fit(Joined(train, c => Features(each, c)), true, rounds: ChoiceModel.FirstLook);
                double sum = train.Sum(c => LogLikelihood(candidate.Probabilities(ChoicesOf(c, Features(each, c))), c));
                if (sum > best) (best, sight, model) = (sum, s, candidate);
            }
            chosen.Add(sight);
            model = ChoiceModel.Fit(Joined(train, c => Features(sight, c)), true, model);
            return new(model, [sights[sight]], c => Features(sight, c), (c, decision) => [[ahead[c].Advantages(decision, sights[sight]), Persistence(decision)]]);
        });
        return held with { Advantages = [.. Enumerable.Range(0, _cases.Count).Select(c => advantages[chosen[c % Folds]][c])] };
    }

    /// <summary>One whose wishes take turns; each sees as far as it does alone, or to the end.</summary>
    /// <param name="alone">How one wish fares by itself.</param>
    /// <param name="other">How the other does.</param>
    public HeldOut Together(HeldOut alone, HeldOut other)
    {
        HeldOut[] each = [alone, other];
        Lookahead[][] ahead = [.. each.Select(held => _cases.Select(@case => new Lookahead(@case, held.Hypothesis!.Wishes[0])).ToArray())];
        int fold = 0;
        return Held(new Hypothesis([.. each.Select(held => held.Hypothesis!.Wishes[0])]), true, train =>
        {
            Sight[][] sights = [.. each.Select(held => (Sight[])[.. held.Sights[fold].Append(Sight.Farthest[0]).Distinct()])];
            fold++;
            double[][][][] advantages = [.. sights.Select((of, w) => of.Select(sight => ahead[w].Select(here => here.Advantages(sight)).ToArray()).ToArray())]; // [wish][sight][case]
            (double best, Sight[] chosen, ChoiceModel? model, Func<int, double[][][]>? features) = (double.NegativeInfinity, [], null, null);
            for (int one = 0; one < sights[0].Length; one++)
                for (int two = 0; two < sights[1].Length; two++)
                {
                    double[][] first = advantages[0][one], second = advantages[1][two];
                    double[][][] Features(int c) => [[first[c], _persistence[c]], [second[c], _persistence[c]]];
                    ChoiceModel candidate = ChoiceModel.Fit(Joined(train, Features), true, rounds: ChoiceModel.FirstLook);
                    double sum = train.Sum(c => LogLikelihood(candidate.Probabilities(ChoicesOf(c, Features(c))), c));
                    if (sum > best) (best, chosen, model, features) = (sum, [sights[0][one], sights[1][two]], candidate, Features);
                }
            return new(ChoiceModel.Fit(Joined(train, features!), true, model), chosen, features!,
                (c, decision) => [.. chosen.Select((sight, w) => (double[][])[ahead[w][c].Advantages(decision, sight), Persistence(decision)])]);
        });
    }

    // A fold's model (null: still to be fitted), its sights, and its features: of all decisions of a case, and of any decision in a case's level.
    private sealed record Fitting(ChoiceModel? Model, Sight[] Sights, Func<int, double[][][]> Features, Func<int, Decision, double[][][]> Anywhere);

    private HeldOut Held(Hypothesis? hypothesis, bool pursues, Func<int[], Fitting> fit)
    {
        var (likelihood, predicted) = (new double[_cases.Count], new double[_cases.Count][]);
        var experts = new double[_cases.Count][][];
        var fits = new Fitting[Folds];
        var (models, sights) = (new ChoiceModel[Folds], new Sight[Folds][]);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] train = [.. Of(fold, false)];
            Fitting fitted = fits[fold] = fit(train);
            Func<int, double[][][]> features = fitted.Features;
            sights[fold] = fitted.Sights;
            models[fold] = fitted.Model ?? ChoiceModel.Fit(Joined(train, features), pursues);
            foreach (int c in Of(fold, true))
            {
                Choices choices = ChoicesOf(c, features(c));
                predicted[c] = models[fold].Probabilities(choices);
                experts[c] = [.. Enumerable.Range(0, choices.Features.Length).Select(expert => models[fold].Of(expert, choices))];
                likelihood[c] = LogLikelihood(predicted[c], c);
            }
        }
        return new HeldOut
        {
            Hypothesis = hypothesis, LogLikelihood = likelihood, Predicted = predicted, Experts = experts, Advantages = [], Models = models, Sights = sights,
            Anywhere = (c, decision) => models[c % Folds].Probabilities(new Choices(_actions, fits[c % Folds].Anywhere(c, decision), new double[_actions])),
        };
    }

    private IEnumerable<int> Of(int fold, bool held) => Enumerable.Range(0, _cases.Count).Where(c => (c % Folds == fold) == held);

    private Choices ChoicesOf(int c, double[][][] features) => new(_actions, features, _taken[c]);

    private Choices Joined(int[] cases, Func<int, double[][][]> features)
    {
        double[][][][] each = [.. cases.Select(features)]; // [case][expert][feature]
        return new Choices(_actions,
            [.. Enumerable.Range(0, each[0].Length).Select(expert => Enumerable.Range(0, each[0][expert].Length).Select(feature => each.SelectMany(of => of[expert][feature]).ToArray()).ToArray())],
            [.. cases.SelectMany(c => _taken[c])]);
    }

    private double LogLikelihood(double[] predicted, int c)
    {
        double sum = 0;
        for (int i = 0; i < predicted.Length; i++) if (_taken[c][i] > 0) sum += _taken[c][i] * PortableMath.Log(predicted[i]);
        return sum;
    }

    private double[] Persistence(Decision decision) => [.. Enumerable.Range(0, _actions).Select(action => action == decision.Last ? 1.0 : 0)];

    // The probability of each event right away. Shape [events][decisions·actions].
    private double[][] Immediate(IReadOnlyList<Decision> decisions)
    {
        var features = new double[_events][];
        for (int worldEvent = 0; worldEvent < _events; worldEvent++)
        {
            features[worldEvent] = new double[decisions.Count * _actions];
            for (int i = 0; i < features[worldEvent].Length; i++)
            {
                Decision decision = decisions[i / _actions];
                int pair = decision.State * _actions + i % _actions;
                for (int outcome = decision.Ahead.First[pair]; outcome < decision.Ahead.First[pair + 1]; outcome++)
                    if ((new EventCode(decision.Ahead.EventSets[decision.Ahead.Kind[outcome]]).Events >> worldEvent & 1) != 0) features[worldEvent][i] += decision.Ahead.Probability[outcome];
            }
        }
        return features;
    }

    // Logarithm of how often each action was taken at each step, one of each added. Shape [steps][actions].
    private double[][] Habit(int[] train)
    {
        double[][] counts = [.. Enumerable.Range(0, _cases.Max(@case => @case.Horizon)).Select(_ => Enumerable.Repeat(1.0, _actions).ToArray())];
        foreach (Decision decision in train.SelectMany(c => _cases[c].Decisions))
            for (int action = 0; action < _actions; action++) counts[decision.Step][action] += decision.Probabilities[action];
        return [.. counts.Select(step => step.Select(count => PortableMath.Log(count / step.Sum())).ToArray())];
    }
}
