using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One training run.</summary>
/// <param name="Seed">Its seed.</param>
internal sealed record BanditLearnerCell(int Seed);

/// <summary>How an agent fared under one condition.</summary>
/// <param name="Regret">How much less a pull was expected to pay than the arm that was then better, summed over a life; mean over lives.</param>
/// <param name="Late">The share of the last fifth of the pulls that went to the arm that was then better; mean over lives.</param>
/// <param name="LateToFirst">The same over lives in which that is the first arm.</param>
/// <param name="LateToSecond">The same over lives in which that is the second arm.</param>
internal sealed record BanditResult(double Regret, double Late, double LateToFirst, double LateToSecond);

/// <summary>What one training run came to.</summary>
/// <param name="Results">Under each condition, in their order.</param>
/// <param name="Curve">Pay per life in each tenth of training.</param>
internal sealed record BanditLearnerTrial(IReadOnlyList<BanditResult> Results, IReadOnlyList<double> Curve)
{
    private const int Parts = 10;

    /// <summary>Trains one agent and puts it to every condition; its weights stay as they are.</summary>
    public static BanditLearnerTrial Run(BanditLearnerSetUp setUp, BanditLearnerCell cell, Trial trial)
    {
        PpoRecipe recipe = setUp.Recipe;
        var seed = new Seed((ulong)cell.Seed);
        var (curve, updates) = (new double[Parts], new int[Parts]);
        ITrainer<Champion> training = recipe.Start(seed, threads: 1);
        Champion champion = training.Finish(now =>
        {
            int part = (now.Done - 1) * Parts / now.Total;
            (curve[part], updates[part]) = (curve[part] + now.Mean, updates[part] + 1);
            trial.Report(now.Done / (double)now.Total, "training");
        }, trial.Token);
        Organism learner = Growth.Of(recipe, seed, champion);
        trial.Keep("learner", () => learner);
        return new BanditLearnerTrial([.. setUp.Conditions.Select(condition => Put(setUp, learner.Agent, condition, trial.Token))], [.. curve.Zip(updates, (sum, count) => count == 0 ? double.NaN : sum / count).Where(double.IsFinite)]);
    }

    /// <summary>Puts an agent to one condition.</summary>
    public static BanditResult Put(BanditLearnerSetUp setUp, IAgent agent, BanditCondition condition, CancellationToken cancellationToken = default)
    {
        BernoulliBandit world = condition.World;
        IAgent asked = condition.Forgets ? new Forgetful<BernoulliBandit.State>(agent, _ => true) : agent;
        var (regret, late, better) = (new double[setUp.Lives], new double[setUp.Lives], new int[setUp.Lives]);
        int from = world.Horizon - Math.Max(1, world.Horizon / 5);
        for (int life = 0; life < setUp.Lives; life++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Seed randomness = new Seed(0).For("life", life);
            BernoulliBandit.State state = Play.Start<BernoulliBandit, BernoulliBandit.State>(world, randomness);
            IReadOnlyList<byte> actions = Play.Once<BernoulliBandit, BernoulliBandit.State>(world, asked, randomness).Actions;
            for (int pull = 0; pull < actions.Count; pull++)
            {
                BernoulliBandit.State now = state with { Time = pull };
                better[life] = world.Pays(now, 0) >= world.Pays(now, 1) ? 0 : 1;
                regret[life] += world.Pays(now, better[life]) - world.Pays(now, actions[pull]);
                if (pull >= from) late[life] += (actions[pull] == better[life] ? 1.0 : 0) / (actions.Count - from);
            }
        }
        double Late(int arm) => Enumerable.Range(0, setUp.Lives).Where(life => better[life] == arm).Select(life => late[life]).DefaultIfEmpty(0).Average();
        return new BanditResult(regret.Average(), late.Average(), Late(0), Late(1));
    }
}
