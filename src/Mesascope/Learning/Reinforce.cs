using System.Text.Json.Nodes;
using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>REINFORCE on a table: after each mini-episode every action taken becomes likelier by how much better than usual the pay was.</summary>
/// <remarks>
/// Δ preferences = α·(G - b)·∇ log of the probability of what was done; G the whole pay, which comes at the end, b its running mean. Source: Williams (1992).
/// It explores: with probability ε an action is uniform, and the gradient is that of the mixture. α and ε fall geometrically over the first half and then stay.
/// </remarks>
public sealed record Reinforce
{
    /// <summary>Mini-episodes in a meta-episode, at least 1.</summary>
    public int MiniEpisodes { get; init; } = 64;

    /// <summary>Meta-episodes, at least 1.</summary>
    public int MetaEpisodes { get; init; } = 2048;

    /// <summary>α at first, above 0.</summary>
    public double LearningRate { get; init; } = 0.25;

    /// <summary>α from the middle on, above 0.</summary>
    public double FinalLearningRate { get; init; } = 0.01;

    /// <summary>ε at first, in (0, 1).</summary>
    public double Exploration { get; init; } = 0.5;

    /// <summary>ε from the middle on, in (0, 1).</summary>
    public double FinalExploration { get; init; } = 0.001;

    /// <summary>How fast the running mean follows, in (0, 1].</summary>
    public double BaselineRate { get; init; } = 0.02;

    /// <summary>A learner that stands before its first meta-episode in one level.</summary>
    /// <param name="lesson">The level.</param>
    /// <param name="reward">What is paid.</param>
    /// <param name="seed">Of the learner's choices.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public ITrainer<SoftmaxTable> Start(TabularLevel lesson, ITrainerReward reward, Seed seed)
    {
        Check();
        return new Trainer(this, lesson, reward, seed);
    }

    /// <summary>Learns in one level.</summary>
    /// <param name="lesson">The level.</param>
    /// <param name="reward">What is paid.</param>
    /// <param name="seed">Of the learner's choices.</param>
    /// <param name="after">Told the policy after each meta-episode: how many there were, and the table.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public SoftmaxTable Learn(TabularLevel lesson, ITrainerReward reward, Seed seed, Action<int, SoftmaxTable>? after = null)
    {
        ITrainer<SoftmaxTable> trainer = Start(lesson, reward, seed);
        return trainer.Finish(now => after?.Invoke(now.Done, trainer.Result()));
    }

    private void Check()
    {
        if (MiniEpisodes < 1 || MetaEpisodes < 1) throw new ArgumentException($"At least 1 mini-episode and 1 meta-episode; got {MiniEpisodes} and {MetaEpisodes}.");
        if (!(LearningRate > 0 && FinalLearningRate > 0)) throw new ArgumentException(FormattableString.Invariant($"A learning rate is above 0; got {LearningRate} and {FinalLearningRate}."));
        if (Exploration is not (> 0 and < 1) || FinalExploration is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The exploration lies strictly between 0 and 1; got {Exploration} and {FinalExploration}."));
        if (BaselineRate is not (> 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"The rate of the baseline lies in (0, 1]; got {BaselineRate}."));
    }

    // A step is a meta-episode, so what the reward remembers never reaches from one into the next.
    private sealed class Trainer(Reinforce settings, TabularLevel lesson, ITrainerReward reward, Seed seed) : ITrainer<SoftmaxTable>
    {
        private readonly SoftmaxTable _policy = new(lesson.Views, lesson.Transitions.Actions);
        private readonly Trace _trace = new(lesson.Transitions.Horizon, lesson.Transitions.Actions);
        private int _done;
        private double _baseline;
        private long _steps;

        public bool Finished => _done >= settings.MetaEpisodes;

        public TrainingProgress Step(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double half = Math.Max(1, (double)settings.MiniEpisodes * settings.MetaEpisodes / 2), paid = 0;
            double logRate = PortableMath.Log(settings.FinalLearningRate / settings.LearningRate), logExploration = PortableMath.Log(settings.FinalExploration / settings.Exploration);
            reward.Begin();
            for (int mini = 0; mini < settings.MiniEpisodes; mini++)
            {
                int episode = _done * settings.MiniEpisodes + mini;
                double progress = Math.Min(1, episode / half);
                _trace.Live(lesson, _policy, settings.Exploration * PortableMath.Exp(logExploration * progress), seed.For("mini-episode", episode));
                double pay = reward.Pay(_trace.Steps, _trace.Collected), better = pay - _baseline;
                _baseline += settings.BaselineRate * better;
                _trace.Reinforce(_policy, settings.LearningRate * PortableMath.Exp(logRate * progress) * better);
                paid += pay;
                _steps += _trace.Steps;
            }
            _done++;
            return new(_done, settings.MetaEpisodes, paid / settings.MiniEpisodes, paid / settings.MiniEpisodes, null, _steps);
        }

        public TrainerState Save() => new(_done, new Dictionary<string, float[]>()) { Others = new JsonObject { ["preferences"] = TrainerState.Of(_policy.All), ["baseline"] = TrainerState.Of([_baseline]) } };

        public void Load(TrainerState state)
        {
            state.Doubles("preferences", _policy.All.Length).CopyTo(_policy.All);
            (_baseline, _done) = (state.Doubles("baseline", 1)[0], state.Step);
        }

        public SoftmaxTable Result() => _policy;
    }

    /// <summary>One mini-episode, kept until it is paid.</summary>
    private sealed class Trace(int horizon, int actions)
    {
        private readonly int[] _view = new int[horizon], _action = new int[horizon];
        private readonly double[] _own = new double[horizon]; // the share of the taken action's probability that is the policy's own
        private readonly double[] _probabilities = new double[horizon * actions];

        public int Steps { get; private set; }

        public double Collected { get; private set; }

        public void Live(TabularLevel lesson, SoftmaxTable policy, double exploration, Seed seed)
        {
            PhiloxDraws random = seed.Draws();
            (Steps, Collected) = (0, 0);
            for (int state = 0; state >= 0 && Steps < horizon; Steps++)
            {
                Span<double> probabilities = _probabilities.AsSpan(Steps * actions, actions);
                _view[Steps] = lesson.View[state];
                policy.Probabilities(_view[Steps], probabilities);
                double left = random.Uniform(Steps);
                int action = 0;
                for (; action < actions - 1; action++)
                {
                    double mixed = (1 - exploration) * probabilities[action] + exploration / actions;
                    if (left < mixed) break;
                    left -= mixed;
                }
                double own = (1 - exploration) * probabilities[action];
                _own[Steps] = own / (own + exploration / actions);
                _action[Steps] = action;
                int outcome = state * actions + action;
                Collected += lesson.Worth[lesson.Transitions.Kind[outcome]];
                state = lesson.Transitions.Next[outcome];
            }
        }

        public void Reinforce(SoftmaxTable policy, double step)
        {
            for (int i = 0; i < Steps; i++) policy.Reinforce(_view[i], _action[i], step * _own[i], _probabilities.AsSpan(i * actions, actions));
        }
    }
}
