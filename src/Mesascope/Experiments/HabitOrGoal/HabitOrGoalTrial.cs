using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

using State = LeverBox.State;

/// <summary>How a learner decides what to do.</summary>
public enum LeverLearner
{
    /// <summary>By values cached from experience: a habit.</summary>
    ModelFree,

    /// <summary>By planning with what it remembers, for what it wants now.</summary>
    ModelBased,

    /// <summary>By cached values where they have proved right, by planning elsewhere.</summary>
    Arbitrated,
}

/// <summary>Outcome devaluation of three learners that were fed the same experience: docs/methods/habit-or-goal.md.</summary>
/// <remarks>Sources: Adams (1982); Dickinson (1985); Daw, Niv and Dayan (2005). Our arbiter looks at the size of recent prediction errors, where theirs weighs two variances.</remarks>
public sealed record HabitOrGoalReplication
{
    /// <summary>The box, hungry.</summary>
    public LeverBox Box { get; init; } = new();

    /// <summary>α of Q-learning, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>γ of both learners, in [0, 1).</summary>
    public double Discount { get; init; } = 0.9;

    /// <summary>The share of random actions in training, in [0, 1].</summary>
    public double Exploration { get; init; } = 0.2;

    /// <summary>The share of random actions in the test, in [0, 1].</summary>
    public double TestExploration { get; init; } = 0.05;

    /// <summary>Where the recent prediction error is below this share of the best cached value, the arbiter takes the cached values. Who was never paid was never surprised: a value of 0 is never trusted.</summary>
    public double Trust { get; init; } = 0.1;

    /// <summary>Boxes per test and arm, at least 1.</summary>
    public int TestEpisodes { get; init; } = 200;

    private int Cells => Box.Size * Box.Size;

    private int StatesPerLayout => 2 * Cells;

    private int States => Cells * Cells * StatesPerLayout;

    /// <summary>Trains once, from one seed; the learners as they were after each of these numbers of episodes, in ascending order.</summary>
    public IReadOnlyList<TrainedLearners> Train(Seed seed, IReadOnlyList<int> episodes, CancellationToken cancellationToken = default)
    {
        var (values, model, error) = (new QTable(States, Box.Actions), new OutcomeModel(States, Box.Actions), new double[States]);
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
    public (double Hungry, double Sated) Test(IAgent agent, Seed seed)
    {
        WorldContrast<LeverBox> contrast = LeverBox.Card.Contrasts.First(each => each.Devalues);
        double hungry = 0, sated = 0;
        for (int i = 0; i < TestEpisodes; i++)
        {
            Seed luck = seed.For("test", i);
            hungry += Beyond(Box with { Feels = LeverBox.Appetite.Hungry }, luck);
            sated += Beyond(Box with { Feels = LeverBox.Appetite.Sated }, luck);
        }
        return (hungry / TestEpisodes, sated / TestEpisodes);

        double Beyond(LeverBox box, Seed luck) =>
            contrast.Measure(Play.Once<LeverBox, State>(box, agent, luck)) - contrast.Measure(Play.Again<LeverBox, State>(box, RandomActions(luck.For("random-agent")), luck));
    }

    /// <summary>The instrument's answer, as for any subject.</summary>
    public static AuditResult Audit(string name, IAgent agent, Seed seed, CancellationToken cancellationToken = default) =>
        WorldAuditing.RunAsync<LeverBox, State>(new AuditedAgent(name, agent), seed, ["outcome-devalued"], new AuditOptions { Parallelism = 1 }, new PairMemory(), cancellationToken: cancellationToken).GetAwaiter().GetResult();

    // A luck of its own: a learner that is indifferent acts at random too, and would otherwise be the random agent to the letter.
    private string RandomActions(Seed luck) => string.Concat(Enumerable.Range(0, Box.Horizon).Select(step => (char)('0' + luck.Draws(step).Choice(Box.Actions, 0))));

    // One episode of training: the model-free learner acts, and everyone learns from it.
    private void Live(Seed luck, QTable values, OutcomeModel model, double[] error)
    {
        PhiloxDraws chance = luck.For("world").Draws(), choices = luck.For("choices").Draws(), first = chance.At(0);
        State state = Box.Start(ref first);
        for (int step = 0, here = NumberOf(state); step < Box.Horizon; step++)
        {
            PhiloxDraws draws = choices.At(step), now = chance.At(step + 1);
            int action = values.EpsilonGreedy(here, Exploration, ref draws, 0);
            Step result = Box.Advance(ref state, action, ref now);
            int next = NumberOf(state);
            double surprise = result.Reward + Discount * values.Best(next) - values[here][action];
            error[here] += LearningRate * (Math.Abs(surprise) - error[here]);
            values.Learn(here, action, result.Reward, next, LearningRate, Discount);
            model.Learn(here, action, next, result.Events);
            here = next;
        }
    }

    private TrainedLearners Snapshot(int episodes, QTable values, OutcomeModel model, double[] error)
    {
        QTable cached = new(States, Box.Actions), hungry = new(States, Box.Actions), sated = new(States, Box.Actions);
        for (int state = 0; state < States; state++) values[state].CopyTo(cached[state]);
        for (int first = 0; first < States; first += StatesPerLayout)
        {
            model.Plan(first, StatesPerLayout, events => (events & LeverBox.Events.AteHungry) != 0 ? 1 : 0, Discount, hungry);
            model.Plan(first, StatesPerLayout, _ => 0, Discount, sated); // the same pellet, and no wish for it
        }
        bool[] trusted = [.. error.Select((size, state) => size < Trust * cached.Best(state))];
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
            probabilities[action] = TestExploration / values.Length + (values[action] == best ? (1 - TestExploration) / equals : 0);
    }

    // Layout first, so that the states of one box stand together. Hunger is not in it: who was always hungry cannot have learnt what it changes.
    private int NumberOf(in State state) => ((Place(state.Lever) * Cells + Place(state.Tray)) * Cells + Place(state.Agent)) * 2 + (state.Pellet ? 1 : 0);

    private int Place(int cell) => (cell >> 3) * Box.Size + (cell & 7);
}

/// <summary>The three learners after so many episodes.</summary>
public sealed record TrainedLearners(int Episodes, IAgent ModelFree, IAgent ModelBased, IAgent Arbitrated)
{
    /// <summary>One of them.</summary>
    public IAgent this[LeverLearner learner] => learner switch { LeverLearner.ModelFree => ModelFree, LeverLearner.ModelBased => ModelBased, _ => Arbitrated };
}
