using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Cli.Commands;
using Mesascope.Replications;
using Mesascope.Reports;
using Mesascope.Runs;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope replicate</c>.</summary>
internal static class ReplicateHandler
{
    /// <summary>Runs each, keeps it, prints target beside result, and writes the report.</summary>
    /// <returns>The exit code: 3 where a row misses its target.</returns>
    public static async Task<int> RunAsync(ReplicateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<Replication> chosen = request.Names.Count == 0 ? ReplicationCatalogue.All : [.. request.Names.Select(Known)];
        RefuseUnknown(request.Set, chosen);
        foreach (Replication replication in chosen) replication.SettingsOf(Given(request.Set, replication), request.Quick); // before anything is written
        string path = request.Out ?? RunPlaces.Claim(chosen.Count == 1 ? $"replicate-{chosen[0].Name}" : "replicate");
        ReplicationFolder folder = ReplicationFolder.Open(path, ManifestOf(request, chosen), request.Resume);
        var records = new List<ReplicationRecord>();
        foreach (Replication replication in chosen)
        {
            ReplicationRecord record = folder.Of(replication.Name) ?? Run(replication, request, folder, terminal, (double)records.Count / chosen.Count, 1.0 / chosen.Count, cancellationToken);
            records.Add(record);
            if (!request.Json) Print(record, terminal);
        }
        string report = await WriteAsync(folder, records, null, cancellationToken).ConfigureAwait(false);
        if (request.Json) terminal.Write(new JsonObject { ["rows"] = Json(records), ["report"] = Path.GetFullPath(report) }, CliJson.Default.JsonObject);
        else terminal.Line($"report: {report}");
        return records.Any(record => record.Missed) ? ExitCode.GateFailed : ExitCode.Done;
    }

    /// <summary>Writes the page and returns where it lies.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="records">What its replications came to.</param>
    /// <param name="file">Where the page goes; null for <c>report.html</c> in the run's folder.</param>
    /// <param name="cancellationToken">Looked at while the page is made.</param>
    public static async Task<string> WriteAsync(ReplicationFolder folder, IReadOnlyList<ReplicationRecord> records, string? file, CancellationToken cancellationToken)
    {
        file ??= RunFolder.ReportPath(folder.Path);
        Disk.Replace(file, Encoding.UTF8.GetBytes(await ReplicationReport.RenderAsync(folder.Manifest, records, cancellationToken).ConfigureAwait(false)));
        return file;
    }

    private static ReplicationRecord Run(Replication replication, ReplicateRequest request, ReplicationFolder folder, Terminal terminal, double before, double share, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var progress = new Progress(terminal, request.Json);
        ReplicationRecord record = replication.RecordWith(Given(request.Set, replication), request.Quick, (done, what) => progress.Report(before + share * done, $"{replication.Name}: {what}"), cancellationToken);
        folder.Keep(record);
        return record;
    }

    // A parameter goes to every replication that has it; one that none has is a mistake.
    private static Dictionary<string, string> Given(IReadOnlyDictionary<string, string> set, Replication replication) =>
        set.Where(each => replication.Parameters.Any(parameter => parameter.Name == each.Key)).ToDictionary();

    private static void RefuseUnknown(IReadOnlyDictionary<string, string> set, IReadOnlyList<Replication> chosen)
    {
        string[] known = [.. chosen.SelectMany(replication => replication.Parameters).Select(parameter => parameter.Name).Distinct()];
        foreach (string name in set.Keys)
            if (!known.Contains(name)) throw new ArgumentException(NearestNames.Unknown("parameter", name, known));
    }

    private static Replication Known(string name) => ReplicationCatalogue.All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException(NearestNames.Unknown("replication", name, [.. ReplicationCatalogue.All.Select(known => known.Name)]));

    private static ReplicationManifest ManifestOf(ReplicateRequest request, IReadOnlyList<Replication> chosen) => new()
    {
        Format = ReplicationManifest.CurrentFormat,
        Kind = ReplicationManifest.OwnKind,
        Version = Product.Version,
        Names = [.. chosen.Select(replication => replication.Name)],
        Set = request.Set,
        Quick = request.Quick,
        CommandLine = string.Join(' ', (string[])["mesascope", "replicate", .. request.Names.Count == 0 ? ["--all"] : request.Names, .. request.Quick ? ["--quick"] : Array.Empty<string>(), .. request.Set.SelectMany(each => new[] { "--set", $"{each.Key}={each.Value}" })]),
        GitCommit = ProgramVersion.Commit,
        Started = ThisMachine.Now,
        Host = ThisMachine.Description,
    };

    private static void Print(ReplicationRecord record, Terminal terminal)
    {
        terminal.Line($"{record.Name}: {record.Summary} ({record.Source})");
        terminal.Write(new Table(["quantity", "parameters", "target", "result", "95 % interval", "n", "pass"],
        [
            .. record.Rows.Select(row => (string[])
            [
                row.Quantity, row.Parameters, Number(row.Target), Number(row.Result), row.Low is { } low && row.High is { } high && low != high ? $"[{Number(low)}, {Number(high)}]" : "-",
                row.N.ToString(CultureInfo.InvariantCulture), row.Pass switch { true => "pass", false => "MISS", null => "-" },
            ]),
        ]));
        foreach (ReplicationRow row in record.Rows.Where(row => row.Why is not null)) terminal.Line($"MISS {row.Quantity}, {row.Parameters}: {row.Why}");
        terminal.Line();
    }

    private static JsonArray Json(List<ReplicationRecord> records) =>
    [
        .. records.SelectMany(record => record.Rows.Select(each =>
        {
            JsonObject row = JsonSerializer.SerializeToNode(each, RunJson.Line)!.AsObject();
            row.Insert(0, "replication", record.Name);
            return row;
        })),
    ];

    private static string Number(double? value) => value switch
    {
        null => "-",
        { } number when number != 0 && Math.Abs(number) < 0.01 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
        { } number => number.ToString(Math.Abs(number) >= 1000 ? "0.#" : "0.####", CultureInfo.InvariantCulture),
    };
}
