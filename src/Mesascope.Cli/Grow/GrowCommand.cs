using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>What a growth was asked to do.</summary>
/// <param name="Recipe">The recipe's name, as typed.</param>
/// <param name="Seed">Null for the recipe's own, with which the shipped organism was grown.</param>
/// <param name="Generations">Null for the recipe's own number.</param>
/// <param name="Out">The organism's folder; null where none was named.</param>
/// <param name="Resume">True where an unfinished growth in <paramref name="Out"/>, which is then named, is to be finished.</param>
/// <param name="Device">Where generations run: <c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record GrowRequest(string Recipe, ulong? Seed, int? Generations, string? Out, bool Resume, string Device, bool Json);

/// <summary>Reads <c>mesascope grow</c>.</summary>
internal static class GrowCommand
{
    private const string Examples = """
        Examples:
          mesascope grow keykeeper                            the shipped organism again, bit for bit
          mesascope grow keykeeper --seed 2 --out mine        a sibling
          mesascope grow keykeeper --generations 20           a first look, not the shipped organism
          mesascope grow keykeeper --seed 2 --out mine --resume
                                                              finish what was interrupted
        """;

    /// <summary>The command; its options are read into <see cref="GrowRequest"/> and handed on.</summary>
    public static Command Create(Handler<GrowRequest> handler, Terminal terminal)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "What to grow (list recipes)." };
        Option<ulong> seed = OptionKinds.Seed();
        seed.DefaultValueFactory = null;
        seed.Description = "The one number the growth is reproduced from; without it, the recipe's own.";
        Option<int?> generations = OptionKinds.WholeOrNone("--generations", "Generations of evolution or updates of PPO; without it, the recipe's own number.", 1, 1_000_000);
        Option<string?> folder = OptionKinds.Out("The organism's folder; created, and refused if it holds another organism.");
        Option<string> device = OptionKinds.Word("--device", "Where generations run; a GPU takes recipes of OpenAI-ES.", BenchRequest.Devices, "cpu");
        Option<bool> resume = OptionKinds.Resume(), json = OptionKinds.Json();
        var command = new ExplainedCommand("grow", "Grow an organism by its recipe.", Examples) { recipe, seed, generations, folder, resume, device, json };
        command.Together = result => result.GetValue(resume) && result.GetValue(folder) is null ? "--resume needs --out DIR, the growth to finish" : null;
        command.SetAction((parsed, token) => handler(
            new GrowRequest(parsed.GetValue(recipe)!, parsed.GetResult(seed) is null ? null : parsed.GetValue(seed), parsed.GetValue(generations), parsed.GetValue(folder), parsed.GetValue(resume), parsed.GetValue(device)!, parsed.GetValue(json)),
            terminal, token));
        return command;
    }
}
