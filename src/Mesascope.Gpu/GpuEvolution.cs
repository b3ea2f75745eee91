using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary>Generations on a GPU, for recipes of <see cref="OpenAiEs"/>. States and champions are those of the CPU.</summary>
/// <param name="Device">The GPU.</param>
public sealed record GpuEvolution(GpuDevice Device) : IEvolutionDevice
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The recipe has another search, or a network that does not fit the GPU.</exception>
    public IGenerations<TWorld, TState> Start<TWorld, TState>(NetworkRecipe recipe, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => recipe.Search is OpenAiEsSettings settings
            ? new GpuOpenAiEs<TWorld, TState>(Device, recipe.Network, settings, seed, recipe.Exploration)
            : throw new ArgumentException($"{recipe.Name} is evolved by {recipe.Search.Method}, which runs on the CPU only; use --device cpu.", nameof(recipe));
}
