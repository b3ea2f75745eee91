using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>How breeding stands after a generation. It holds no clock: the time left is for the caller to work out.</summary>
/// <param name="Generation">Generations done, in [1, <paramref name="Generations"/>].</param>
/// <param name="Generations">Generations in all.</param>
/// <param name="Best">Mean reward per episode of the fittest individual of the generation.</param>
/// <param name="Mean">Mean over the population.</param>
/// <param name="Performance">Mean performance per episode of the fittest individual: recorded, never selected on.</param>
/// <param name="Steps">Agent-steps since this process began or took up the breeding.</param>
public sealed record BreedingProgress(int Generation, int Generations, double Best, double Mean, double Performance, long Steps);

/// <summary>What breeding ends with.</summary>
/// <param name="Weights">Shape [weights of the network].</param>
/// <param name="HeldOut">What it scores on levels that no generation met.</param>
public sealed record Champion(float[] Weights, Score HeldOut);

/// <summary>Breeding a recipe, one generation at a time; the world's types are hidden.</summary>
/// <remarks>
/// The champion is the candidate of the search with the highest mean reward over <see cref="HeldOutEpisodes"/> new levels; performance plays no part in the choice.
/// The same recipe and seed give the same champion for any number of threads and any vector width.
/// </remarks>
public abstract class Breeding : IBreeding
{
    /// <summary>On how many new levels the champion is chosen.</summary>
    public const int HeldOutEpisodes = 1024;

    private protected Breeding(NetworkRecipe recipe, Seed seed, int threads)
    {
        if (recipe.Generations < 1) throw new ArgumentException($"Breeding takes at least 1 generation; got {recipe.Generations}.", nameof(recipe));
        if (recipe.EpisodesPerIndividual < 1) throw new ArgumentException($"An individual is judged by at least 1 episode; got {recipe.EpisodesPerIndividual}.", nameof(recipe));
        if (recipe.Upbringing.Any(stage => stage.Generations < 1)) throw new ArgumentException("A stage of the upbringing takes at least 1 generation.", nameof(recipe));
        if (recipe.Upbringing.Any(stage => stage.World.Name != recipe.World.Name)) throw new ArgumentException($"A stage of the upbringing is in another world than {recipe.World.Name}.", nameof(recipe));
        (Recipe, Seed, Threads) = (recipe, seed, threads > 0 ? threads : Environment.ProcessorCount);
        Search = recipe.Search.Start(recipe.Network.InitialScale(), seed.For("search"));
    }

    /// <summary>What is bred.</summary>
    public NetworkRecipe Recipe { get; }

    /// <summary>The seed it is bred from.</summary>
    public Seed Seed { get; }

    /// <summary>Generations done.</summary>
    public int Generation => Search.Generation;

    /// <summary>True when every generation is done.</summary>
    public bool Finished => Generation >= Recipe.Generations;

    private protected int Threads { get; }

    private protected IEvolutionStrategy Search { get; }

    /// <summary>Breeding that stands before its first generation.</summary>
    /// <param name="recipe">What to breed.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
    public static Breeding Of(NetworkRecipe recipe, Seed seed, int threads = 0) => recipe.World.Accept(new Opener(recipe, seed, threads));

    /// <summary>One generation: everyone is asked for, judged and told.</summary>
    /// <param name="cancellationToken">Looked at before each individual; a generation that is given up leaves the search as it was.</param>
    public abstract BreedingProgress Step(CancellationToken cancellationToken = default);

    /// <summary>The best candidate so far, judged on new levels.</summary>
    public abstract Champion Champion();

    /// <summary>Breeds to the end.</summary>
    /// <param name="progress">Told after every generation.</param>
    /// <param name="cancellationToken">Looked at before every individual.</param>
    public Champion Finish(Action<BreedingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        while (!Finished)
        {
            BreedingProgress now = Step(cancellationToken);
            progress?.Invoke(now);
        }
        return Champion();
    }

    /// <summary>Everything needed to go on from here.</summary>
    public SearchState Save() => Search.Save();

    /// <summary>Goes on from a saved state of the same recipe and seed.</summary>
    /// <exception cref="ArgumentException">The state is not of this breeding.</exception>
    public void Load(SearchState state) => Search.Load(state);

    private sealed class Opener(NetworkRecipe recipe, Seed seed, int threads) : IWorldInstanceVisitor<Breeding>
    {
        public Breeding Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world, recipe, seed, threads);
    }

    private sealed class Typed<TWorld, TState>(TWorld world, NetworkRecipe recipe, Seed seed, int threads) : Breeding(recipe, seed, threads)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private long _steps;

        public override BreedingProgress Step(CancellationToken cancellationToken)
        {
            TWorld now = WorldOf(Generation);
            Level<TState>[] levels = Level<TState>.Draw(now, Seed.For("generation", Generation), Recipe.EpisodesPerIndividual);
            Score[] scores = Judge(now, Search.PopulationSize, Search.Ask, levels, cancellationToken);
            double[] rewards = [.. scores.Select(score => score.Reward)];
            int best = Array.IndexOf(rewards, rewards.Max());
            _steps += scores.Sum(score => score.Steps);
            Search.Tell(rewards);
            return new(Generation, Recipe.Generations, rewards[best], rewards.Average(), scores[best].Performance, _steps);
        }

        public override Champion Champion()
        {
            Level<TState>[] levels = Level<TState>.Draw(world, Seed.For("held out"), HeldOutEpisodes);
            Score[] scores = Judge(world, Search.Candidates, Search.Candidate, levels, CancellationToken.None);
            int best = 0;
            for (int i = 1; i < scores.Length; i++) if (scores[i].Reward > scores[best].Reward) best = i;
            var weights = new float[Recipe.Network.WeightCount];
            Search.Candidate(best, weights);
            return new(weights, scores[best]);
        }

        private delegate void Writer(int individual, Span<float> weights);

        private TWorld WorldOf(int generation)
        {
            foreach (UpbringingStage stage in Recipe.Upbringing)
            {
                if (generation < stage.Generations) return stage.World.Accept(new Unwrap());
                generation -= stage.Generations;
            }
            return world;
        }

        private Score[] Judge(TWorld rules, int individuals, Writer write, Level<TState>[] levels, CancellationToken cancellationToken)
        {
            var scores = new Score[individuals];
            Parallel.For(0, individuals, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken },
                () => (Rollout: new Rollout<TWorld, TState>(rules, Recipe.Network, Recipe.Exploration), Weights: new float[Recipe.Network.WeightCount]),
                (individual, _, own) =>
                {
                    write(individual, own.Weights);
                    scores[individual] = own.Rollout.Evaluate(own.Weights, levels);
                    return own;
                },
                _ => { });
            return scores;
        }

        private sealed class Unwrap : IWorldInstanceVisitor<TWorld>
        {
            public TWorld Visit<TOther, TOtherState>(TOther other)
                where TOther : unmanaged, IWorld<TOther, TOtherState>
                where TOtherState : unmanaged, IEquatable<TOtherState> => (TWorld)(object)other;
        }
    }
}
