using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>Which published results to reproduce, and under which parameters.</summary>
internal sealed record ReplicateRequest
{
    /// <summary>Names, as typed; empty for all.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Fewer seeds, for a first look.</summary>
    public required bool Quick { get; init; }

    /// <summary>Parameters by name, values as typed.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    /// <summary>The folder of this one run; null where none was named.</summary>
    public required string? Out { get; init; }

    /// <summary>True where an unfinished run in <see cref="Out"/>, which is then named, is to be finished.</summary>
    public required bool Resume { get; init; }

    public required bool Json { get; init; }
}

/// <summary>Reads <c>mesascope replicate</c>.</summary>
internal static class ReplicateCommand
{
    private const string Examples = """
        Examples:
          mesascope replicate meg
          mesascope replicate power --set n=3 --set gamma=0.5     your own set-up; no target, so no gate
          mesascope replicate --quick                             all of them, small
          mesascope replicate --all --out runs/all --resume       all of them; finish what was interrupted
        The tables are printed; the run's folder holds them as JSON and report.html with the pictures.
        A row that misses its target makes the exit code 3. What each costs in time:
        mesascope list replications; what can be set: mesascope list replications NAME.
        """;

    /// <summary>The command; its options are read into <see cref="ReplicateRequest"/> and handed on.</summary>
    public static Command Create(Handler<ReplicateRequest> handler, Terminal terminal)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "What to reproduce (list replications)." };
        var all = new Option<bool>("--all") { Description = "All of them." };
        var quick = new Option<bool>("--quick") { Description = "Fewer seeds, for a first look; without names, all of them." };
        Option<string[]> set = OptionKinds.Set("KEY=VALUE", "A parameter of the set-up (list replications NAME); may be given several times.");
        Option<string?> folder = OptionKinds.Out("The folder of this one run; created, and refused if it holds another run.");
        Option<bool> resume = OptionKinds.Resume(), json = OptionKinds.Json();
        var command = new ExplainedCommand("replicate", "Reproduce published results, and put target beside result.", Examples) { names, all, quick, set, folder, resume, json };
        command.Together = result =>
        {
            bool named = result.GetValue(names) is { Length: > 0 };
            return named && result.GetValue(all) ? "give names or --all, not both"
                : !named && !result.GetValue(all) && !result.GetValue(quick) ? "name a replication (list replications), or give --all or --quick"
                : result.GetValue(resume) && result.GetValue(folder) is null ? "--resume needs --out DIR, the run to finish" : null;
        };
        command.SetAction((parsed, token) => handler(new ReplicateRequest
        {
            Names = [.. (parsed.GetValue(names) ?? []).Distinct()],
            Quick = parsed.GetValue(quick),
            Set = Pairs(parsed.GetValue(set) ?? []),
            Out = parsed.GetValue(folder),
            Resume = parsed.GetValue(resume),
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
