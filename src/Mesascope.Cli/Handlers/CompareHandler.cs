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
        string[] audits = [.. before.Manifest.Audits.Where(after.Manifest.Audits.Contains)];
        if (audits.Length == 0) throw new ArgumentException($"{request.Before} and {request.After} have no audit in common.");
        IReadOnlyList<DriftFinding> drift = Drift.Of(audits, before.Pairs, after.Pairs, new AuditOptions { Alpha = request.Alpha, Margin = request.Margin });
        if (request.Json)
            terminal.Write(new JsonObject { ["before"] = before.Manifest.Subject, ["after"] = after.Manifest.Subject, ["conclusion"] = Sentence(drift), ["drift"] = JsonSerializer.SerializeToNode(drift, RunJson.File) }, CliJson.Default.JsonObject);
        else Print(before, after, drift, terminal);
        return Task.FromResult(drift.All(each => each.Change is null) ? ExitCode.NotReady : Fails(drift, request.FailOn) ? ExitCode.GateFailed : ExitCode.Done);
    }

    /// <summary>True where a verdict is one of those named; <c>drift</c> stands for drifted.</summary>
    public static bool Fails(IReadOnlyList<DriftFinding> drift, IReadOnlyList<string> failOn) =>
        drift.Any(each => failOn.Contains(each.Verdict == DriftVerdict.Drifted ? "drift" : each.Verdict.ToString().ToLowerInvariant()));

    /// <summary>The comparisons as a table, and what weakens them.</summary>
    public static void Print(IReadOnlyList<DriftFinding> drift, Terminal terminal)
    {
        terminal.Write(new Table(["audit", "effect before", "after", "halved change", "95 % sequence", "cases", "e-value", "verdict"],
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

    private static string Signed(double? value) => value is { } number ? number.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) : "none";
}
