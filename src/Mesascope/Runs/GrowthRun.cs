using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;

namespace Mesascope.Runs;

/// <summary>What a growth is asked.</summary>
public sealed record GrowthQuestion : Question, IQuestion<GrowthQuestion>
{
    /// <inheritdoc/>
    public static string Kind => "grow";

    /// <inheritdoc/>
    protected override string Command => Kind;

    /// <summary>The recipe's name.</summary>
    [Argument]
    public required string Recipe { get; init; }

    /// <summary>The seed; null for a planner, which is made and not trained.</summary>
    [Option("--seed")]
    public required ulong? Seed { get; init; }

    /// <summary>Generations; null for the recipe's own number.</summary>
    [Option("--generations")]
    public int? Generations { get; init; }

    /// <summary>Where generations run: <c>cpu</c>, <c>cuda</c> or <c>auto</c>.</summary>
    [Option("--device"), NotAsked]
    public string Device { get; init; } = "cpu";

    /// <summary>Everything that the outcome depends on, as organisms record it.</summary>
    [DisplayName("recipe of that name")]
    public required string RecipeDigest { get; init; }

    /// <inheritdoc/>
    public static GrowthQuestion OfFormat1(JsonObject manifest) => throw new JsonException("version 0.1.0 wrote no manifest for a growth");
}

/// <summary>A growth as a run: the manifest, the log and the checkpoints of the trainer, and the organism, which is its artifact and lies in the run's folder.</summary>
public static class GrowthRun
{
    /// <summary>Grows what the recipe says, or finishes what was begun.</summary>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="recipe">The recipe that the question names.</param>
    /// <param name="folder">The folder of this one run, and then of the organism.</param>
    /// <param name="resume">Finish the growth that is there; begin where there is none; a finished organism is read again.</param>
    /// <param name="device">Where generations run; null for this processor.</param>
    /// <param name="watcher">Told every event.</param>
    /// <param name="cancellationToken">Looked at before every generation; what was done is saved.</param>
    public static Organism Make(Manifest<GrowthQuestion> manifest, Recipe recipe, string folder, bool resume, IEvolutionDevice? device = null, IProgress<RunEvent>? watcher = null, CancellationToken cancellationToken = default)
    {
        var seed = new Seed(manifest.Question.Seed ?? 1);
        // A growth of version 0.1.0 has no manifest; it goes on as it was begun.
        if (resume && !RunFiles.HasManifest(folder) && GrowthFolder.IsBegun(folder))
            return Growth.Run(recipe, seed, folder, resume, now => watcher?.Report(Stands(recipe, now)), device: device, cancellationToken: cancellationToken);
        using var run = Run<GrowthQuestion>.Open(folder, manifest, resume, watcher);
        bool finished = File.Exists(Path.Combine(folder, Organism.CardFile));
        if (!finished) run.Report(new RunEvent(RunEventKind.Begun, 0, "begun"));
        Organism organism = Growth.Run(recipe, seed, folder, resume: true, now => run.Report(Stands(recipe, now)), device: device, cancellationToken: cancellationToken);
        if (!finished) run.Report(new RunEvent(RunEventKind.Ended, 1, "finished"));
        return organism;
    }

    private static RunEvent Stands(Recipe recipe, TrainingProgress now) =>
        new(RunEventKind.Figure, (double)now.Done / now.Total, recipe is PpoRecipe
            ? string.Create(CultureInfo.InvariantCulture, $"update {now.Done} of {now.Total}: mean reward {now.Mean:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"generation {now.Done} of {now.Total}: best reward {now.Best:0.00}, mean {now.Mean:0.00}"))
        {
            Figures = new Dictionary<string, double> { ["generation"] = now.Done, ["best"] = now.Best, ["mean"] = now.Mean },
        };
}
