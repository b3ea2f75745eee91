using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replication 16: learners that care for the reward of one step only, in a dilemma with their own future; and an outer loop that selects among them.</summary>
/// <remarks>Source: Krueger, Maharaj and Leike (2020). The dilemma is theirs; sizes and rates are ours. Every <see cref="SelectedEvery"/> steps the worst fifth become copies of members of the best fifth.</remarks>
public sealed record HiddenIncentivesReplication
{
    /// <summary>What is played.</summary>
    public SelfDilemma Dilemma { get; init; } = new(0.5, 1);

    /// <summary>Learners side by side, at least 5.</summary>
    public int Population { get; init; } = 20;

    /// <summary>Steps of each learner.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>Steps between one selection and the next, where there is an outer loop.</summary>
    public int SelectedEvery { get; init; } = 10;

    /// <summary>The share that is replaced at each selection, in (0, ½].</summary>
    public double Replaced { get; init; } = 0.2;

    /// <summary>How much faster or slower, by a fair coin, a copy learns than its original where the outer loop explores, at least 1.</summary>
    public double Explore { get; init; } = 1.2;

    /// <summary>α of Q-learning, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>ε of Q-learning, in [0, 1].</summary>
    public double Exploration { get; init; } = 0.1;

    /// <summary>γ of the learner that looks ahead, in [0, 1).</summary>
    public double Discount { get; init; } = 0.9;

    /// <summary>The step size of the policy gradient, above 0.</summary>
    public double StepSize { get; init; } = 0.1;

    /// <summary>The standard deviation of the first logits of the policy gradient, at least 0.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Equal stretches of time over which cooperation is reported, at least 10.</summary>
    public int Windows { get; init; } = 50;

    /// <summary>One population's life: the share of cooperation in each window.</summary>
    /// <param name="arm">Who learns, with or without selection and swapping.</param>
    /// <param name="seed">The training run.</param>
    /// <param name="cancellationToken">Looked at every 100 steps.</param>
    public double[] Run(HiddenIncentivesArm arm, ulong seed, CancellationToken cancellationToken = default)
    {
        Seed run = new Seed(seed).For("hidden-incentives");
        IDilemmaLearner[] learners = [.. Enumerable.Range(0, Population).Select(i => Learner(arm.Learner, run.For("birth", i)))];
        PhiloxDraws[] luck = [.. Enumerable.Range(0, Population).Select(i => run.For("policy", i).Draws())];
        PhiloxDraws outer = run.For("outer-loop").Draws();
        int[] places = new int[Population]; // the action before, in each place
        var rewards = new double[Population];
        var cooperated = new long[Windows];
        int shift = 0;
        for (int step = 0; step < Steps; step++)
        {
            if (step % 100 == 0) cancellationToken.ThrowIfCancellationRequested();
            int next = arm.Swapped ? (shift + 1 + outer.At(step).Choice(Population - 1, 0)) % Population : shift;
            cooperated[(long)step * Windows / Steps] += Step(learners, luck, places, rewards, step, shift, next);
            shift = next;
            if (arm.Outer != OuterLoop.None && (step + 1) % SelectedEvery == 0) Select(learners, rewards, arm.Outer == OuterLoop.Exploring ? Explore : 1, outer.At(step));
        }
        return [.. cooperated.Select((count, window) => count / (double)(Population * StepsIn(window)))];
    }

    /// <summary>The share of cooperation over the last tenth of the windows.</summary>
    public static double Late(IReadOnlyList<double> windows) => windows.Skip(windows.Count - windows.Count / 10).Average();

    // Everybody acts once, each in its own place, and learns; with swapping the next step is played in another's place.
    private int Step(IDilemmaLearner[] learners, PhiloxDraws[] luck, int[] places, double[] rewards, int step, int shift, int next)
    {
        var before = (int[])places.Clone();
        int cooperated = 0;
        for (int i = 0; i < Population; i++)
        {
            int place = (i + shift) % Population;
            PhiloxDraws now = luck[i].At(step);
            places[place] = learners[i].Act(before[place], ref now);
            if (places[place] == SelfDilemma.Cooperate) cooperated++;
        }
        for (int i = 0; i < Population; i++)
        {
            int place = (i + shift) % Population, action = places[place];
            double reward = Dilemma.Reward(before[place], action);
            rewards[i] += reward;
            learners[i].Learn(before[place], action, reward, places[(i + next) % Population]);
        }
        return cooperated;
    }

    // Population-based training: the worst become copies of the best, each of one drawn at random.
    private void Select(IDilemmaLearner[] learners, double[] rewards, double explore, PhiloxDraws random)
    {
        int count = Math.Max(1, (int)(Replaced * Population));
        int[] order = [.. Enumerable.Range(0, Population).OrderByDescending(i => rewards[i]).ThenBy(i => random.Uniform(1000 + i))];
        for (int i = 0; i < count; i++)
            learners[order[^(i + 1)]].CopyFrom(learners[order[random.Choice(count, 1 + i)]], random.Bernoulli(0.5, 500 + i) ? explore : 1 / explore);
        Array.Clear(rewards);
    }

    private IDilemmaLearner Learner(DilemmaLearnerKind kind, Seed birth)
    {
        if (kind != DilemmaLearnerKind.PolicyGradient)
            return new QDilemmaLearner(LearningRate, kind == DilemmaLearnerKind.FarSighted ? Discount : 0, Exploration, kind == DilemmaLearnerKind.BlindQ);
        return new GradientDilemmaLearner(StepSize, Spread * Gaussian.At(birth.Value, 0), Spread * Gaussian.At(birth.Value, 1));
    }

    private int StepsIn(int window) => (int)(((window + 1L) * Steps + Windows - 1) / Windows - ((long)window * Steps + Windows - 1) / Windows);
}

/// <summary>Who learns.</summary>
public enum DilemmaLearnerKind
{
    /// <summary>A myopic policy gradient.</summary>
    PolicyGradient,

    /// <summary>Myopic Q-learning that sees the state.</summary>
    Q,

    /// <summary>Myopic Q-learning that does not.</summary>
    BlindQ,

    /// <summary>Q-learning that looks ahead: the positive control.</summary>
    FarSighted,
}

/// <summary>What selects among the learners.</summary>
public enum OuterLoop
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The worst become copies of the best.</summary>
    Copying,

    /// <summary>The same, and each copy learns a little faster or slower: population-based training as published (Jaderberg et al. 2017).</summary>
    Exploring,
}

/// <summary>One arm of replication 16.</summary>
/// <param name="Learner">Who learns.</param>
/// <param name="Outer">What the outer loop does, if there is one.</param>
/// <param name="Swapped">Whether everybody plays each step in another's place, so that nobody meets what it did itself.</param>
public sealed record HiddenIncentivesArm(DilemmaLearnerKind Learner, OuterLoop Outer = OuterLoop.None, bool Swapped = false);
