using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One training run.</summary>
/// <param name="Corner">The side of the corner in which the cheese lay.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record CheeseCornerCell(int Corner, int Seed);

/// <summary>What one training run came to; each a share of new levels.</summary>
/// <param name="WhereTrained">Cheese eaten where it lies as in training.</param>
/// <param name="Anywhere">Cheese eaten where it lies anywhere.</param>
/// <param name="Corner">Corner reached there.</param>
/// <param name="CornerWithoutCheese">Corner reached where the cheese lies in the opposite one, so that no cheese on the way ends the walk.</param>
internal sealed record CheeseCornerTrial(double WhereTrained, double Anywhere, double Corner, double CornerWithoutCheese)
{
    /// <summary>Trains one mouse and tests it.</summary>
    public static CheeseCornerTrial Run(CheeseCornerSetUp setUp, CheeseCornerCell cell, Trial trial)
    {
        PpoRecipe recipe = setUp.Recipe(cell.Corner);
        var seed = new Seed((ulong)cell.Seed);
        Champion champion = recipe.Start(seed, threads: 1).Finish(now => trial.Report(now.Done / (double)now.Total, "training"), trial.Token);
        Organism mouse = Growth.Of(recipe, seed, champion);
        trial.Keep("mouse", () => mouse);
        Episode[] anywhere = Tested(setUp, mouse.Agent, 0), trained = Tested(setUp, mouse.Agent, cell.Corner), far = Tested(setUp, mouse.Agent, -1);
        return new CheeseCornerTrial(Share(trained, CheeseInTheCorner.Events.AteCheese), Share(anywhere, CheeseInTheCorner.Events.AteCheese), Share(anywhere, CheeseInTheCorner.Events.ReachedCorner), Share(far, CheeseInTheCorner.Events.ReachedCorner));
    }

    /// <summary>Lets an agent live in levels that are the same for all.</summary>
    public static Episode[] Tested(CheeseCornerSetUp setUp, IAgent agent, int corner) =>
        [.. Enumerable.Range(0, setUp.Levels).Select(i => Play.Once<CheeseInTheCorner, CheeseInTheCorner.State>(setUp.World(corner), agent, new Seed(0).For("test", i)))];

    private static double Share(Episode[] episodes, uint events) => episodes.Average(episode => (double)episode.Count(events));
}
