using System.CommandLine;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Which world to walk through, and with whom.</summary>
internal sealed record PlayRequest
{
    /// <summary>The world, known; null for the subject's own.</summary>
    public required string? World { get; init; }

    /// <summary>Who can be asked for a move; null for nobody.</summary>
    public required SubjectName? Subject { get; init; }

    /// <summary>The randomness of the first episode; the next one has the next.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The file that the subject's steps are written to, without anybody walking; null for none.</summary>
    public string? StepsOut { get; init; }

    /// <summary>How many episodes go there.</summary>
    public int Episodes { get; init; } = UsualEpisodes;

    /// <summary>How many episodes are written where no number is given.</summary>
    public const int UsualEpisodes = 10;

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
          mesascope play --subject mine --steps-out steps.jsonl
                                                            what it saw and did, to check your
                                                            own code against
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
        var stepsOut = new Option<string?>("--steps-out") { HelpName = "FILE", Description = "Let the subject play alone, and write what it saw, its scores, probabilities and actions there: one JSON object a step." };
        Option<int> episodes = OptionKinds.Whole("--episodes", "With --steps-out: how many episodes; the first has --seed, the next the next.", PlayRequest.UsualEpisodes, 1, 1_000_000);
        var command = new ExplainedCommand("play", "Walk through a world with the keys, or watch a subject, and step back.", Examples) { world, subject, seed, set, stepsOut, episodes };
        command.Together = result => result.GetValue(world) is { } typed && WorldCatalogue.All.All(known => known.Name != typed) ? NearestNames.Unknown("world", typed, [.. WorldCatalogue.All.Select(known => known.Name)])
            : result.GetValue(world) is null && result.GetValue(subject) is null ? "name a world (list worlds), or a --subject"
            : result.GetValue(stepsOut) is not null && result.GetValue(subject) is null ? "--steps-out needs a --subject, who plays"
            : result.GetResult(episodes) is { Implicit: false } && result.GetValue(stepsOut) is null ? "--episodes goes with --steps-out" : null;
        command.SetAction((parsed, token) => handler(new PlayRequest
        {
            World = parsed.GetValue(world),
            Subject = parsed.GetValue(subject) is { } name ? SubjectName.Parse(name) : null,
            Seed = parsed.GetValue(seed),
            StepsOut = parsed.GetValue(stepsOut),
            Episodes = parsed.GetValue(episodes),
            Set = (parsed.GetValue(set) ?? []).Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last()[1]),
        }, terminal, token));
        return command;
    }
}
