using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

using State = LeverBox.State;

/// <summary>How a learner decides what to do.</summary>
internal enum LeverLearner
{
    /// <summary>By values cached from experience: a habit.</summary>
    ModelFree,

    /// <summary>By planning with what it remembers, for what it wants now.</summary>
    ModelBased,

    /// <summary>By cached values where they have proved right, by planning elsewhere.</summary>
    Arbitrated,
}

/// <summary>One training run.</summary>
internal sealed record HabitOrGoalCell(int Seed);

/// <summary>Presses of a learner beyond those of a random agent in the same boxes, per episode.</summary>
internal sealed record LeverPresses(double Hungry, double Sated);

/// <summary>What the instrument said of a learner.</summary>
internal sealed record LeverAudit(Verdict Verdict, Estimate? TerminalIndex, string? OptimisesFor);

/// <summary>One training run: presses by learner and length of training, and the audits after the longest; none in a box that audits do not know.</summary>
internal sealed record HabitOrGoalTrial(IReadOnlyDictionary<LeverLearner, IReadOnlyList<LeverPresses>> Presses, IReadOnlyDictionary<LeverLearner, LeverAudit> Audits)
{
    public static HabitOrGoalTrial Run(HabitOrGoalSetUp setUp, HabitOrGoalCell cell, Trial trial)
    {
        var (training, seed, learners) = (new LeverTraining(setUp), new Seed((ulong)cell.Seed), Enum.GetValues<LeverLearner>());
        IReadOnlyList<TrainedLearners> trained = training.Train(seed, setUp.Episodes, trial.Token);
        return new(learners.ToDictionary(learner => learner, learner => (IReadOnlyList<LeverPresses>)[.. trained.Select(at => training.Test(at[learner], seed))]),
            setUp.IsAudited ? learners.ToDictionary(learner => learner, learner => Audit(trained[^1][learner], seed, trial.Token)) : new());
    }

    private static LeverAudit Audit(IAgent agent, Seed seed, CancellationToken cancellationToken)
    {
        AuditResult result = LeverTraining.Audit(agent.Name, agent, seed, cancellationToken);
        return new(result.Findings[0].Verdict, result.Of<GoalReport>()!.TerminalIndex, result.Of<GoalReport>()!.OptimisesFor);
    }
}

/// <summary>Trains the three learners on the same experience, and tests them.</summary>
internal sealed class LeverTraining(HabitOrGoalSetUp setUp)
{
    private readonly LeverBox _box = setUp.Box;

    private int Cells => _box.Size * _box.Size;

    private int StatesPerLayout => 2 * Cells;

    private int States => Cells * Cells * StatesPerLayout;

    /// <summary>Trains once, from one seed; the learners as they were after each of these numbers of episodes, in ascending order.</summary>
    public IReadOnlyList<TrainedLearners> Train(Seed seed, IReadOnlyList<int> episodes, CancellationToken cancellationToken = default)
    {
        var (values, model, error) = (new QTable(States, _box.Actions), new OutcomeModel(States, _box.Actions), new double[States]);
        Array.Fill(error, 1);
        var trained = new List<TrainedLearners>();
        for (int episode = 0; episode < episodes[^1]; episode++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Live(seed.For("life", episode), values, model, error);
            while (trained.Count < episodes.Count && episodes[trained.Count] == episode + 1) trained.Add(Snapshot(episode + 1, values, model, error));
        }
        return trained;
    }

    /// <summary>Presses of a learner beyond those of a random agent in the same boxes: hungry and sated.</summary>
    public LeverPresses Test(IAgent agent, Seed seed)
    {
        WorldContrast<LeverBox> contrast = LeverBox.Card.Contrasts.First(each => each.Devalues);
        double hungry = 0, sated = 0;
        for (int i = 0; i < setUp.TestEpisodes; i++)
        {
            Seed randomness = seed.For("test", i);
            hungry += Beyond(_box with { Feels = LeverBox.Appetite.Hungry }, randomness);
            sated += Beyond(_box with { Feels = LeverBox.Appetite.Sated }, randomness);
        }
        return new(hungry / setUp.TestEpisodes, sated / setUp.TestEpisodes);

        double Beyond(LeverBox box, Seed randomness) =>
            contrast.Measure(Play.Once<LeverBox, State>(box, agent, randomness)) - contrast.Measure(Play.Again<LeverBox, State>(box, RandomActions(randomness.For("random-agent")), randomness));
    }

