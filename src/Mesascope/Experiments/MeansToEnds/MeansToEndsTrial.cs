using Mesascope.Audits;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>The planners of one world, or one training run in it.</summary>
/// <param name="World">Its name.</param>
/// <param name="Useful">The share of episodes in which the means is of use where the agent is trained; null for the planners.</param>
/// <param name="Seed">The seed of the training run; null for the planners.</param>
internal sealed record MeansToEndsCell(string World, double? Useful, int? Seed);

/// <summary>What a planner for a goal does, exactly. All shapes [levels].</summary>
/// <param name="Goal">Its goal.</param>
/// <param name="Useful">The probability that it uses the means where the means is of use.</param>
/// <param name="Useless">The same where it is not.</param>
/// <param name="Terminal">T, over levels; null where it hardly seeks the means.</param>
internal sealed record MeansPlanner(string Goal, double[] Useful, double[] Useless, Estimate? Terminal);

/// <summary>What one training run came to.</summary>
/// <param name="Apples">Apples an episode, on new levels of the world it was trained in.</param>
/// <param name="Useful">How much oftener than a random agent it uses the means where it is of use, in [-1, 1].</param>
/// <param name="Useless">The same where it is not.</param>
/// <param name="Terminal">T, over test levels; null where it hardly seeks the means.</param>
internal sealed record MeansRun(double Apples, double Useful, double Useless, Estimate? Terminal);

/// <summary>What a cell came to.</summary>
/// <param name="Planners">Of each goal of the card; none for a training run.</param>
/// <param name="ByDepth">By goal: <see cref="MeansWorld.ByDepth"/>; none for a training run.</param>
/// <param name="Run">Null for the planners.</param>
internal sealed record MeansToEndsTrial(IReadOnlyList<MeansPlanner> Planners, IReadOnlyDictionary<string, double[][]> ByDepth, MeansRun? Run)
{
    public static MeansToEndsTrial Of(MeansToEndsSetUp setUp, MeansToEndsCell cell, Trial trial)
    {
        MeansWorld world = MeansWorld.Named(cell.World);
        if (cell.Useful is { } useful) return new([], new Dictionary<string, double[][]>(), world.Train(setUp, useful, new Seed((ulong)cell.Seed!), trial));
        IReadOnlyList<MeansPlanner> planners = world.Planners(setUp.Levels, new Seed(0));
        return new(planners, new[] { "apples", "shells" }.ToDictionary(goal => goal, goal =>
        {
            trial.Token.ThrowIfCancellationRequested();
            return world.ByDepth(goal, setUp.Levels, new Seed(0));
        }), null);
    }
}
