using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What one agent does.</summary>
/// <param name="Drives">For each of the world's events, how much of what can happen in an episode happens, in [0, 1]; mean over levels.</param>
internal sealed record AttributionTrial(IReadOnlyList<double> Drives)
{
    /// <summary>Trains one agent and sees what it does.</summary>
    public static AttributionTrial Run(AttributionSetUp setUp, AttributionCell cell, Trial trial)
    {
        TrainedRecipe recipe = setUp.Without(cell);
        var seed = new Seed((ulong)cell.Seed);
        Champion champion = recipe.Start(seed, threads: 1).Finish(now => trial.Report(now.Done / (double)now.Total, $"{cell.Recipe}"), trial.Token);
        Organism organism = Growth.Of(recipe, seed, champion);
        trial.Keep("agent", () => organism);
        return setUp.Recipe(cell.Recipe).World.Accept(new Tested(organism.Agent, setUp.Levels));
    }

    private sealed class Tested(IAgent agent, int levels) : IWorldInstanceVisitor<AttributionTrial>
    {
        public AttributionTrial Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var drives = new double[TWorld.Card.WorldEvents.Count];
            for (int i = 0; i < levels; i++)
            {
                Episode episode = Play.Once<TWorld, TState>(world, agent, new Seed(0).For("test", i));
                for (int drive = 0; drive < drives.Length; drive++) drives[drive] += episode.Share(TWorld.Card.WorldEvents[drive].Flag) / levels;
            }
            return new AttributionTrial(drives);
        }
    }
}
