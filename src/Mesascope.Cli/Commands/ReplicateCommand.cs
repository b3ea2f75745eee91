using System.CommandLine;

namespace Mesascope.Cli.Commands;

/// <summary>Which published results to reproduce, and under which parameters.</summary>
internal sealed record ReplicateRequest
{
    /// <summary>Names, as typed; empty only with <see cref="All"/>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required bool All { get; init; }

    /// <summary>Fewer seeds, for a first look.</summary>
    public required bool Quick { get; init; }

    /// <summary>Parameters by name, values as typed.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    public required bool Json { get; init; }
}

/// <summary>Reads <c>mesascope replicate</c>.</summary>
internal static class ReplicateCommand
{
    private const string Examples = """
        Examples:
          mesascope replicate meg
          mesascope replicate meg --set size=6 --set epsilon=0.2
          mesascope replicate --all --quick
        A row that misses its target makes the exit code 3.
        """;

    /// <summary>The command; its options are read into <see cref="ReplicateRequest"/> and handed on.</summary>
    public static Command Create(Handler<ReplicateRequest> handler, Terminal terminal)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "What to reproduce (list replications)." };
        var all = new Option<bool>("--all") { Description = "All of them." };
        var quick = new Option<bool>("--quick") { Description = "Fewer seeds, for a first look." };
        var set = new Option<string[]>("--set") { HelpName = "KEY=VALUE", Description = "A parameter of the set-up; may be given several times." };
        Option<bool> json = OptionKinds.Json();
        var command = new ExplainedCommand("replicate", "Reproduce published results and print target beside result.", Examples) { names, all, quick, set, json };
        command.Validators.Add(result =>
        {
            bool named = result.GetValue(names) is { Length: > 0 };
            if (named == result.GetValue(all)) result.AddError(named ? "give names or --all, not both" : "name a replication, or give --all");
            foreach (string pair in result.GetValue(set) ?? [])
                if (pair.IndexOf('=') < 1) result.AddError($"--set takes KEY=VALUE; got {pair}");
        });
        command.SetAction((parsed, token) => handler(new ReplicateRequest
        {
            Names = parsed.GetValue(names) ?? [],
            All = parsed.GetValue(all),
            Quick = parsed.GetValue(quick),
            Set = Pairs(parsed.GetValue(set) ?? []),
            Json = parsed.GetValue(json),
        }, terminal, token));
        return command;
    }

    private static Dictionary<string, string> Pairs(string[] typed)
    {
        var pairs = new Dictionary<string, string>();
        foreach (string pair in typed)
        {
            int at = pair.IndexOf('=');
            if (!pairs.TryAdd(pair[..at], pair[(at + 1)..])) throw new ArgumentException($"--set {pair[..at]} is given twice.");
        }
        return pairs;
    }
}
