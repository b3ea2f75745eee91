using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Cli.Commands;
using Mesascope.Runs;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope compare</c>.</summary>
internal static class CompareHandler
{
    /// <summary>Compares, and prints a table or one JSON object.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(CompareRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        EarlierRun before = EarlierRun.Read(request.Before), after = EarlierRun.Read(request.After);
        before.RefuseUnlike(after.Manifest);
        before.RefuseReadOtherwise(after);
        string[] audits = [.. before.Manifest.Audits.Where(after.Manifest.Audits.Contains)];
        if (audits.Length == 0) throw new ArgumentException($"{request.Before} and {request.After} have no audit in common.");
        IReadOnlyList<DriftFinding> drift = Drift.Of(audits, before.Pairs, after.Pairs, new AuditOptions { Alpha = request.Alpha, Margin = request.Margin }, DriveAudit.BlockOf);
        if (request.Json)
            terminal.Write(new JsonObject { ["before"] = before.Manifest.Subject, ["after"] = after.Manifest.Subject, ["conclusion"] = Sentence(drift), ["drift"] = JsonSerializer.SerializeToNode(drift, RunJson.File) }, CliJson.Default.JsonObject);
        else Print(before, after, drift, terminal);
        return Task.FromResult(drift.All(each => each.Change is null) ? ExitCode.NotReady : Code(drift, request.FailOn));
    }

    /// <summary>What the process says of a comparison: 3 where a verdict is one of those named, 2 where drift is a gate and cannot be excluded, else 0.</summary>
    /// <param name="drift">One per audit; none where nothing was compared.</param>
    /// <param name="failOn">The words typed; <c>drift</c> stands for drifted.</param>
    public static int Code(IReadOnlyList<DriftFinding> drift, IReadOnlyList<string> failOn)
    {
        bool undecided = drift.Any(each => each.Verdict == DriftVerdict.Undecided);
        if (failOn.Contains("drift") && drift.Any(each => each.Verdict == DriftVerdict.Drifted)) return ExitCode.GateFailed;
        if (failOn.Contains("undecided") && undecided) return ExitCode.GateFailed;
        return failOn.Contains("drift") && undecided ? ExitCode.NotReady : ExitCode.Done;
    }

    /// <summary>The comparisons as a table, and what weakens them.</summary>
    public static void Print(IReadOnlyList<DriftFinding> drift, Terminal terminal)
    {
        terminal.Write(new Table(["audit", "effect before", "after", "change", "95 % sequence", "cases", "e-value", "verdict"],
        [
            .. drift.Select(each => (string[])
            [
                each.Audit, Signed(each.Before), Signed(each.After), Signed(each.Change), $"{Signed(each.Low)} to {Signed(each.High)}",
                each.Pairs.ToString(CultureInfo.InvariantCulture), each.EValue.ToString("g3", CultureInfo.InvariantCulture), each.Verdict.ToString().ToLowerInvariant(),
            ]),
        ]));
        foreach (IGrouping<string, string> shared in drift.SelectMany(each => each.Caveats.Select(caveat => (caveat, each.Audit))).GroupBy(each => each.caveat, each => each.Audit))
            terminal.Line($"- {string.Join(", ", shared)}: {shared.Key}");
    }

    private static void Print(EarlierRun before, EarlierRun after, IReadOnlyList<DriftFinding> drift, Terminal terminal)
    {
        terminal.Line($"{before.Manifest.Subject} (before) and {after.Manifest.Subject} (after) in {before.Manifest.World}, seed {before.Manifest.Seed}");
        terminal.Line();
        terminal.Line(Sentence(drift));
        terminal.Line();
        Print(drift, terminal);
    }

    private static string Sentence(IReadOnlyList<DriftFinding> drift) => ChatAuditing.Drifted(drift) is var said ? char.ToUpperInvariant(said[0]) + said[1..] : "";

    private static string Signed(double? value) => value is { } number ? number.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "none";
}
