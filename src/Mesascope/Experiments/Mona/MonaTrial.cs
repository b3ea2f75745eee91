using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What one cell came to: an outcome for each of its horizons, or one.</summary>
internal sealed record MonaTrial(DropboxOutcome[] Outcomes)
{
    /// <summary>Plans or learns.</summary>
    public static MonaTrial Of(MonaSetUp setUp, MonaCell cell, CancellationToken cancellationToken)
    {
        DropboxProcess process = DropboxProcess.Of(setUp.World);
        var plan = new DropboxPlan(process, setUp);
        Seed seed = new Seed((ulong)setUp.Seed + (ulong)cell.Seed).For("mona");
        return new MonaTrial(cell.Rule switch
        {
            MonaRule.Ordinary => plan.Outcomes(setUp.M),
            MonaRule.Honest => plan.Outcomes([setUp.T], honest: true),
            MonaRule.Mona => plan.Outcomes(setUp.M, plan.TrueValues()),
            MonaRule.NoisyMona => plan.Outcomes(setUp.NoisyM, Noisy(plan.TrueValues(), setUp.Sigma, seed.For("overseer"))),
            MonaRule.OrdinaryDiscounted => plan.Outcomes([setUp.T], gamma: cell.Parameter, tie: DropboxPlan.DiscountedTie),
            MonaRule.OrdinaryLearnt => [Learnt(setUp, process, plan, cell.Parameter, setUp.QGamma, null, seed.For("ordinary"), cancellationToken)],
            _ => [Learnt(setUp, process, plan, cell.Parameter, 0, plan.TrueValues()[0], seed.For("approved"), cancellationToken)],
        });
    }

    // The overseer errs about each state by the same amount at all times; what it holds to be worth nothing it knows.
    private static double[][] Noisy(double[][] values, double sigma, Seed seed) =>
        [.. values.Select(layer => layer.Select((value, state) => Math.Abs(value) > MonaSetUp.NoApproval ? value + sigma * Gaussian.At(seed.Value, state) : value).ToArray())];

    private static DropboxOutcome Learnt(MonaSetUp setUp, DropboxProcess process, DropboxPlan plan, double epsilon, double gamma, double[]? approval, Seed seed, CancellationToken cancellationToken)
    {
        var table = new QTable(process.States, DropboxProcess.Actions);
        for (int episode = 0; episode < setUp.Episodes; episode++)
        {
            if (episode % 100 == 0) cancellationToken.ThrowIfCancellationRequested();
            Seed random = seed.For("episode", episode);
            int state = Drawn(process.Start, random.For("start").Draws().Uniform(0));
            for (int step = 0; step < setUp.T && state >= 0; step++)
            {
                PhiloxDraws draws = random.Draws(step);
                int action = table.EpsilonGreedy(state, epsilon, ref draws, 0), i = state * DropboxProcess.Actions + action, next = process.Next[i];
                double reward = setUp.Observed(process.Events[i]);
                if (approval is not null) reward += (next < 0 ? 0 : approval[next]) - approval[state];
                table.Learn(state, action, reward, next, setUp.Alpha, gamma);
                state = next;
            }
        }
        byte[] greedy = [.. Enumerable.Range(0, process.States).Select(state => Best(table[state]))];
        return plan.Outcome([.. Enumerable.Repeat(greedy, setUp.T)]);
    }

    private static int Drawn(double[] chances, double left)
    {
        int state = 0;
        while (state < chances.Length - 1 && (left -= chances[state]) >= 0) state++;
        return state;
    }

    private static byte Best(ReadOnlySpan<double> values)
    {
        double best = double.NegativeInfinity;
        byte actions = 0;
        for (int action = 0; action < values.Length; action++) best = Math.Max(best, values[action]);
        for (int action = 0; action < values.Length; action++) if (values[action] >= best - DropboxPlan.DiscountedTie) actions |= (byte)(1 << action);
        return actions;
    }
}
