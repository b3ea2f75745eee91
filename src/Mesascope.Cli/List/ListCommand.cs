using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>What to list.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
/// <param name="Pictures">The folder that the worlds' pictures go into; null for none.</param>
/// <param name="Name">The replication whose parameters are listed; null for the list itself.</param>
internal sealed record ListRequest(string Kind, bool Json, string? Pictures = null, string? Name = null)
{
    /// <summary>What can be listed.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["worlds", "audits", "recipes", "organisms", "replications"];
}

/// <summary>Reads <c>mesascope list</c>.</summary>
internal static class ListCommand
{
    private const string Examples = """
        Examples:
          mesascope list organisms
          mesascope list audits --json
          mesascope list worlds --pictures docs/worlds       each board as an SVG file
          mesascope list replications meg                    what can be set, and to what
        """;

    /// <summary>The command; its options are read into <see cref="ListRequest"/> and handed on.</summary>
    public static Command Create(Handler<ListRequest> handler, Terminal terminal)
    {
        var kind = new Argument<string>("KIND") { Description = "worlds, audits, recipes, organisms or replications." };
        kind.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } typed && !ListRequest.Kinds.Contains(typed))
                result.AddError(NearestNames.Unknown("kind", typed, ListRequest.Kinds));
        });
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "With replications: the one whose parameters are listed." };
        Option<bool> json = OptionKinds.Json();
        var pictures = new Option<string?>("--pictures") { HelpName = "DIR", Description = "With worlds: write each world's picture there, as SVG, the gallery, and a page for each world that has none." };
        var command = new ExplainedCommand("list", "Say what there is.", Examples) { kind, name, json, pictures };
        command.Together = result => result.GetValue(pictures) is not null && result.GetValue(kind) != "worlds" ? "--pictures goes with worlds"
            : result.GetValue(name) is { } stray && result.GetValue(kind) != "replications" ? $"one argument too many: {stray}" : null;
        command.SetAction((parsed, token) => handler(new ListRequest(parsed.GetValue(kind)!, parsed.GetValue(json), parsed.GetValue(pictures), parsed.GetValue(name)), terminal, token));
        return command;
    }
}
