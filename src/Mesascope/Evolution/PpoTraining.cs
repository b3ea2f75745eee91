using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Training a recipe by PPO, one update at a time; the outcome is judged as a champion of evolution is.</summary>
/// <param name="recipe">What to train.</param>
/// <param name="seed">Every draw comes from here.</param>
/// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
internal sealed class PpoTraining(PpoRecipe recipe, Seed seed, int threads = 0) : ITrainer<Champion>
{
    private readonly ITrainer<float[]> _trainer = recipe.Ppo.Start(recipe.World, recipe.Network, seed.For("ppo"), threads);

    /// <inheritdoc/>
    public bool Finished => _trainer.Finished;

    /// <inheritdoc/>
    public TrainingProgress Step(CancellationToken cancellationToken = default) => _trainer.Step(cancellationToken);

    /// <inheritdoc/>
    public TrainerState Save() => _trainer.Save();

    /// <inheritdoc/>
    public void Load(TrainerState state) => _trainer.Load(state);

    /// <summary>The actor so far, judged on <see cref="Breeding.HeldOutEpisodes"/> new levels.</summary>
    public Champion Result()
    {
        float[] weights = _trainer.Result();
        return new Champion(weights, recipe.World.Accept(new Judge(new NetworkAgent(recipe.Name, recipe.Network, weights, recipe.Choice), seed.For("held out"))));
    }

    private sealed class Judge(NetworkAgent agent, Seed levels) : IWorldInstanceVisitor<Score>
    {
        public Score Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var episodes = new Episode[Breeding.HeldOutEpisodes];
            Parallel.For(0, episodes.Length, i => episodes[i] = Play.Once<TWorld, TState>(world, agent, levels.For("level", i)));
            return new Score(episodes.Average(episode => episode.Reward), episodes.Average(episode => episode.Performance), episodes.Sum(episode => (long)episode.Actions.Count));
        }
    }
}
