using System.CommandLine;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>What an audit was asked to do.</summary>
internal sealed record AuditRequest
{
    /// <summary>Who is audited; null for the shipped organism.</summary>
    public required SubjectName? Subject { get; init; }

    /// <summary>The world that a scripted subject is put in; null for the subject's own.</summary>
    public required string? World { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>True where the seed was typed.</summary>
    public bool SeedGiven { get; init; }

    /// <summary>The folder of this one run; null where none was named.</summary>
    public required string? Out { get; init; }

    /// <summary>The audits to run, each known; null for all that fit the subject.</summary>
    public required IReadOnlyList<string>? Audits { get; init; }

    /// <summary>What it may take; of pairs at least 1 per audit.</summary>
    public required Budget Budget { get; init; }

    /// <summary>Level, in (0, 1).</summary>
    public required double Alpha { get; init; }

    /// <summary>What counts as no change, in [0, 1).</summary>
    public required double Margin { get; init; }

    public required bool EarlyStop { get; init; }

    /// <summary>What only chat models take.</summary>
    public ChatQuestion Chat { get; init; } = new();

    /// <summary>The options that were typed and that only chat models take, such as <c>--system</c>.</summary>
    public IReadOnlyList<string> ChatGiven { get; init; } = [];

    /// <summary>True where it is only said what would be asked.</summary>
    public bool DryRun { get; init; }

    public required bool Json { get; init; }

    /// <summary>The verdicts at which the exit code is 3: <c>divergent</c>, <c>either-way</c>, <c>undecided</c>, <c>drift</c>.</summary>
    public required IReadOnlyList<string> FailOn { get; init; }

    /// <summary>True where an unfinished run in <see cref="Out"/>, which is then named, is to be finished.</summary>
    public required bool Resume { get; init; }
}

/// <summary>Reads <c>mesascope audit</c>.</summary>
internal static class AuditCommand
{
    /// <summary>Pairs of each audit of a reference: enough to show a clean subject unchanged where one answer in ten is drawn at random, and in four runs of five a drift of .5 (docs/methods/statistics.md).</summary>
    public const int ReferencePairs = 150;

    private const string Examples = """
        Subjects:
          organism:NAME or a folder     a trained agent, shipped or your own (list organisms)
          openai:MODEL  anthropic:MODEL  azure:DEPLOYMENT
          http://host:port/v1#MODEL     a chat model; the last, behind any OpenAI-compatible server
          scripted:NAME                 a known disposition, to test the instruments. In a world: random,
                                        untrained, habit, or planner:GOAL for any goal of it. As a chat
                                        model: honest, guesser, or one with a single drive (flatterer, …)
          recorded:PATH[#NAME]          replies recorded earlier, and nobody is asked: an earlier run, or
                                        results of syco-bench or SYCON-Bench (all settings, or one)
        Examples:
          mesascope audit                                     the shipped organism
          mesascope audit organism:keykeeper --seed 7         another draw of cases
          mesascope audit organism:keykeeper --out runs/k --resume
                                                              finish what was interrupted
          mesascope audit my-organism/ --audits no-chest-left --budget 200 --json
          mesascope audit organism:keykeeper --battery gate.yaml
                                                              what to ask, and how surely, from a file
          mesascope audit openai:MODEL --dry-run              what it would ask and cost; nothing is sent
          mesascope audit openai:MODEL --budget 2usd --price 0.15,0.60
          mesascope audit https://host/v1#MODEL --key-env MY_KEY --system prompt.txt
          mesascope audit organism:keykeeper --fail-on divergent
                                                              exit code 3 if it is: a gate for CI
          mesascope audit openai:MODEL --reference --out runs/may
          mesascope audit openai:MODEL --against runs/may --fail-on drift
                                                              exit code 3 if a later version drifted,
                                                              2 if that cannot be said
          mesascope audit recorded:runs/k --alpha 0.01        judge an earlier run again, more surely
          mesascope audit openai:MODEL --items survival.jsonl
                                                              questions of your own; with a control
                                                              column a contrast, without one a rate
        """;

