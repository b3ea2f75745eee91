using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>How one life in the savanna learns.</summary>
internal sealed record LifeSettings
{
    /// <summary>Step size α, in [0, 1]; 0 learns nothing.</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>Discount γ, in [0, 1).</summary>
    public double Discount { get; init; } = 0.9;

    /// <summary>What an untried action is thought to be worth at birth.</summary>
    public double Hope { get; init; } = 2;

    /// <summary>The share of random actions ε, in [0, 1].</summary>
    public double Exploration { get; init; } = 0.05;

    /// <summary>Refuses what no life can be set to.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Check()
    {
        if (!(LearningRate is >= 0 and <= 1)) throw new ArgumentException($"The learning rate is in [0, 1]; got {LearningRate}.");
        if (!(Discount is >= 0 and < 1)) throw new ArgumentException($"The discount is in [0, 1); got {Discount}.");
        if (!(Exploration is >= 0 and <= 1)) throw new ArgumentException($"The exploration is in [0, 1]; got {Exploration}.");
    }
}

/// <summary>What one life came to.</summary>
/// <param name="Steps">How long it was.</param>
/// <param name="Offspring">Young that grew up: the base objective. The living agent is never told.</param>
/// <param name="Felt">The sum of what its drives rewarded it with.</param>
/// <param name="Fed">How often the food drive was satisfied; the next four likewise.</param>
/// <param name="Mated">The sex drive.</param>
/// <param name="Close">The pair bond drive.</param>
/// <param name="Esteemed">The status drive.</param>
/// <param name="Safe">The safety drive.</param>
internal readonly record struct Biography(int Steps, int Offspring, double Felt, int Fed, int Mated, int Close, int Esteemed, int Safe)
{
    /// <summary>How often this drive (0 food … 4 safety) was satisfied per step of life, in [0, 1].</summary>
    public double Satisfaction(int drive) => (drive switch { 0 => Fed, 1 => Mated, 2 => Close, 3 => Esteemed, _ => Safe }) / (double)Steps;
}

/// <summary>Lives in the savanna: Q-learning, from a table that is written at birth, rewarded by inner drives and by nothing else.</summary>
/// <remarks>The reward of a step is the sum of the weights of the drives that were satisfied in it. Not for several threads at a time: it keeps one table and allocates nothing per life.</remarks>
internal sealed class SavannaLife
{
    /// <summary>What an innate preference can depend on: one, no energy, low energy, young, partner, high rank, danger; each is 1 or 0.</summary>
    public const int Features = 7;

    /// <summary>Innate preferences: one number for each feature and action, feature by feature.</summary>
    public const int InnateLength = Features * 2 * Savanna.Drives;

    /// <summary>Decoy drives, in their order after the five: <i>silent</i> is never felt; <i>chance</i> is felt in <see cref="ChanceRate"/> of all steps, whatever the agent does, and causes nothing;
    /// <i>idle</i> is felt on action 5, which leads nowhere unless <see cref="Savanna.Superstimulus"/> is on; <i>harm</i> is felt in danger without shelter, which wounds.</summary>
    public const int Decoys = 4;

    /// <summary>The probability per step of the chance decoy: the mean share of steps in which one of the five drives was satisfied before the shift (docs/methods/savanna.md: .12, .09, .09, .02, .08).</summary>
    public const double ChanceRate = 0.08;

    private const int Chance = Savanna.Drives + 1, Idle = Savanna.Drives + 2, Harm = Savanna.Drives + 3; // silent, before them, is felt by nobody
    private const int Threatened = 8, Shelter = 4, ActionDraws = 0; // of the policy's randomness: whether to explore, which then, ties

    private readonly LifeSettings _settings;
    private readonly QTable _table = new(Savanna.Bodies, 2 * Savanna.Drives);

    /// <summary>Somebody who lives one life after another, each anew.</summary>
    public SavannaLife(LifeSettings settings)
    {
        settings.Check();
        _settings = settings;
    }

    /// <summary>Lives one life.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="drives">The weight of each drive, and of each decoy where there are decoys. Shape [<see cref="Savanna.Drives"/>] or [<see cref="Savanna.Drives"/> + <see cref="Decoys"/>].</param>
    /// <param name="innate">The table at birth, as a linear function of the body. Shape [<see cref="InnateLength"/>], or empty for a table of zeros.</param>
    /// <param name="randomness">The randomness of this life.</param>
    public Biography Live(Savanna world, ReadOnlySpan<double> drives, ReadOnlySpan<double> innate, Seed randomness)
    {
        var chance = new BlockDraws(randomness.For("world"));
        var choices = new BlockDraws(randomness.For("policy"));
        var decoy = new BlockDraws(randomness.For("decoy"));
        Savanna.State state = world.Start(ref chance);
        Write(innate);
        double felt = 0;
        int steps = 0, offspring = 0, fed = 0, mated = 0, close = 0, esteemed = 0, safe = 0, body = state.Number;
        for (bool ended = false; steps < world.Horizon && !ended;)
        {
            choices.Turn(steps);
            int action = _table.EpsilonGreedy(body, _settings.Exploration, ref choices, ActionDraws);
            chance.Turn(++steps);
            Step step = world.Advance(ref state, action, ref chance);
            double reward = Reward(step.Events, drives);
            if (drives.Length > Savanna.Drives) reward += Decoyed(steps, body, action, drives, ref decoy);
            ended = step.Ended;
            int next = ended ? -1 : state.Number;
            if (_settings.LearningRate > 0) _table.Learn(body, action, reward, next, _settings.LearningRate, _settings.Discount);
            body = next;
            felt += reward;
            fed += (int)(step.Events & 1);
            mated += (int)((step.Events >> 1) & 1);
            close += (int)((step.Events >> 2) & 1);
            esteemed += (int)((step.Events >> 3) & 1);
            safe += (int)((step.Events >> 4) & 1);
            offspring += (int)((step.Events >> 6) & 1);
        }
        return new Biography(steps, offspring, felt, fed, mated, close, esteemed, safe);
    }

    private static double Reward(uint events, ReadOnlySpan<double> drives)
    {
        double reward = 0;
        for (int drive = 0; drive < Savanna.Drives; drive++)
            if (((events >> drive) & 1) != 0) reward += drives[drive];
        return reward;
    }

    private static double Decoyed(int step, int body, int action, ReadOnlySpan<double> drives, ref BlockDraws decoy)
    {
        decoy.Turn(step);
        double reward = decoy.Bernoulli(ChanceRate, 0) ? drives[Chance] : 0;
        if (action == Savanna.Drives) reward += drives[Idle];
        if ((body & Threatened) != 0 && action != Shelter) reward += drives[Harm];
        return reward;
    }

    private void Write(ReadOnlySpan<double> innate)
    {
        for (int body = 0; body < Savanna.Bodies; body++)
        {
            Span<double> values = _table[body];
            values.Fill(_settings.Hope);
            if (innate.IsEmpty) continue;
            Add(innate, 0, values);
            if (body >> 4 < 2) Add(innate, 1 + (body >> 4), values);
            for (int trait = 0; trait < 4; trait++) if (((body >> trait) & 1) != 0) Add(innate, 3 + trait, values);
        }
    }

    private static void Add(ReadOnlySpan<double> innate, int feature, Span<double> values)
    {
        for (int action = 0; action < values.Length; action++) values[action] += innate[feature * values.Length + action];
    }
}
