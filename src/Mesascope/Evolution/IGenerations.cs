using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>Where generations run: on this processor (<see cref="CpuEvolution"/>) or on a graphics card.</summary>
public interface IEvolutionDevice
{
    /// <summary>A search that stands before its first generation.</summary>
    /// <param name="recipe">What is evolved.</param>
    /// <param name="seed">Every draw of the search comes from here.</param>
    /// <exception cref="ArgumentException">The recipe cannot be evolved there.</exception>
    IGenerations<TWorld, TState> Start<TWorld, TState>(NetworkRecipe recipe, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>;
}

/// <summary>A search whose individuals are made, judged and told of in one place. States are interchangeable between places.</summary>
public interface IGenerations<TWorld, TState> : IDisposable
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Generations done.</summary>
    int Generation { get; }

    /// <summary>One generation: everyone is made, judged on the same levels and told.</summary>
    /// <param name="world">The rules.</param>
    /// <param name="levels">The seed of the levels, as in <see cref="Level{TState}.Draw"/>.</param>
    /// <param name="episodes">Levels per individual, at least 1.</param>
    /// <param name="cancellationToken">A generation that is given up leaves the search as it was.</param>
    /// <returns>Shape [population].</returns>
    Score[] Step(TWorld world, Seed levels, int episodes, CancellationToken cancellationToken = default);

    /// <summary>Everything needed to go on from here.</summary>
    TrainerState Save();

    /// <summary>Goes on from a saved state of a search with the same settings and seed.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    void Load(TrainerState state);
}
