using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope compare</c>.</summary>
internal static class CompareHandler
{
    /// <summary>Compares, and prints a table or one JSON object.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(CompareRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        EarlierRun before = EarlierRun.Read(request.Before), after = EarlierRun.Read(request.After);
        before.RefuseUnlike(after.Manifest.Header.Version, after.Manifest.Question);
        before.RefuseReadOtherwise(after);
        string[] audits = [.. before.Manifest.Question.Audits.Where(after.Manifest.Question.Audits.Contains)];
        if (audits.Length == 0) throw new ArgumentException($"{request.Before} and {request.After} have no audit in common.");
        DriftFindings drift = Drift.Of(audits, before.Pairs, after.Pairs, new AuditOptions { Alpha = request.Alpha, Margin = request.Margin }, DriveAudit.BlockOf);
        if (request.Json)
            terminal.Write(new JsonObject { ["before"] = before.Manifest.Question.Subject, ["after"] = after.Manifest.Question.Subject, ["conclusion"] = ChatAuditing.Drifted(drift), ["drift"] = JsonSerializer.SerializeToNode(drift, RunJson.File) }, CliJson.Default.JsonObject);
        else Print(before, after, drift, terminal);
        return Task.FromResult(drift.All(each => each.Change is null) ? ExitCode.NotReady : Code(drift, request.FailOn));
    }

    /// <summary>What the process says of a comparison: 3 where a verdict is one of those named, 2 where drift is a gate and cannot be excluded, else 0.</summary>
    /// <param name="drift">One per audit; none where nothing was compared.</param>
    /// <param name="failOn">The words typed; <c>drift</c> stands for drifted.</param>
    public static int Code(DriftFindings drift, IReadOnlyList<string> failOn)
    {
        bool undecided = drift.Any(each => each.Verdict == DriftVerdict.Undecided);
        if (failOn.Contains("drift") && drift.Any(each => each.Verdict == DriftVerdict.Drifted)) return ExitCode.GateFailed;
        if (failOn.Contains("undecided") && undecided) return ExitCode.GateFailed;
        return failOn.Contains("drift") && undecided ? ExitCode.NotReady : ExitCode.Done;
    }

    private static void Print(EarlierRun before, EarlierRun after, DriftFindings drift, Terminal terminal)
    {
        terminal.Line($"{before.Manifest.Question.Subject} (before) and {after.Manifest.Question.Subject} (after) in {before.Manifest.Question.World}, seed {before.Manifest.Question.Seed}");
        terminal.Line();
        terminal.Paragraph(ChatAuditing.Drifted(drift));
        terminal.Line();
        DriftPrinter.Print(drift, terminal);
    }
}
