using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Statistics;

namespace Mesascope.Cli;

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
        if (request.ChatGiven.Count > 0) throw new ArgumentException($"{string.Join(", ", request.ChatGiven)} {(request.ChatGiven.Count == 1 ? "is" : "are")} for chat models; {request.Subject?.ToString() ?? "the shipped organism"} is {(recorded ? "a recording, and nobody is asked" : "an agent in a world")}.");
        if (recorded) return await RecordedAuditHandler.RunAsync(request, terminal, cancellationToken).ConfigureAwait(false);
        Subject subject = Subjects.Resolve(request.Subject, request.World, new Seed(request.Seed));
        AuditQuestion question = Question(request, subject.Typed, subject.Audited.Name, subject.World.Name, subject.Digest, Catalogues.Chosen(subject.World, request.Audits)) with { Rules = SubjectRules.Followed(subject.Audited.Rules) };
        string folder = request.Out ?? RunPlaces.Claim("audit-" + subject.Audited.Agent.Name);
        AuditRun run;
        using (var progress = new Progress(terminal, request.Json))
            run = await AuditRun.RunAsync(subject.Audited, ThisMachine.Begins(question), folder, request.Resume, Environment.ProcessorCount, progress, cancellationToken).ConfigureAwait(false);
        return await TellAsync(request, run, terminal, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the report and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> TellAsync(AuditRequest request, AuditRun run, Terminal terminal, CancellationToken cancellationToken)
    {
        string report = await ReportHandler.WriteAsync(run, null, cancellationToken).ConfigureAwait(false);
        if (request.Json) terminal.Write(RunJson.ToJson(run.Result, Path.GetFullPath(report)), CliJson.Default.JsonObject);
        else AuditPrinter.Print(run.Result, report, terminal);
        return Code(request, run.Result);
    }

    /// <summary>What the process says of a result.</summary>
    public static int Code(AuditRequest request, AuditResult result)
    {
        if (result.Findings.All(finding => finding.Effect is null) && (result.Of<RateFindings>() ?? []).All(rate => rate.Rate is null)) return ExitCode.NotReady;
        // Where a run is only there to be compared, its own audits stop with the comparison and are often undecided.
        return result.Findings.Any(finding => request.FailOn.Contains(finding.Verdict.Word()) && (finding.Verdict != Verdict.Undecided || result.Of<DriftFindings>() is null)) ? ExitCode.GateFailed : CompareHandler.Code(result.Of<DriftFindings>() ?? [], request.FailOn);
    }

    /// <summary>The part of a question that the command line answers.</summary>
    public static AuditQuestion Question(AuditRequest request, string typed, string subject, string world, string digest, IReadOnlyList<string> audits) => new()
    {
        Typed = typed, PlacedIn = request.World, Chosen = request.Audits, Subject = subject, World = world, Seed = request.Seed, Audits = audits,
        Budget = request.Budget, Alpha = request.Alpha, Margin = request.Margin, EarlyStop = request.EarlyStop, SubjectDigest = digest,
    };
}
