using System.Text;
using System.Text.Json;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Runs;

/// <summary>Grows an organism into a folder, so that a kill at any moment loses a few generations at most and changes nothing in what comes out.</summary>
/// <remarks>
/// <c>growth.jsonl</c> has one line per generation; <c>checkpoint.safetensors</c> is where it goes on from; <c>weights.safetensors</c> and, last of all, <c>organism.json</c> are the outcome.
/// </remarks>
public static class Growth
{
    /// <summary>Generations between checkpoints.</summary>
    public const int CheckpointEvery = 10;

    /// <summary>Grows what the recipe says, or finishes what was begun.</summary>
    /// <param name="recipe">What to grow.</param>
    /// <param name="seed">Every draw comes from here; for a planner it is only recorded.</param>
    /// <param name="folder">Created where it is not there.</param>
    /// <param name="resume">Goes on with what the folder holds of the same recipe and seed; a finished organism is read and returned.</param>
    /// <param name="progress">Told after every generation.</param>
    /// <param name="threads">Most threads at a time; 0 takes one per processor. It does not change the result.</param>
    /// <param name="device">Where generations run instead of on this processor, such as a graphics card; null for here.</param>
    /// <param name="cancellationToken">Looked at before every generation; what was done is saved.</param>
    /// <exception cref="ArgumentException">The folder holds something else; nothing in it was touched.</exception>
    /// <exception cref="PrerequisiteException">The folder cannot be written, or what was begun there is damaged.</exception>
    public static Organism Run(Recipe recipe, Seed seed, string folder, bool resume = false, Action<TrainingProgress>? progress = null, int threads = 0,
        IEvolutionDevice? device = null, CancellationToken cancellationToken = default)
    {
        string digest = RecipeDigest.Of(recipe, seed);
        if (recipe is PlannerRecipe planner && !recipe.World.HasGoal(planner.Goal, out string known))
            throw new ArgumentException($"{recipe.World.Name} has no goal \"{planner.Goal}\"; it has: {known}.", nameof(recipe));
        ITrainer<Champion>? trainer = (recipe as TrainedRecipe)?.Start(seed, device, threads);
        using var held = trainer as IDisposable;
        if (GrowthFolder.Open(folder, resume, digest) is { } finished) return finished;
        Champion? champion = trainer is null ? null : Train(trainer, folder, digest, progress, cancellationToken);
        Organism organism = Finished(recipe, seed, digest, champion);
        organism.Save(folder);
        GrowthFolder.Tidy(folder);
        return organism;
    }

    /// <summary>The organism that a training run came to.</summary>
    internal static Organism Of(TrainedRecipe recipe, Seed seed, Champion champion) => Finished(recipe, seed, RecipeDigest.Of(recipe, seed), champion);

    // Whatever the trainer: goes on from its checkpoint, logs every step and leaves a checkpoint now and then.
    private static TResult Train<TResult>(ITrainer<TResult> trainer, string folder, string digest, Action<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        TrainerState? begun = GrowthFolder.Checkpoint(folder, digest);
        if (begun is not null) Load(trainer, begun, folder);
        using Journal<int, GrowthLine> log = GrowthFolder.Log(folder, begun?.Step ?? 0);
        while (!trainer.Finished)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save(trainer, log, folder, digest);
                cancellationToken.ThrowIfCancellationRequested();
            }
            TrainingProgress now = trainer.Step(cancellationToken);
            // What came after the checkpoint comes again, to the bit.
            if (log.Find(now.Done) is null) log.Append(new GrowthLine(now.Done, now.Best, now.Mean, now.Performance));
            if (now.Done % CheckpointEvery == 0) Save(trainer, log, folder, digest);
            progress?.Invoke(now);
        }
        log.FlushToDisk();
        return trainer.Result();
    }

    // The log first: a checkpoint never knows of a generation that the log does not.
    private static void Save<TResult>(ITrainer<TResult> trainer, Journal<int, GrowthLine> log, string folder, string digest)
    {
        log.FlushToDisk();
        GrowthFolder.Write(folder, digest, trainer.Save());
    }

    private static void Load<TResult>(ITrainer<TResult> trainer, TrainerState state, string folder)
    {
        try
        {
            trainer.Load(state);
        }
        catch (ArgumentException e)
        {
            throw new PrerequisiteException($"{Path.Combine(folder, GrowthFolder.CheckpointFile)} does not fit the recipe: {e.Message.Split(" (Parameter")[0]}", e);
        }
    }

    private static Organism Finished(Recipe recipe, Seed seed, string digest, Champion? champion)
    {
        var trained = recipe as TrainedRecipe;
        OrganismBody body = trained is null ? new PlannerBody(((PlannerRecipe)recipe).Goal) : new NetworkBody(trained.Network, champion!.Weights, trained.Choice);
        OrganismCard card = body.On(new OrganismCard
        {
            Format = OrganismCard.CurrentFormat,
            Kind = body.Kind,
            Name = recipe.OrganismName,
            Summary = recipe.Summary,
            Setting = recipe.World.Name,
            WorldSettings = recipe.World.Settings,
            Varied = trained?.VariedInAll ?? [],
            BaseObjective = recipe.BaseObjective,
            TrueGoal = recipe.TrueGoal,
            OuterOptimizer = trained?.Optimizer,
            Lineage = [.. Curriculum(recipe, seed, digest), Last(recipe, seed, digest, champion)],
        });
        return new Organism { Card = card, World = recipe.World, Body = body };
    }

    private static IEnumerable<LineageStage> Curriculum(Recipe recipe, Seed seed, string digest) => recipe is NetworkRecipe network
        ? network.Curriculum.Select(stage => new LineageStage(recipe.Name, digest, seed.Value, stage.Generations, network.EpisodesPerIndividual, null, null, stage.World.Settings))
        : [];

    private static LineageStage Last(Recipe recipe, Seed seed, string digest, Champion? champion) => recipe is TrainedRecipe trained
        ? new(recipe.Name, digest, seed.Value, trained.LastSteps, (trained as NetworkRecipe)?.EpisodesPerIndividual ?? 0, champion!.HeldOut.Reward, champion.HeldOut.Performance)
        : new(recipe.Name, digest, seed.Value, 0, 0, null, null);
}

/// <summary>What tells one growth from another.</summary>
public static class RecipeDigest
{
    /// <summary>SHA-256 over everything that the outcome depends on, in hexadecimal digits.</summary>
    public static string Of(Recipe recipe, Seed seed) => Organism.Sha256([.. JsonSerializer.SerializeToUtf8Bytes(new
    {
        recipe.Name,
        World = recipe.World.Name,
        recipe.World.Settings,
        Seed = seed.Value,
        Goal = (recipe as PlannerRecipe)?.Goal,
        Network = recipe is NetworkRecipe network ? new { network.HiddenWidths, network.Search, network.Generations, network.EpisodesPerIndividual, network.Exploration, Upbringing = network.Curriculum.Select(stage => new { stage.World.Settings, stage.Generations }) } : null,
    }), .. Encoding.UTF8.GetBytes(Newer(recipe))]);

    // Nothing for feed-forward networks that were evolved: they are older than the words.
    private static string Newer(Recipe recipe) => (recipe is TrainedRecipe { Cell: not Cell.FeedForward and var cell } ? cell.ToString() : "")
        + (recipe is PpoRecipe ppo ? JsonSerializer.Serialize(new { ppo.HiddenWidths, ppo.Ppo }) : "");
}
