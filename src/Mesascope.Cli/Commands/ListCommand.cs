using System.CommandLine;

namespace Mesascope.Cli.Commands;

/// <summary>What to list.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
/// <param name="Pictures">The folder that the worlds' pictures go into; null for none.</param>
internal sealed record ListRequest(string Kind, bool Json, string? Pictures = null)
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
        Option<bool> json = OptionKinds.Json();
        var pictures = new Option<string?>("--pictures") { HelpName = "DIR", Description = "With worlds: write each world's picture there, as SVG." };
        var command = new ExplainedCommand("list", "Say what there is.", Examples) { kind, json, pictures };
        command.Validators.Add(result =>
        {
            if (result.GetValue(pictures) is not null && result.GetValue(kind) != "worlds") result.AddError("--pictures goes with worlds");
        });
        command.SetAction((parsed, token) => handler(new ListRequest(parsed.GetValue(kind)!, parsed.GetValue(json), parsed.GetValue(pictures)), terminal, token));
        return command;
    }
}
