using System.CommandLine;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>What to measure.</summary>
/// <param name="World">The world, known; null for all, at one size.</param>
/// <param name="Device">One of <see cref="Devices"/>.</param>
/// <param name="Threads">Most threads, at least 1; null for one per processor.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record BenchRequest(string? World, string Device, int? Threads, bool Json)
{
    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "cuda"];
}

/// <summary>Reads <c>mesascope bench</c>.</summary>
internal static class BenchCommand
{
    private const string Examples = """
        Examples:
          mesascope bench                                    every world at one size, in about a minute
          mesascope bench --world keys-and-chests            one world, several sizes
          mesascope bench --world boat-race --threads 1 --json
        Rows: world (the rules under random actions), agent (rules, observation and a
        network with one hidden layer), agent-dense (the same, every input multiplied:
        the usual way), generation (all of OpenAI-ES); on a GPU also
        agent-gru and generation-gru (a gated recurrent unit).
        Ratios are medians over rounds in which both sides took turns. Figures on a
        busy machine are low, those per second of processor time less so; ratios on
        one thread, which are of processor time, hold. The share of the limit is of
        the arithmetic that this core does at best.
        """;

    /// <summary>The command; its options are read into <see cref="BenchRequest"/> and handed on.</summary>
    public static Command Create(Handler<BenchRequest> handler, Terminal terminal)
    {
        var world = new Option<string?>("--world") { HelpName = "WORLD", Description = "Only this world, at several sizes (list worlds)." };
        Option<string> device = OptionKinds.Word("--device", "Where to run; auto takes what is there.", BenchRequest.Devices, "auto");
        Option<int?> threads = OptionKinds.WholeOrNone("--threads", "Most threads; without it, one per processor.", 1, 1024);
        Option<bool> json = OptionKinds.Json();
        var command = new ExplainedCommand("bench", "Measure how fast this machine plays.", Examples) { world, device, threads, json };
        command.Together = result => result.GetValue(world) is { } typed && WorldCatalogue.All.All(known => known.Name != typed)
            ? NearestNames.Unknown("world", typed, [.. WorldCatalogue.All.Select(known => known.Name)]) : null;
        command.SetAction((parsed, token) => handler(new BenchRequest(parsed.GetValue(world), parsed.GetValue(device)!, parsed.GetValue(threads), parsed.GetValue(json)), terminal, token));
        return command;
    }
}
