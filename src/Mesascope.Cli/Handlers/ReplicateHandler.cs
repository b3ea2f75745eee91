using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Cli.Commands;
using Mesascope.Replications;
using Mesascope.Runs;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope replicate</c>.</summary>
internal static class ReplicateHandler
{
    /// <summary>Runs each and prints target beside result.</summary>
    /// <returns>The exit code: 3 where a row misses its target.</returns>
    public static Task<int> RunAsync(ReplicateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<Replication> chosen = request.All ? ReplicationCatalogue.All : [.. request.Names.Select(Known)];
        var rows = new List<(Replication Of, ReplicationRow Row)>();
        foreach (Replication replication in chosen)
        {
            using var progress = new Progress(terminal, request.Json);
            foreach (ReplicationRow row in replication.With(request.Set, request.Quick, (done, what) => progress.Report(done, $"{replication.Name}: {what}"), cancellationToken).Rows)
                rows.Add((replication, row));
        }
        if (request.Json) terminal.Write(new JsonObject { ["rows"] = Json(rows) }, CliJson.Default.JsonObject);
        else terminal.Write(Drawn(rows));
        return Task.FromResult(rows.Any(row => row.Row.Pass == false) ? ExitCode.GateFailed : ExitCode.Done);
    }

    private static Replication Known(string name) => ReplicationCatalogue.All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException(NearestNames.Unknown("replication", name, [.. ReplicationCatalogue.All.Select(known => known.Name)]));

    private static Table Drawn(List<(Replication Of, ReplicationRow Row)> rows) => new(["replication", "quantity", "parameters", "target", "result", "low", "high", "n", "pass"],
    [
        .. rows.Select(each => (string[])
        [
            each.Of.Name, each.Row.Quantity, each.Row.Parameters, Number(each.Row.Target), Number(each.Row.Result), Number(each.Row.Low), Number(each.Row.High),
            each.Row.N.ToString(CultureInfo.InvariantCulture), each.Row.Pass switch { true => "pass", false => "MISS", null => "-" },
        ]),
    ]);

    private static JsonArray Json(List<(Replication Of, ReplicationRow Row)> rows) =>
    [
        .. rows.Select(each =>
        {
            JsonObject row = JsonSerializer.SerializeToNode(each.Row, RunJson.Line)!.AsObject();
            row.Insert(0, "replication", each.Of.Name);
            return row;
        }),
    ];

    private static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-";
}
