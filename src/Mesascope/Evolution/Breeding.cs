using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>What evolution ends with.</summary>
/// <param name="Weights">Shape [weights of the network].</param>
/// <param name="HeldOut">What it scores on levels that no generation met.</param>
public sealed record Champion(float[] Weights, Score HeldOut);

/// <summary>Evolving a recipe, one generation at a time, wherever generations run; the world's types are hidden.</summary>
/// <remarks>
/// The champion is the candidate of the search with the highest mean reward over <see cref="HeldOutEpisodes"/> new levels, judged on this processor; performance plays no part in the choice.
/// The same recipe and seed give the same champion for any number of threads and any vector width.
/// </remarks>
public abstract class Breeding : ITrainer<Champion>, IDisposable
{
    /// <summary>On how many new levels the champion is chosen.</summary>
    public const int HeldOutEpisodes = 1024;

    private Breeding(NetworkRecipe recipe, Seed seed)
    {
        if (recipe.Generations < 1) throw new ArgumentException($"Evolution takes at least 1 generation; got {recipe.Generations}.", nameof(recipe));
        if (recipe.EpisodesPerIndividual < 1) throw new ArgumentException($"An individual is judged by at least 1 episode; got {recipe.EpisodesPerIndividual}.", nameof(recipe));
        if (recipe.Curriculum.Any(stage => stage.Generations < 1)) throw new ArgumentException("A stage of the upbringing takes at least 1 generation.", nameof(recipe));
        if (recipe.Curriculum.Any(stage => stage.World.Name != recipe.World.Name)) throw new ArgumentException($"A stage of the upbringing is in another world than {recipe.World.Name}.", nameof(recipe));
        (Recipe, Seed) = (recipe, seed);
    }

    /// <summary>What is evolved.</summary>
    public NetworkRecipe Recipe { get; }

    /// <summary>The seed it is evolved from.</summary>
    public Seed Seed { get; }

    /// <summary>Generations done.</summary>
    public abstract int Generation { get; }

    /// <summary>True when every generation is done.</summary>
    public bool Finished => Generation >= Recipe.Generations;

    /// <summary>Evolution that stands before its first generation, on this processor.</summary>
    /// <param name="recipe">What to evolve.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
    public static Breeding Of(NetworkRecipe recipe, Seed seed, int threads = 0) => Of(recipe, seed, null, threads);

    /// <summary>Evolution that stands before its first generation.</summary>
    /// <param name="recipe">What to evolve.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="device">Where generations run; null for this processor.</param>
    /// <param name="threads">Most threads of this processor at a time; 0 takes one for each. It does not change the result.</param>
    /// <exception cref="ArgumentException">The recipe cannot be evolved there.</exception>
    public static Breeding Of(NetworkRecipe recipe, Seed seed, IEvolutionDevice? device, int threads = 0)
    {
        int most = threads > 0 ? threads : Environment.ProcessorCount;
        return recipe.World.Accept(new Opener(recipe, seed, device ?? new CpuEvolution(most), most));
    }

    /// <summary>One generation.</summary>
    /// <param name="cancellationToken">Looked at before each individual; a generation that is given up leaves the search as it was.</param>
    public abstract TrainingProgress Step(CancellationToken cancellationToken = default);

    /// <summary>Everything needed to go on from here, wherever generations run.</summary>
    public abstract TrainerState Save();

    /// <summary>Goes on from a saved state of the same recipe and seed.</summary>
    /// <exception cref="ArgumentException">The state is not of this recipe.</exception>
    public abstract void Load(TrainerState state);

    /// <summary>The best candidate so far, judged on new levels.</summary>
    public abstract Champion Result();

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Opener(NetworkRecipe recipe, Seed seed, IEvolutionDevice device, int threads) : IWorldInstanceVisitor<Breeding>
    {
        public Breeding Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world, recipe, seed, device, threads);
    }

    private sealed class Typed<TWorld, TState> : Breeding
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private readonly TWorld _world;
        private readonly IGenerations<TWorld, TState> _generations;
        private readonly int _threads;
        private long _steps;

        public Typed(TWorld world, NetworkRecipe recipe, Seed seed, IEvolutionDevice device, int threads) : base(recipe, seed) =>
            (_world, _threads, _generations) = (world, threads, device.Start<TWorld, TState>(recipe, seed.For("search")));

        public override int Generation => _generations.Generation;

        public override TrainingProgress Step(CancellationToken cancellationToken)
        {
            Score[] scores = _generations.Step(WorldOf(Generation), Seed.For("generation", Generation), Recipe.EpisodesPerIndividual, cancellationToken);
            int best = Best(scores);
            _steps += scores.Sum(score => score.Steps);
            double[] rewards = [.. scores.Select(score => score.Reward)];
            return new(Generation, Recipe.Generations, rewards[best], rewards.Average(), scores[best].Performance, _steps);
        }

        public override TrainerState Save() => _generations.Save();

        public override void Load(TrainerState state) => _generations.Load(state);

        public override Champion Result()
        {
            IEvolutionStrategy search = Recipe.Search.Start(Recipe.Network.InitialScale(), Seed.For("search"));
            search.Load(Save());
            Score[] scores = CpuEvolution.Judge<TWorld, TState>(_world, Recipe, search.Candidates, search.Candidate, Seed.For("held out"), HeldOutEpisodes, _threads, CancellationToken.None);
            int best = Best(scores);
            var weights = new float[Recipe.Network.WeightCount];
            search.Candidate(best, weights);
            return new Champion(weights, scores[best]);
        }

        public override void Dispose() => _generations.Dispose();

        // Of equals the first.
        private static int Best(Score[] scores)
        {
            int best = 0;
            for (int i = 1; i < scores.Length; i++) if (scores[i].Reward > scores[best].Reward) best = i;
            return best;
        }

        private TWorld WorldOf(int generation)
        {
            foreach (CurriculumStage stage in Recipe.Curriculum)
            {
                if (generation < stage.Generations) return stage.World.Accept(new Unwrap());
                generation -= stage.Generations;
            }
            return _world;
        }

        private sealed class Unwrap : IWorldInstanceVisitor<TWorld>
        {
            public TWorld Visit<TOther, TOtherState>(TOther other)
                where TOther : unmanaged, IWorld<TOther, TOtherState>
                where TOtherState : unmanaged, IEquatable<TOtherState> => (TWorld)(object)other;
        }
    }
}
