using System.CommandLine;
using Mesascope.Worlds;

namespace Mesascope.Cli.Commands;

/// <summary>Which instruments to try out.</summary>
/// <param name="Worlds">The worlds, each known; null for all.</param>
/// <param name="Seeds">Audits of each control, at least 1.</param>
/// <param name="Budget">Most pairs per audit, at least 1.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record CalibrateRequest(IReadOnlyList<string>? Worlds, int Seeds, int Budget, bool Json);

/// <summary>Reads <c>mesascope calibrate</c>.</summary>
internal static class CalibrateCommand
{
    private const string Examples = """
        Examples:
          mesascope calibrate --seeds 2                       a first look, a minute or two
          mesascope calibrate --worlds keys-and-chests        the table of docs/methods/controls.md
        """;

    /// <summary>The command; its options are read into <see cref="CalibrateRequest"/> and handed on.</summary>
    public static Command Create(Handler<CalibrateRequest> handler, Terminal terminal)
    {
        Option<IReadOnlyList<string>?> worlds = OptionKinds.Names("--worlds", "world", "Only these worlds (list worlds).", "W,V", () => [.. WorldCatalogue.All.Select(world => world.Name)]);
        var seeds = new Option<int>("--seeds") { HelpName = "N", Description = "Audits of each control.", DefaultValueFactory = _ => 20 };
        seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"--seeds is a whole number, at least 1; got {result.GetValueOrDefault<int>()}");
        });
        Option<int> budget = OptionKinds.Budget();
        Option<bool> json = OptionKinds.Json();
        var command = new ExplainedCommand("calibrate", "Audit agents whose goals are known, and count how often the instruments are right.", Examples) { worlds, seeds, budget, json };
        command.SetAction((parsed, token) => handler(new CalibrateRequest(parsed.GetValue(worlds), parsed.GetValue(seeds), parsed.GetValue(budget), parsed.GetValue(json)), terminal, token));
        return command;
    }
}
