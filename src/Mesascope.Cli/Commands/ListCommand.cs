using System.CommandLine;

namespace Mesascope.Cli.Commands;

/// <summary>What to list.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record ListRequest(string Kind, bool Json)
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
        var command = new ExplainedCommand("list", "Say what there is.", Examples) { kind, json };
        command.SetAction((parsed, token) => handler(new ListRequest(parsed.GetValue(kind)!, parsed.GetValue(json)), terminal, token));
        return command;
    }
}
