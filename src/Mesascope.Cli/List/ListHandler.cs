using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Experiments;
using Mesascope.Reports;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope list</c>.</summary>
internal static class ListHandler
{
    /// <summary>Prints the list: a table, or <c>{"worlds": [{"name": …}]}</c>.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ListRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        Table table = request.Name is { } name ? Parameters(name) : request.Kind == "organisms" ? Organisms(terminal) : Listed(request.Kind);
        if (request.Pictures is { } folder) WritePictures(folder);
        if (request.Json) terminal.Write(new JsonObject { [request.Name is null ? request.Kind : "parameters"] = Objects(table) }, CliJson.Default.JsonObject);
        else if (request.Kind == "worlds") ShowWorlds(terminal);
        else terminal.Write(table);
        return Task.FromResult(ExitCode.Done);
    }

    private static void WritePictures(string folder)
    {
        Disk.CreateFolder(folder);
        foreach (WorldEntry world in WorldCatalogue.All)
        {
            Disk.Replace(Path.Combine(folder, world.Name + ".svg"), Encoding.UTF8.GetBytes(WorldPicture.Of(world).ToSvg()));
            string page = Path.Combine(folder, world.Name + ".md"); // written once, for its author to go on with
            if (!File.Exists(page)) Disk.Replace(page, Encoding.UTF8.GetBytes(WorldPage.Of(world)));
        }
        Disk.Replace(Path.Combine(folder, "README.md"), Encoding.UTF8.GetBytes(WorldPicture.Gallery()));
    }

    private static void ShowWorlds(Terminal terminal)
    {
        foreach (WorldEntry world in WorldCatalogue.All)
        {
            var picture = WorldPicture.Of(world);
            terminal.Line($"{world.Name} ({world.Source})");
            terminal.Line(world.Summary);
            terminal.Write(picture.Board, picture.Legend);
            terminal.Line();
        }
        terminal.Line($"{WorldCatalogue.All.Count} worlds; walk through one with: mesascope play NAME");
    }

    private static Table Listed(string kind) => kind switch
    {
        "worlds" => new(["name", "source", "summary"], [.. WorldCatalogue.All.Select(world => (string[])[world.Name, world.Source, world.Summary])]),
        "audits" => new(["name", "world", "question"], [.. Catalogues.Audits().Select(audit => (string[])[audit.Name, audit.World, audit.Question])]),
        "recipes" => new(["name", "world", "base objective", "what it makes"], [.. RecipeCatalogue.All.Select(recipe => (string[])[recipe.Name, recipe.World.Name, recipe.BaseObjective, recipe.Summary])]),
        "replications" => new(["name", "kind", "source", "time on 2 cores", "what it shows"], [.. ExperimentCatalogue.All.Select(experiment => (string[])[experiment.Name, experiment.Kind, experiment.Source, experiment.Cost, experiment.Summary])]),
        _ => throw new ArgumentException(NearestNames.Unknown("list", kind, ["worlds", "audits", "organisms", "recipes", "replications"])),
    };

    // One bad folder leaves the others as they are.
    private static Table Organisms(Terminal terminal)
    {
        IReadOnlyList<ShelvedOrganism> shelf = OrganismCatalogue.All;
        foreach (string problem in shelf.Select(shelved => shelved.Problem).OfType<string>()) terminal.Note($"left out: {problem}");
        return new(["name", "kind", "world", "what it is"], [.. shelf.Select(shelved => shelved.Organism).OfType<Organism>().Select(organism => (string[])[organism.Name, organism.Body.Kind, organism.Card.Setting, organism.Card.Summary])]);
    }

    private static Table Parameters(string name)
    {
        Experiment replication = ExperimentCatalogue.All.FirstOrDefault(known => known.Name == name)
            ?? throw new ArgumentException(NearestNames.Unknown("replication", name, [.. ExperimentCatalogue.All.Select(known => known.Name)]));
        return new(["name", "default", "--quick", "takes", "what it is"],
            [.. replication.Parameters.Select(parameter => (string[])[parameter.Name, parameter.Default, parameter.Quick ?? "", parameter.Values.ToString(), parameter.Meaning + (parameter.OnlyWith is { } other ? $"; does nothing without {other}" : "")])]);
    }

    private static JsonArray Objects(Table table) =>
    [
        .. table.Rows.Select(row => new JsonObject(table.Headings.Select((heading, column) => KeyValuePair.Create<string, JsonNode?>(heading, JsonValue.Create(row[column], CliJson.Default.String))))),
    ];
}