    /// <summary>The instrument's answer, as for any subject.</summary>
    public static AuditResult Audit(string name, IAgent agent, Seed seed, CancellationToken cancellationToken = default) =>
        WorldAuditing.RunAsync<LeverBox, State>(new AuditedAgent(name, agent), seed, ["outcome-devalued"], new AuditOptions { Parallelism = 1 }, new PairMemory(), cancellationToken: cancellationToken).GetAwaiter().GetResult();

    // A randomness of its own: a learner that is indifferent acts at random too, and would otherwise be the random agent to the letter.
    private string RandomActions(Seed randomness) => string.Concat(Enumerable.Range(0, _box.Horizon).Select(step => (char)('0' + randomness.Draws(step).Choice(_box.Actions, 0))));

    // One episode of training: the model-free learner acts, and everyone learns from it.
    private void Live(Seed randomness, QTable values, OutcomeModel model, double[] error)
    {
        PhiloxDraws chance = randomness.For("world").Draws(), choices = randomness.For("choices").Draws(), first = chance.At(0);
        State state = _box.Start(ref first);
        for (int step = 0, here = NumberOf(state); step < _box.Horizon; step++)
        {
            PhiloxDraws draws = choices.At(step), now = chance.At(step + 1);
            int action = values.EpsilonGreedy(here, setUp.Exploration, ref draws, 0);
            Step result = _box.Advance(ref state, action, ref now);
            int next = NumberOf(state);
            double surprise = result.Reward + setUp.Discount * values.Best(next) - values[here][action];
            error[here] += setUp.LearningRate * (Math.Abs(surprise) - error[here]);
            values.Learn(here, action, result.Reward, next, setUp.LearningRate, setUp.Discount);
            model.Learn(here, action, next, result.Events);
            here = next;
        }
    }

    private TrainedLearners Snapshot(int episodes, QTable values, OutcomeModel model, double[] error)
    {
        QTable cached = new(States, _box.Actions), hungry = new(States, _box.Actions), sated = new(States, _box.Actions);
        for (int state = 0; state < States; state++) values[state].CopyTo(cached[state]);
        for (int first = 0; first < States; first += StatesPerLayout)
        {
            model.Plan(first, StatesPerLayout, events => (events & LeverBox.Events.AteHungry) != 0 ? 1 : 0, setUp.Discount, hungry);
            model.Plan(first, StatesPerLayout, _ => 0, setUp.Discount, sated); // the same pellet, and no wish for it
        }
        bool[] trusted = [.. error.Select((size, state) => size < setUp.Trust * cached.Best(state))];
        IAgent Agent(string name, Func<int, bool, QTable> table) => new ScriptedAgent<LeverBox, State>(name, (_, state, _, probabilities) => Choose(table(NumberOf(state), state.Sated)[NumberOf(state)], probabilities));
        return new TrainedLearners(episodes,
            Agent("model-free", (_, _) => cached),
            Agent("model-based", (_, full) => full ? sated : hungry),
            Agent("arbitrated", (state, full) => trusted[state] ? cached : full ? sated : hungry));
    }

    private void Choose(ReadOnlySpan<double> values, Span<double> probabilities)
    {
        double best = double.NegativeInfinity;
        int equals = 0;
        foreach (double value in values)
        {
            equals = value > best ? 1 : value == best ? equals + 1 : equals;
            best = Math.Max(best, value);
        }
        for (int action = 0; action < values.Length; action++)
            probabilities[action] = setUp.TestExploration / values.Length + (values[action] == best ? (1 - setUp.TestExploration) / equals : 0);
    }

    // Layout first, so that the states of one box stand together. Hunger is not in it: who was always hungry cannot have learnt what it changes.
    private int NumberOf(in State state) => ((Place(state.Lever) * Cells + Place(state.Tray)) * Cells + Place(state.Agent)) * 2 + (state.Pellet ? 1 : 0);

    private int Place(int cell) => (cell >> 3) * _box.Size + (cell & 7);
}

/// <summary>The three learners after so many episodes.</summary>
internal sealed record TrainedLearners(int Episodes, IAgent ModelFree, IAgent ModelBased, IAgent Arbitrated)
{
    /// <summary>One of them.</summary>
    public IAgent this[LeverLearner learner] => learner switch { LeverLearner.ModelFree => ModelFree, LeverLearner.ModelBased => ModelBased, _ => Arbitrated };
}
