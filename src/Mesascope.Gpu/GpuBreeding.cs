using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Gpu;

/// <summary><see cref="Breeding"/> with its generations on a graphics card, for recipes of <see cref="OpenAiEs"/>. States and champions are those of the CPU's breeding.</summary>
public abstract class GpuBreeding : IBreeding, IDisposable
{
    private protected GpuBreeding(NetworkRecipe recipe, Seed seed) => (Recipe, Seed, OnCpu) = (recipe, seed, Breeding.Of(recipe, seed));

    /// <summary>What is bred.</summary>
    public NetworkRecipe Recipe { get; }

    /// <summary>The seed it is bred from.</summary>
    public Seed Seed { get; }

    /// <summary>Generations done.</summary>
    public abstract int Generation { get; }

    /// <summary>True when every generation is done.</summary>
    public bool Finished => Generation >= Recipe.Generations;

    // Checks the recipe, and chooses the champion.
    private protected Breeding OnCpu { get; }

    /// <summary>Breeding that stands before its first generation.</summary>
    /// <param name="recipe">What to breed; its search is OpenAI-ES, its network has one hidden layer.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="device">Where generations run.</param>
    /// <exception cref="ArgumentException">The recipe has another search, or a network that does not fit the card.</exception>
    public static GpuBreeding Of(NetworkRecipe recipe, Seed seed, GpuDevice device) => recipe.Search is OpenAiEsSettings settings
        ? recipe.World.Accept(new Opener(recipe, settings, seed, device))
        : throw new ArgumentException($"{recipe.Name} is bred by {recipe.Search.Method}, which runs on the CPU only; use --device cpu.", nameof(recipe));

    /// <summary>One generation.</summary>
    public abstract BreedingProgress Step(CancellationToken cancellationToken = default);

    /// <summary>Everything needed to go on from here, on either device.</summary>
    public abstract SearchState Save();

    /// <summary>Goes on from a saved state of the same recipe and seed, of either device.</summary>
    public abstract void Load(SearchState state);

    /// <summary>The best candidate so far, judged on new levels on the CPU.</summary>
    public Champion Champion()
    {
        OnCpu.Load(Save());
        return OnCpu.Champion();
    }

    /// <summary>Breeds to the end.</summary>
    /// <param name="progress">Told after every generation.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public Champion Finish(Action<BreedingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        while (!Finished)
        {
            BreedingProgress now = Step(cancellationToken);
            progress?.Invoke(now);
        }
        return Champion();
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Opener(NetworkRecipe recipe, OpenAiEsSettings settings, Seed seed, GpuDevice device) : IWorldInstanceVisitor<GpuBreeding>
    {
        public GpuBreeding Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world, recipe, settings, seed, device);
    }

    private sealed class Typed<TWorld, TState>(TWorld world, NetworkRecipe recipe, OpenAiEsSettings settings, Seed seed, GpuDevice device) : GpuBreeding(recipe, seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly GpuOpenAiEs<TWorld, TState> _search = new(device, recipe.Network, settings, seed.For("search"), recipe.Exploration);
        private long _steps;

        public override int Generation => _search.Generation;

        public override BreedingProgress Step(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Score[] scores = _search.Step(WorldOf(Generation), Seed.For("generation", Generation), Recipe.EpisodesPerIndividual);
            int best = 0;
            for (int i = 1; i < scores.Length; i++) if (scores[i].Reward > scores[best].Reward) best = i;
            _steps += scores.Sum(score => score.Steps);
            return new(Generation, Recipe.Generations, scores[best].Reward, scores.Average(score => score.Reward), scores[best].Performance, _steps);
        }

        public override SearchState Save() => _search.Save();

        public override void Load(SearchState state) => _search.Load(state);

        public override void Dispose() => _search.Dispose();

        private TWorld WorldOf(int generation)
        {
            foreach (UpbringingStage stage in Recipe.Upbringing)
            {
                if (generation < stage.Generations) return stage.World.Accept(new Unwrap());
                generation -= stage.Generations;
            }
            return world;
        }

        private sealed class Unwrap : IWorldInstanceVisitor<TWorld>
        {
            public TWorld Visit<TOther, TOtherState>(TOther other)
                where TOther : unmanaged, IWorld<TOther, TOtherState>
                where TOtherState : unmanaged, IEquatable<TOtherState> => (TWorld)(object)other;
        }
    }
}