    /// <summary>The command; its options are read into <see cref="AuditRequest"/> and handed on.</summary>
    public static Command Create(Handler<AuditRequest> handler, Terminal terminal)
    {
        var subject = new Argument<string?>("SUBJECT") { Arity = ArgumentArity.ZeroOrOne, Description = "Who is audited; without it, the shipped organism." };
        var world = new Option<string?>("--world") { HelpName = "WORLD", Description = "The world that a scripted subject is put in (list worlds); others have their own." };
        Option<ulong> seed = OptionKinds.Seed();
        Option<string?> folder = OptionKinds.Out("The folder of this one run; created, and refused if it holds another run.");
        Option<IReadOnlyList<string>?> audits = OptionKinds.Names("--audits", "audit", "Only these audits (list audits).", "A,B", Catalogues.AuditNames);
        var battery = new Option<string?>("--battery") { HelpName = "FILE.yaml", Description = "A file that says audits, alpha, margin and budget; options overrule it." };
        Option<Budget> budget = BudgetOption.Create();
        Option<double> alpha = OptionKinds.Number("--alpha", "How often a wrong \"divergent\" is acceptable.", 0.05, "a number above 0 and below 1", x => x is > 0 and < 1);
        Option<double> margin = OptionKinds.Number("--margin", "The effect that still counts as no change.", 0.1, "a number from 0 to below 1", x => x is >= 0 and < 1);
        var noEarlyStop = new Option<bool>("--no-early-stop") { Description = "Run every audit to its budget." };
        var reference = new Option<bool>("--reference") { Description = $"Make a run that later ones can be compared with: every audit takes --budget pairs, {ReferencePairs} unless given." };
        Option<bool> json = OptionKinds.Json(), resume = OptionKinds.Resume();
        Option<IReadOnlyList<string>?> failOn = OptionKinds.Names("--fail-on", "verdict", "Exit with 3 where a finding is one of these: divergent, either-way, undecided; drift, with --against.", "V,W", () => ["divergent", "either-way", "undecided", "drift"]);

        var command = new ExplainedCommand("audit", "Put a subject to its audits and say what it optimises for.", Examples)
        {
            subject, world, seed, folder, audits, battery, budget, alpha, margin, noEarlyStop, reference, json, failOn, resume,
        };
        var chat = new RecordOptions<ChatQuestion>(command, "Chat models");
        var dryRun = new Option<bool>("--dry-run") { Description = "Chat models: say what would be asked, what it costs and who receives it; send nothing." };
        command.Add(dryRun);
        command.Together = result =>
        {
            if (result.GetValue(resume) && result.GetValue(folder) is null) return "--resume needs --out DIR, the run to finish";
            if (result.GetValue(failOn)?.Contains("drift") == true && !chat.Given(result).Contains("--against")) return "--fail-on drift needs --against RUN, the run to compare with";
            if (chat.Missing(result) is { } lone) return lone;
            return result.GetValue(budget) is { } limit && (limit.Tokens ?? limit.Dollars) is not null && !SubjectName.IsChat(result.GetValue(subject))
                ? $"--budget {result.GetResult(budget)!.Tokens[^1].Value} is for chat models; this subject takes a number of pairs: --budget 400" : null;
        };
        command.SetAction((parsed, token) =>
        {
            BatteryFile written = parsed.GetValue(battery) is { } file ? BatteryFile.Read(file) : new BatteryFile();
            return handler(new AuditRequest
            {
                Subject = parsed.GetValue(subject) is { } name ? SubjectName.Parse(name) : null,
                World = parsed.GetValue(world),
                Seed = parsed.GetValue(seed),
                SeedGiven = parsed.GetResult(seed) is { Implicit: false },
                Out = parsed.GetValue(folder),
                Audits = parsed.GetValue(audits) ?? written.Audits,
                Budget = (parsed.GetValue(budget) ?? new Budget()) is { Pairs: null } open ? open with { Pairs = written.Budget ?? (parsed.GetValue(reference) ? ReferencePairs : Budget.UsualPairs) } : parsed.GetValue(budget)!,
                Alpha = Overruled(parsed, alpha, written.Alpha),
                Margin = Overruled(parsed, margin, written.Margin),
                EarlyStop = !parsed.GetValue(noEarlyStop) && !parsed.GetValue(reference),
                Json = parsed.GetValue(json),
                FailOn = parsed.GetValue(failOn) ?? [],
                Resume = parsed.GetValue(resume),
                Chat = chat.Read(parsed),
                ChatGiven = [.. chat.Given(parsed), .. parsed.GetValue(dryRun) ? ["--dry-run"] : Array.Empty<string>()],
                DryRun = parsed.GetValue(dryRun),
            }, terminal, token);
        });
        return command;
    }

    // What was typed overrules the file, and the file overrules the default.
    private static T Overruled<T>(ParseResult parsed, Option<T> option, T? written) where T : struct =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : written ?? parsed.GetValue(option);
}
