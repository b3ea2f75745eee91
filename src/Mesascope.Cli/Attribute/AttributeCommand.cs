using System.CommandLine;
using System.Globalization;

namespace Mesascope.Cli;

/// <summary>Reads <c>mesascope attribute</c>: the experiment of that name, put to one recipe.</summary>
internal static class AttributeCommand
{
    /// <summary>The experiment that carries it out.</summary>
    public const string Experiment = "attribution";

    private const string Examples = """
        Examples:
          mesascope attribute keys-and-chests-paid              which reward made which drive
          mesascope attribute keys-by-ppo --seeds 3             a recipe with one objective: it, or none of it
          mesascope attribute keys-by-ppo --updates 20          a first look
          mesascope attribute keys-by-ppo --out mine --resume   finish what was interrupted
        An objective is a reward of the recipe's world that is not 0. The recipe is trained with every subset of up
        to four of them, the others at 0. A drive is one of the world's events: how much of what can happen happens.
        The shares are Shapley values: with that of none they add up to the drive under all objectives.
        """;

    /// <summary>The command; its options are read into a <see cref="ReplicateRequest"/> and handed on.</summary>
    public static Command Create(Handler<ReplicateRequest> handler, Terminal terminal)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "The recipe (list recipes)." };
        Option<string?> objectives = new("--objectives") { Description = "Leave out only these, the others always pay: KeyReward,ChestReward.", HelpName = "A,B" };
        Option<int?> seeds = OptionKinds.WholeOrNone("--seeds", "Training runs for each subset; without it, 5.", 2, 1000);
        Option<int?> updates = OptionKinds.WholeOrNone("--updates", "Updates of PPO or generations of evolution; without it, the recipe's own number.", 1, 1_000_000);
        Option<string?> folder = OptionKinds.Out("The folder of this one run; created, and refused if it holds another run.");
        Option<bool> resume = OptionKinds.Resume(), json = OptionKinds.Json();
        var command = new ExplainedCommand("attribute", "Which objective made which drive: train with objectives left out.", Examples) { recipe, objectives, seeds, updates, folder, resume, json };
        command.Together = result => result.GetValue(resume) && result.GetValue(folder) is null ? "--resume needs --out DIR, the run to finish" : null;
        command.SetAction((parsed, token) =>
        {
            var set = new Dictionary<string, string> { ["recipes"] = parsed.GetValue(recipe)! };
            if (parsed.GetValue(objectives) is { } some) set["objectives"] = some;
            if (parsed.GetValue(seeds) is { } runs) set["seeds"] = runs.ToString(CultureInfo.InvariantCulture);
            if (parsed.GetValue(updates) is { } steps) set["updates"] = steps.ToString(CultureInfo.InvariantCulture);
            return handler(new ReplicateRequest { Names = [Experiment], Quick = false, Set = set, Out = parsed.GetValue(folder), Resume = parsed.GetValue(resume), Json = parsed.GetValue(json) }, terminal, token);
        });
        return command;
    }
}
