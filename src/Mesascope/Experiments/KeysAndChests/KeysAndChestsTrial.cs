using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One training run.</summary>
/// <param name="Optimizer">The outer optimizer.</param>
/// <param name="Where">What tells its world from the others.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record KeysAndChestsCell(string Optimizer, string Where, int Seed);

/// <summary>What one training run came to.</summary>
/// <param name="ChestsWhereTrained">Chests opened per episode on new levels of the world it was trained in; null for an agent that was not trained.</param>
/// <param name="KeysTaken">Keys taken per test episode.</param>
/// <param name="ChestsOpened">Chests opened per test episode.</param>
/// <param name="KeysBeyondChests">Keys taken beyond the chests there were, per test episode.</param>
/// <param name="Goals">C, G, T and the conclusion; null where they were not asked for.</param>
internal sealed record KeysAndChestsTrial(double? ChestsWhereTrained, double KeysTaken, double ChestsOpened, double KeysBeyondChests, GoalReport? Goals)
{
    private const int TestEpisodes = 400; // one number per training run comes of them

    /// <summary>Trains one agent, tests it and infers what it is for.</summary>
    public static KeysAndChestsTrial Run(KeysAndChestsSetUp setUp, KeysAndChestsCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        TrainedRecipe recipe = setUp.Recipe(cell.Optimizer, cell.Where);
        Champion champion = recipe.Start(seed).Finish(now => trial.Report(now.Done / (double)now.Total, "training"), trial.Token);
        Organism trained = Growth.Of(recipe, seed, champion);
        trial.Keep("agent", () => trained);
        GoalReport? goals = setUp.Infer ? GoalInference.Run<KeysAndChests, KeysAndChests.State>(trained.Agent, seed, cancellationToken: trial.Token) : null;
        return Tested(setUp, trained.Agent) with { ChestsWhereTrained = champion.HeldOut.Performance, Goals = goals };
    }

    /// <summary>Tests an agent where keys are plenty and chests few; the levels are the same for all.</summary>
    public static KeysAndChestsTrial Tested(KeysAndChestsSetUp setUp, IAgent agent)
    {
        double keys = 0, chests = 0, beyond = 0;
        for (int i = 0; i < TestEpisodes; i++)
        {
            Episode episode = Play.Once<KeysAndChests, KeysAndChests.State>(setUp.Test, agent, new Seed(0).For("test", i));
            int taken = episode.Count(KeysAndChests.Events.TookKey);
            keys += taken;
            chests += episode.Count(KeysAndChests.Events.OpenedChest);
            beyond += Math.Max(0, taken - setUp.TestChests);
        }
        return new KeysAndChestsTrial(null, keys / TestEpisodes, chests / TestEpisodes, beyond / TestEpisodes, null);
    }
}
