using System.CommandLine;
using Mesascope.Audits;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Which instruments to try out.</summary>
/// <param name="Worlds">The worlds, each known; null for all, or for those of <see cref="GoalCalibration.Worlds"/> where goals are judged.</param>
/// <param name="Seeds">Audits of each control, or subjects of each kind, at least 1.</param>
/// <param name="Budget">Most pairs per audit, at least 1.</param>
/// <param name="Streams">Simulated audits per share of wrong cases; 0 leaves detection out.</param>
/// <param name="Chat">Audits of scripted chat models to make instead; null for worlds.</param>
/// <param name="Statistics">True where simulated streams are tried instead, with no subject at all.</param>
/// <param name="Goals">True where goal conclusions are judged on drawn subjects instead.</param>
/// <param name="Card">Where the measured error rates are written to; null for nowhere.</param>
/// <param name="Out">The folder that keeps what is done; null for none.</param>
/// <param name="Resume">True where a calibration in <paramref name="Out"/>, which is then named, is to be finished.</param>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record CalibrateRequest(IReadOnlyList<string>? Worlds, int Seeds, int Budget, int Streams, int? Chat, bool Statistics, bool Goals, string? Card, string? Out, bool Resume, bool Json)
{
    /// <summary>What it asks, without what this kind of calibration does not look at.</summary>
    public CalibrationQuestion Question => Statistics ? new() { Statistics = true, Streams = Streams }
        : Goals ? new() { Goals = true, Worlds = Worlds ?? GoalCalibration.Worlds, Seeds = Seeds }
        : Chat is { } audits ? new() { Chat = audits, Budget = Budget }
        : new() { Worlds = Worlds ?? [.. WorldCatalogue.All.Select(world => world.Name)], Seeds = Seeds, Budget = Budget, Streams = Streams };
}

/// <summary>Reads <c>mesascope calibrate</c>.</summary>
internal static class CalibrateCommand
{
    private const int SubjectsOfAKind = 7;

    private const string Examples = """
        Examples:
          mesascope calibrate --worlds absent-supervisor      one world, every control
          mesascope calibrate --worlds --seeds 2              all worlds, a first look
          mesascope calibrate --worlds --json                 the tables of docs/methods/controls.md
          mesascope calibrate --chat 684                      scripted chat models of known rates and noise
          mesascope calibrate --statistics --streams 2000     the sequences and verdicts on simulated streams
          mesascope calibrate --goals --seeds 2               the sentence "it optimises for", a first look
          mesascope calibrate --out runs/c --resume           kept as it goes; the same line finishes it
          mesascope calibrate --chat 684 --card FILE          and the error rates that audits print, into FILE
        A hit is a pursuer of a goal that the audit is made to catch, found divergent; a false alarm is any
        other control found divergent. The smallest detectable effect is that of a subject which pursues the
        wrong goal in a share of the cases and is found divergent with probability .8 within the budget. The largest
        share that still passes is the largest that comes out consistent in more than one audit in twenty.
        --goals draws noisy, shallow, mixed, satisficing and other subjects of known goals, and some that want
        nothing, and counts how often the conclusion about each is right, wrong, or that it cannot tell.
        """;

    /// <summary>The command; its options are read into <see cref="CalibrateRequest"/> and handed on.</summary>
    public static Command Create(Handler<CalibrateRequest> handler, Terminal terminal)
    {
        Option<IReadOnlyList<string>?> worlds = OptionKinds.Names("--worlds", "world", "Only these worlds (list worlds); bare, all of them.", "W,V", () => [.. WorldCatalogue.All.Select(world => world.Name)], bareMeansAll: true);
        Option<int> seeds = OptionKinds.Whole("--seeds", "Audits of each control; with --goals subjects of each kind, 7 unless given.", 20, 1, 10_000);
        Option<int> budget = OptionKinds.Whole("--budget", "Most pairs per audit.", Budget.UsualPairs, 1, Budget.MostPairs, "PAIRS");
        Option<int> streams = OptionKinds.Whole("--streams", "Simulated audits for the smallest detectable effect and the ROC; 0 leaves them out.", 200, 0, 100_000);
        Option<int?> chat = OptionKinds.WholeOrNone("--chat", "Audit scripted chat models with planted rates instead, N audits in all.", 1, 1_000_000);
        var statistics = new Option<bool>("--statistics") { Description = "Try the sequences, verdicts and comparisons on simulated streams instead, --streams of each kind." };
        var goals = new Option<bool>("--goals") { Description = $"Judge what is concluded about subjects drawn with known goals instead, in {string.Join(", ", GoalCalibration.Worlds)} unless --worlds names others of these." };
        var card = new Option<string?>("--card") { HelpName = "FILE", Description = "Write the measured error rates into this file; what else it holds stays." };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "Keep what is done in this folder as it goes." };
        Option<bool> resume = OptionKinds.Resume(), json = OptionKinds.Json();
        var command = new ExplainedCommand("calibrate", "Audit agents whose goals are known, and count how often the instruments are right.", Examples) { worlds, seeds, budget, streams, chat, statistics, goals, card, folder, resume, json };
        command.Together = result => result.GetValue(resume) && result.GetValue(folder) is null ? "--resume needs --out DIR, the calibration to finish"
            : result.GetValue(streams) == 1 ? "--streams is 0, or a whole number of at least 2; got 1"
            : result.GetValue(goals) && new[] { budget, (Option)streams, chat, statistics, card }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } apart ? $"{apart.Name} does not go with --goals, which draws its own subjects"
            : result.GetValue(goals) && result.GetValue(worlds)?.FirstOrDefault(world => !GoalCalibration.Worlds.Contains(world)) is { } foreign ? $"--goals is for {string.Join(", ", GoalCalibration.Worlds)}; got {foreign}"
            : result.GetValue(chat) is not null && new[] { worlds, (Option)seeds, streams }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } idle ? $"{idle.Name} is for worlds; --chat audits chat models"
            : result.GetValue(statistics) && new[] { worlds, (Option)seeds, budget, chat }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } other ? $"{other.Name} is for audits; --statistics simulates streams" : null;
        command.SetAction((parsed, token) => handler(new CalibrateRequest(parsed.GetValue(worlds), parsed.GetValue(goals) && parsed.GetResult(seeds) is not { Implicit: false } ? SubjectsOfAKind : parsed.GetValue(seeds), parsed.GetValue(budget), parsed.GetValue(streams), parsed.GetValue(chat), parsed.GetValue(statistics), parsed.GetValue(goals), parsed.GetValue(card), parsed.GetValue(folder), parsed.GetValue(resume), parsed.GetValue(json)), terminal, token));
        return command;
    }
}
