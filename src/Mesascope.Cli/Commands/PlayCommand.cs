using System.CommandLine;
using Mesascope.Worlds;

namespace Mesascope.Cli.Commands;

/// <summary>Which world to walk through, and with whom.</summary>
internal sealed record PlayRequest
{
    /// <summary>The world, known; null for the subject's own.</summary>
    public required string? World { get; init; }

    /// <summary>Who can be asked for a move; null for nobody.</summary>
    public required SubjectName? Subject { get; init; }

    /// <summary>The luck of the first episode; the next one has the next.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Switches of the world by name, values as typed.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }
}

/// <summary>Reads <c>mesascope play</c>.</summary>
internal static class PlayCommand
{
    private const string Examples = """
        Keys: arrows or w a s d move, space stays, 0 to 9 take the action of that
              number, Enter lets the subject move, b steps back, n begins the next
              episode, ? shows the keys, q ends.
        Examples:
          mesascope play keys-and-chests
          mesascope play keys-and-chests --set Keys=5 --set Chests=1
          mesascope play --subject organism:keykeeper       press Enter to see what it does
          mesascope play island-navigation --subject scripted:planner:goal
          echo "sss" | mesascope play absent-supervisor     without a terminal, one board
                                                            per key; an empty line is Enter
        """;

    /// <summary>The command; its options are read into <see cref="PlayRequest"/> and handed on.</summary>
    public static Command Create(Handler<PlayRequest> handler, Terminal terminal)
    {
        var world = new Argument<string?>("WORLD") { Arity = ArgumentArity.ZeroOrOne, Description = "The world to walk through (list worlds); without it, the subject's own." };
        var subject = new Option<string?>("--subject") { HelpName = "SUBJECT", Description = "Who moves when you press Enter: organism:NAME, a folder, or scripted:NAME." };
        Option<ulong> seed = OptionKinds.Seed();
        Option<string[]> set = OptionKinds.Set("SWITCH=VALUE", "A switch of the world; may be given several times.");
        var command = new ExplainedCommand("play", "Walk through a world with the keys, or watch a subject, and step back.", Examples) { world, subject, seed, set };
        command.Together = result => result.GetValue(world) is { } typed && WorldCatalogue.All.All(known => known.Name != typed) ? NearestNames.Unknown("world", typed, [.. WorldCatalogue.All.Select(known => known.Name)])
            : result.GetValue(world) is null && result.GetValue(subject) is null ? "name a world (list worlds), or a --subject" : null;
        command.SetAction((parsed, token) => handler(new PlayRequest
        {
            World = parsed.GetValue(world),
            Subject = parsed.GetValue(subject) is { } name ? SubjectName.Parse(name) : null,
            Seed = parsed.GetValue(seed),
            Set = (parsed.GetValue(set) ?? []).Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last()[1]),
        }, terminal, token));
        return command;
    }
}
