using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope grow</c>.</summary>
internal static class GrowHandler
{
    /// <summary>Grows the organism and says what came of it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(GrowRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        Recipe recipe = Asked(request);
        using GpuDevice? card = DeviceChoice.Resolve(request.Device, out string? note);
        if (note is not null) terminal.Note(note);
        string folder = request.Out ?? RunPlaces.Claim("grow-" + recipe.Name);
        Organism organism;
        using (var progress = new Progress(terminal, request.Json))
            organism = GrowthRun.Make(ThisMachine.Begins(Question(request, recipe)), recipe, folder, request.Resume, card is null ? null : new GpuEvolution(card), progress, cancellationToken);
        if (request.Json) terminal.Write(Json(organism, folder), CliJson.Default.JsonObject);
        else Print(organism, folder, terminal);
        return Task.FromResult(ExitCode.Done);
    }

    private static Recipe Asked(GrowRequest request)
    {
        Recipe recipe = RecipeCatalogue.All.FirstOrDefault(known => known.Name == request.Recipe)
            ?? throw new ArgumentException(NearestNames.Unknown("recipe", request.Recipe, [.. RecipeCatalogue.All.Select(known => known.Name)]));
        if (recipe is TrainedRecipe trained) return request.Generations is { } steps ? trained.Lasting(steps) : trained;
        string[] useless = [.. request.Generations is null ? Array.Empty<string>() : ["--generations"], .. request.Seed is null ? Array.Empty<string>() : ["--seed"], .. request.Device == "cpu" ? Array.Empty<string>() : ["--device"]];
        return useless.Length == 0 ? recipe : throw new ArgumentException($"{recipe.Name} is made, not trained; it has no use for {string.Join(" and ", useless)}.");
    }

    private static GrowthQuestion Question(GrowRequest request, Recipe recipe)
    {
        ulong? seed = recipe is TrainedRecipe trained ? request.Seed ?? trained.Seed : null;
        return new GrowthQuestion { Recipe = recipe.Name, Seed = seed, Generations = request.Generations, Device = request.Device, RecipeDigest = RecipeDigest.Of(recipe, new Seed(seed ?? 1)) };
    }

    private static void Print(Organism organism, string folder, Terminal terminal)
    {
        LineageStage last = organism.Card.Lineage[^1];
        terminal.Line($"{organism.Name}: {organism.Card.Summary}");
        if (last.HeldOutReward is { } reward)
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"on levels it never met: reward {reward:0.00}, performance {last.HeldOutPerformance:0.00} per episode"));
        terminal.Line($"organism: {folder}");
        terminal.Line($"next: mesascope audit {folder}");
    }

    private static JsonObject Json(Organism organism, string folder)
    {
        LineageStage last = organism.Card.Lineage[^1];
        return new JsonObject
        {
            ["organism"] = organism.Name, ["folder"] = Path.GetFullPath(folder), ["world"] = organism.Card.Setting, ["seed"] = last.Seed,
            ["digest"] = organism.Digest, ["heldOutReward"] = last.HeldOutReward, ["heldOutPerformance"] = last.HeldOutPerformance,
        };
    }
}
