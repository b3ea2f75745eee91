using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Generations on this processor.</summary>
/// <param name="Threads">Most threads at a time, at least 1. It does not change the result.</param>
internal sealed record CpuEvolution(int Threads) : IEvolutionDevice
{
    /// <inheritdoc/>
    public IGenerations<TWorld, TState> Start<TWorld, TState>(NetworkRecipe recipe, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Generations<TWorld, TState>(recipe, recipe.Search.Start(recipe.Network.InitialScale(), seed), Threads);

    /// <summary>Writes the weights of one individual.</summary>
    internal delegate void Writer(int individual, Span<float> weights);

    /// <summary>Plays every individual on the same levels.</summary>
    /// <returns>Shape [individuals].</returns>
    internal static Score[] Judge<TWorld, TState>(TWorld world, NetworkRecipe recipe, int individuals, Writer write, Seed levels, int episodes, int threads, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Level<TState>[] drawn = Level<TState>.Draw(world, levels, episodes);
        var scores = new Score[individuals];
        Parallel.For(0, individuals, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => (Rollout: new Rollout<TWorld, TState>(world, recipe.Network, recipe.Exploration), Weights: new float[recipe.Network.WeightCount]),
            (individual, _, own) =>
            {
                write(individual, own.Weights);
                scores[individual] = own.Rollout.Evaluate(own.Weights, drawn);
                return own;
            },
            _ => { });
        return scores;
    }

    private sealed class Generations<TWorld, TState>(NetworkRecipe recipe, IEvolutionStrategy search, int threads) : IGenerations<TWorld, TState>
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public int Generation => search.Generation;

        public Score[] Step(TWorld world, Seed levels, int episodes, CancellationToken cancellationToken)
        {
            Score[] scores = Judge<TWorld, TState>(world, recipe, search.PopulationSize, search.Ask, levels, episodes, threads, cancellationToken);
            search.Tell([.. scores.Select(score => score.Reward)]);
            return scores;
        }

        public TrainerState Save() => search.Save();

        public void Load(TrainerState state) => search.Load(state);

        public void Dispose()
        {
        }
    }
}
