using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>A prisoner's dilemma with one's own future: defecting pays at once and costs more at the next step, whoever acts then. The state is the action before.</summary>
/// <param name="Gain">What defecting pays now.</param>
/// <param name="Cost">What it costs at the step after.</param>
/// <remarks>Source: Krueger, Maharaj and Leike (2020), "Hidden incentives for auto-induced distributional shift", section 4.1, where the gain is ½ and the cost 1.</remarks>
internal readonly record struct SelfDilemma(double Gain, double Cost)
{
    /// <summary>The action, and the state that it leads to, of who spares the future.</summary>
    public const int Cooperate = 0;

    /// <summary>The action, and the state that it leads to, of who does not.</summary>
    public const int Defect = 1;

    /// <summary>What a step pays.</summary>
    public double Reward(int before, int action) => (action == Defect ? Gain : 0) - (before == Defect ? Cost : 0);
}

/// <summary>One who plays it and learns from the rewards of its steps.</summary>
internal interface IDilemmaLearner
{
    /// <summary>What it does. Draws at indices below 4.</summary>
    int Act(int state, ref PhiloxDraws random);

    /// <summary>What came of it: the reward of the step, and the state at its own next one.</summary>
    void Learn(int state, int action, double reward, int next);

    /// <summary>Becomes like another of its kind, but learns so many times as fast: what an outer loop does to those that did worse.</summary>
    void CopyFrom(IDilemmaLearner other, double faster = 1);
}

/// <summary>Tabular Q-learning, ε-greedy.</summary>
/// <param name="learningRate">α at first, in (0, 1].</param>
/// <param name="discount">γ, in [0, 1): 0 cares for the step's own reward and nothing else.</param>
/// <param name="exploration">ε, in [0, 1].</param>
/// <param name="blind">True where it is not shown the state.</param>
internal sealed class QDilemmaLearner(double learningRate, double discount, double exploration, bool blind) : IDilemmaLearner
{
    private readonly QTable _table = new(2, 2);
    private double _learningRate = learningRate;

    /// <inheritdoc/>
    public int Act(int state, ref PhiloxDraws random) => _table.EpsilonGreedy(Seen(state), exploration, ref random, 0);

    /// <inheritdoc/>
    public void Learn(int state, int action, double reward, int next) => _table.Learn(Seen(state), action, reward, Seen(next), _learningRate, discount);

    /// <inheritdoc/>
    public void CopyFrom(IDilemmaLearner other, double faster = 1)
    {
        var better = (QDilemmaLearner)other;
        for (int state = 0; state < 2; state++) better._table[state].CopyTo(_table[state]);
        _learningRate = Math.Min(1, better._learningRate * faster);
    }

    private int Seen(int state) => blind ? 0 : state;
}

/// <summary>A softmax policy, one logit for each state, that follows the gradient of the step's own reward and looks no further (REINFORCE, γ = 0, no baseline).</summary>
/// <remarks>Source: Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement learning".</remarks>
internal sealed class GradientDilemmaLearner : IDilemmaLearner
{
    private double _stepSize;
    private readonly double[] _logit = new double[2]; // of cooperating, by state

    /// <summary>A learner with these first logits.</summary>
    /// <param name="stepSize">How far a reward of 1 moves a logit at most.</param>
    /// <param name="afterCooperating">The first logit of cooperating where the action before was to cooperate.</param>
    /// <param name="afterDefecting">The first logit of cooperating where it was to defect.</param>
    public GradientDilemmaLearner(double stepSize, double afterCooperating, double afterDefecting)
    {
        _stepSize = stepSize;
        (_logit[SelfDilemma.Cooperate], _logit[SelfDilemma.Defect]) = (afterCooperating, afterDefecting);
    }

    /// <inheritdoc/>
    public int Act(int state, ref PhiloxDraws random) => random.Bernoulli(Cooperates(state), 0) ? SelfDilemma.Cooperate : SelfDilemma.Defect;

    /// <inheritdoc/>
    public void Learn(int state, int action, double reward, int next) =>
        _logit[state] += _stepSize * reward * ((action == SelfDilemma.Cooperate ? 1 : 0) - Cooperates(state));

    /// <inheritdoc/>
    public void CopyFrom(IDilemmaLearner other, double faster = 1)
    {
        var better = (GradientDilemmaLearner)other;
        better._logit.CopyTo(_logit, 0);
        _stepSize = better._stepSize * faster;
    }

    /// <summary>The probability of cooperating in a state.</summary>
    public double Cooperates(int state) => 1 / (1 + PortableMath.Exp(-_logit[state]));
}
