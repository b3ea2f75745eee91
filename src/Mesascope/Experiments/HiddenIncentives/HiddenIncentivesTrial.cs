using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One population.</summary>
/// <param name="Arm">Who learns, with or without selection and swapping.</param>
/// <param name="StepSize">Of the policy gradient.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record HiddenIncentivesCell(HiddenIncentivesArm Arm, double StepSize, int Seed);

/// <summary>One population's life.</summary>
/// <param name="Windows">The share of cooperation in each window.</param>
internal sealed record HiddenIncentivesTrial(double[] Windows)
{
    /// <summary>The share of cooperation over the last tenth of the windows.</summary>
    internal double Late => Windows.Skip(Windows.Length - Windows.Length / 10).Average();

    public static HiddenIncentivesTrial Of(HiddenIncentivesSetUp setUp, HiddenIncentivesCell cell, Trial trial) =>
        new(new DilemmaPopulation(setUp with { StepSize = cell.StepSize }).Run(cell.Arm, (ulong)cell.Seed, trial.Token));
}

/// <summary>Learners side by side.</summary>
internal sealed class DilemmaPopulation(HiddenIncentivesSetUp setUp)
{
    private readonly SelfDilemma _dilemma = setUp.Dilemma;

    /// <summary>One population's life: the share of cooperation in each window.</summary>
    /// <param name="arm">Who learns, with or without selection and swapping.</param>
    /// <param name="seed">The training run.</param>
    /// <param name="cancellationToken">Looked at every 100 steps.</param>
    public double[] Run(HiddenIncentivesArm arm, ulong seed, CancellationToken cancellationToken = default)
    {
        Seed run = new Seed(seed).For("hidden-incentives");
        IDilemmaLearner[] learners = [.. Enumerable.Range(0, setUp.Population).Select(i => Learner(arm.Learner, run.For("birth", i)))];
        PhiloxDraws[] randomness = [.. Enumerable.Range(0, setUp.Population).Select(i => run.For("policy", i).Draws())];
        PhiloxDraws outer = run.For("outer-loop").Draws();
        int[] places = new int[setUp.Population]; // the action before, in each place
        var rewards = new double[setUp.Population];
        var cooperated = new long[setUp.Windows];
        int shift = 0;
        for (int step = 0; step < setUp.Steps; step++)
        {
            if (step % 100 == 0) cancellationToken.ThrowIfCancellationRequested();
            int next = arm.Swapped ? (shift + 1 + outer.At(step).Choice(setUp.Population - 1, 0)) % setUp.Population : shift;
            cooperated[(long)step * setUp.Windows / setUp.Steps] += Step(learners, randomness, places, rewards, step, shift, next);
            shift = next;
            if (arm.Outer != OuterLoop.None && (step + 1) % setUp.Interval == 0) Select(learners, rewards, arm.Outer == OuterLoop.Exploring ? setUp.Explore : 1, outer.At(step));
        }
        return [.. cooperated.Select((count, window) => count / (double)(setUp.Population * StepsIn(window)))];
    }

    // Everybody acts once, each in its own place, and learns; with swapping the next step is played in another's place.
    private int Step(IDilemmaLearner[] learners, PhiloxDraws[] randomness, int[] places, double[] rewards, int step, int shift, int next)
    {
        var before = (int[])places.Clone();
        int cooperated = 0;
        for (int i = 0; i < setUp.Population; i++)
        {
            int place = (i + shift) % setUp.Population;
            PhiloxDraws now = randomness[i].At(step);
            places[place] = learners[i].Act(before[place], ref now);
            if (places[place] == SelfDilemma.Cooperate) cooperated++;
        }
        for (int i = 0; i < setUp.Population; i++)
        {
            int place = (i + shift) % setUp.Population, action = places[place];
            double reward = _dilemma.Reward(before[place], action);
            rewards[i] += reward;
            learners[i].Learn(before[place], action, reward, places[(i + next) % setUp.Population]);
        }
        return cooperated;
    }

    // Population-based training: the worst become copies of the best, each of one drawn at random.
    private void Select(IDilemmaLearner[] learners, double[] rewards, double explore, PhiloxDraws random)
    {
        int count = Math.Max(1, (int)(setUp.Replaced * setUp.Population));
        int[] order = [.. Enumerable.Range(0, setUp.Population).OrderByDescending(i => rewards[i]).ThenBy(i => random.Uniform(1000 + i))];
        for (int i = 0; i < count; i++)
            learners[order[^(i + 1)]].CopyFrom(learners[order[random.Choice(count, 1 + i)]], random.Bernoulli(0.5, 500 + i) ? explore : 1 / explore);
        Array.Clear(rewards);
    }

    private IDilemmaLearner Learner(DilemmaLearnerKind kind, Seed birth)
    {
        if (kind != DilemmaLearnerKind.PolicyGradient)
            return new QDilemmaLearner(setUp.LearningRate, kind == DilemmaLearnerKind.FarSighted ? setUp.Discount : 0, setUp.Exploration, kind == DilemmaLearnerKind.BlindQ);
        return new GradientDilemmaLearner(setUp.StepSize, setUp.Spread * Gaussian.At(birth.Value, 0), setUp.Spread * Gaussian.At(birth.Value, 1));
    }

    private int StepsIn(int window) => (int)(((window + 1L) * setUp.Steps + setUp.Windows - 1) / setUp.Windows - ((long)window * setUp.Steps + setUp.Windows - 1) / setUp.Windows);
}

/// <summary>Who learns.</summary>
internal enum DilemmaLearnerKind
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
internal enum OuterLoop
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
internal sealed record HiddenIncentivesArm(DilemmaLearnerKind Learner, OuterLoop Outer = OuterLoop.None, bool Swapped = false);
