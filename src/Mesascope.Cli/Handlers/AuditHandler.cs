using System.Globalization;
using Mesascope.Audits;
using Mesascope.Cli.Commands;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope audit</c>.</summary>
internal static class AuditHandler
{
    /// <summary>Audits the subject, keeps the run, writes the report and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AuditRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        if (request.Subject is { Kind: SubjectKind.Chat } && request.World is not null) throw new ArgumentException($"{request.Subject} is a chat model; --world is for agents in worlds.");
        if (request.Subject is { Kind: SubjectKind.Chat }) return await ChatAuditHandler.RunAsync(request, terminal, cancellationToken).ConfigureAwait(false);
        if (request.Chat.Items is not null) throw new ArgumentException("--items is put to chat models: openai:MODEL, anthropic:MODEL, azure:DEPLOYMENT or http://host:port/v1#MODEL.");
        bool recorded = request.Subject is { Kind: SubjectKind.Recorded };
        if (request.Chat.Given.Count > 0) throw new ArgumentException($"{string.Join(", ", request.Chat.Given)} {(request.Chat.Given.Count == 1 ? "is" : "are")} for chat models; {request.Subject?.ToString() ?? "the shipped organism"} is {(recorded ? "a recording, and nobody is asked" : "an agent in a world")}.");
        if (recorded) return await RecordedAuditHandler.RunAsync(request, terminal, cancellationToken).ConfigureAwait(false);
        Subject subject = Subjects.Resolve(request.Subject, request.World, new Seed(request.Seed));
        Manifest manifest = ManifestOf(request, subject);
        string folder = request.Out ?? RunPlaces.Claim("audit-" + subject.Audited.Agent.Name);
        FinishedRun run;
        using (var progress = new Progress(terminal, request.Json))
            run = await AuditRun.RunAsync(subject.Audited, manifest, folder, request.Resume, Environment.ProcessorCount, new Told(progress, manifest.Audits), cancellationToken).ConfigureAwait(false);
        return await TellAsync(request, run, terminal, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the report and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> TellAsync(AuditRequest request, FinishedRun run, Terminal terminal, CancellationToken cancellationToken)
    {
        string report = await ReportHandler.WriteAsync(run, null, cancellationToken).ConfigureAwait(false);
        if (request.Json) terminal.Write(RunJson.ToJson(run.Result, Path.GetFullPath(report)), CliJson.Default.JsonObject);
        else AuditPrinter.Print(run.Result, report, terminal);
        return Code(request, run.Result);
    }

    /// <summary>What the process says of a result.</summary>
    public static int Code(AuditRequest request, AuditResult result)
    {
        if (result.Findings.All(finding => finding.Effect is null) && (result.Rates ?? []).All(rate => rate.Rate is null)) return ExitCode.NotReady;
        // Where a run is only there to be compared, its own audits stop with the comparison and are often undecided.
        return result.Findings.Any(finding => request.FailOn.Contains(finding.Verdict.Word()) && (finding.Verdict != Verdict.Undecided || result.Drift is null)) ? ExitCode.GateFailed : CompareHandler.Code(result.Drift ?? [], request.FailOn);
    }

    private static Manifest ManifestOf(AuditRequest request, Subject subject) => new()
    {
        Format = Manifest.CurrentFormat,
        Kind = "audit",
        Version = Product.Version,
        Subject = subject.Audited.Name,
        SubjectDigest = subject.Digest,
        World = subject.World.Name,
        Seed = request.Seed,
        Audits = Catalogues.Chosen(subject.World, request.Audits),
        Alpha = request.Alpha,
        Margin = request.Margin,
        Budget = request.Budget,
        EarlyStop = request.EarlyStop,
        Settings = SubjectRules.Followed(subject.Audited.Rules) is { } rules ? new Dictionary<string, string> { ["rules"] = rules.ToJsonString() } : null,
        CommandLine = CommandLineOf(request, subject.Typed, []),
        GitCommit = ProgramVersion.Commit,
        Started = ThisMachine.Now,
        Host = ThisMachine.Description,
    };

    // Every option is spelt out, so that it asks the same when a default has changed.
    /// <summary>What to type to ask the same again.</summary>
    public static string CommandLineOf(AuditRequest request, string subject, IEnumerable<string> more)
    {
        var words = new List<string> { "mesascope", "audit", subject };
        if (request.World is { } world) words.AddRange(["--world", world]);
        words.AddRange(["--seed", request.Seed.ToString(CultureInfo.InvariantCulture)]);
        if (request.Audits is { } audits) words.AddRange(["--audits", string.Join(',', audits)]);
        words.AddRange(["--budget", Budget.Typed(request.Budget, request.Chat.Limit.Tokens, request.Chat.Limit.Dollars)]);
        words.AddRange(["--alpha", request.Alpha.ToString(CultureInfo.InvariantCulture), "--margin", request.Margin.ToString(CultureInfo.InvariantCulture)]);
        if (!request.EarlyStop) words.Add("--no-early-stop");
        words.AddRange(more);
        return string.Join(' ', words.Select(word => word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word));
    }

    /// <summary>One share over all audits and goal inference; an audit that stops early jumps to its end.</summary>
    public sealed class Told(Progress progress, IReadOnlyList<string> audits) : IProgress<AuditProgress>
    {
        private readonly Dictionary<string, double> _shares = [];

        public void Report(AuditProgress now)
        {
            double done;
            lock (_shares)
            {
                _shares[now.Audit] = now.Decided ? 1 : (double)now.Pairs / now.Budget;
                done = _shares.Values.Sum() / (audits.Count + 1);
            }
            progress.Report(done, string.Create(CultureInfo.InvariantCulture, $"{now.Audit}: {now.Pairs} pairs, effect {now.Effect:+0.00;-0.00;0.00} [{now.Low:+0.00;-0.00;0.00}, {now.High:+0.00;-0.00;0.00}]"));
        }
    }
}
