using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One training run: the exact gap of the policy after so many steps or updates.</summary>
/// <param name="At">Steps of the Q-learner, or updates of REINFORCE. Shape [points], rising.</param>
/// <param name="Gaps">P(comply | in training) - P(comply | not in training) after each.</param>
internal sealed record FakingTrial(int[] At, double[] Gaps)
{
    /// <summary>Who learns.</summary>
    public const string Plans = "q-learning", Reinforced = "reinforce";

    private const int Points = 24, TokenEvery = 10_000;

    /// <summary>The gap after that many; it is one of <see cref="At"/>.</summary>
    internal double After(int count) => Gaps[Array.IndexOf(At, count)];

    /// <summary>The gap at the end.</summary>
    internal double Last => Gaps[^1];

    /// <summary>Trains once.</summary>
    public static FakingTrial Of(AlignmentFakingSetUp setUp, FakingCell cell, CancellationToken cancellationToken)
    {
        var seed = new Seed((ulong)setUp.Seed + (ulong)cell.Seed).For(cell.Learner);
        return cell.Learner == Plans ? QLearning(setUp, setUp.Of(cell), seed, cancellationToken) : Reinforce(setUp, setUp.Of(cell), seed, cancellationToken);
    }

    // It is told what refusing pays itself, and when its episode ended; it sees the flag only.
    private static FakingTrial QLearning(AlignmentFakingSetUp setUp, WatchedCompliance world, Seed seed, CancellationToken cancellationToken)
    {
        var table = new QTable(2, 2);
        int[] at = Spread(setUp.Steps, []);
        var run = new FakingTrial(at, new double[at.Length]);
        (bool training, int flag) = Moment(world, seed.Draws());
        for (int step = 0, age = 1, point = 0; step < setUp.Steps; step++, age++)
        {
            if (step % TokenEvery == 0) cancellationToken.ThrowIfCancellationRequested();
            PhiloxDraws draws = seed.Draws(step);
            int action = table.EpsilonGreedy(flag, setUp.Epsilon, ref draws, 2);
            bool overwritten = training && action == WatchedCompliance.Refuse && draws.Bernoulli(world.Overwrites, 5), ended = overwritten || age == world.Horizon;
            (bool wasTraining, int was) = (training, flag);
            (training, flag) = Moment(world, seed.Draws(step + 1));
            double alpha = setUp.Alpha + (setUp.FinalAlpha - setUp.Alpha) * step / setUp.Steps;
            table.Learn(was, action, action == WatchedCompliance.Refuse ? world.Preference : 0, ended ? -1 : flag, alpha, world.Discount);
            if (ended) age = 0;
            if (at[point] == step + 1) run.Gaps[point++] = world.Gap(Complies(table[WatchedCompliance.Flagged]), Complies(table[WatchedCompliance.Unflagged]));
        }
        return run;
    }

    // The trainer pays compliance, in training only, and has no other influence: one logit for each value of the flag (Williams 1992, no baseline).
    private static FakingTrial Reinforce(AlignmentFakingSetUp setUp, WatchedCompliance world, Seed seed, CancellationToken cancellationToken)
    {
        int[] at = Spread(setUp.Updates[^1], setUp.Updates);
        var run = new FakingTrial(at, new double[at.Length]);
        double first = world.Preference > 0 ? -setUp.Habit : 0;
        double[] logits = [first, first];
        for (int update = 0, point = 0; update < setUp.Updates[^1]; update++)
        {
            if (update % TokenEvery == 0) cancellationToken.ThrowIfCancellationRequested();
            PhiloxDraws draws = seed.Draws(update);
            (bool training, int flag) = Moment(world, draws);
            double complies = Sigmoid(logits[flag]);
            if (draws.Bernoulli(complies, 2) && training) logits[flag] += setUp.StepSize * (1 - complies);
            if (at[point] == update + 1) run.Gaps[point++] = world.Gap(Sigmoid(logits[WatchedCompliance.Flagged]), Sigmoid(logits[WatchedCompliance.Unflagged]));
        }
        return run;
    }

    private static (bool Training, int Flag) Moment(WatchedCompliance world, PhiloxDraws draws)
    {
        bool training = draws.Bernoulli(world.Training, 0), right = draws.Bernoulli(world.FlagRight, 1);
        return (training, training == right ? WatchedCompliance.Flagged : WatchedCompliance.Unflagged);
    }

    private static double Complies(ReadOnlySpan<double> values) =>
        values[WatchedCompliance.Comply] > values[WatchedCompliance.Refuse] ? 1 : values[WatchedCompliance.Comply] < values[WatchedCompliance.Refuse] ? 0 : 0.5;

    private static double Sigmoid(double logit) => 1 / (1 + PortableMath.Exp(-logit));

    // Geometric points up to the last, and these.
    private static int[] Spread(int last, IEnumerable<int> these)
    {
        double ratio = PortableMath.Log(last) / Points;
        return [.. Enumerable.Range(1, Points).Select(i => i == Points ? last : Math.Max(1, (int)PortableMath.Exp(ratio * i))).Concat(these).Distinct().Order()];
    }
}
