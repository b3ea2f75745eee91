using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Experiments;
using Mesascope.Reports;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope replicate</c>.</summary>
internal static class ReplicateHandler
{
    /// <summary>Runs each, keeps it, prints target beside result, and writes the report.</summary>
    /// <returns>The exit code: 3 where a row misses its target.</returns>
    public static async Task<int> RunAsync(ReplicateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<Experiment> chosen = request.Names.Count == 0 ? ExperimentCatalogue.All : [.. request.Names.Select(Known)];
        RefuseUnknown(request.Set, chosen);
        foreach (Experiment experiment in chosen) experiment.Plan(ExperimentRun.Given(request.Set, experiment), request.Quick); // before anything is written
        string folder = request.Out ?? RunPlaces.Claim(chosen.Count == 1 ? $"replicate-{chosen[0].Name}" : "replicate");
        var question = new ExperimentQuestion { Names = [.. chosen.Select(experiment => experiment.Name)], Quick = request.Quick, Set = request.Set };
        ExperimentRun run;
        using (var progress = new Progress(terminal, request.Json))
            run = await Stopped.AtAsync(folder, () => Task.FromResult(ExperimentRun.Make(folder, ThisMachine.Begins(question), request.Resume, progress, request.Json ? null : record => Print(record, terminal), cancellationToken))).ConfigureAwait(false);
        IReadOnlyList<ExperimentRecord> records = run.Finished();
        string report = await WriteAsync(run, null, cancellationToken).ConfigureAwait(false);
        if (request.Json) terminal.Write(new JsonObject { ["rows"] = Json(records), ["report"] = Path.GetFullPath(report) }, CliJson.Default.JsonObject);
        else terminal.Line($"report: {report}");
        return records.Any(record => record.Missed) ? ExitCode.GateFailed : ExitCode.Done;
    }

    /// <summary>Writes the page and returns where it lies.</summary>
    /// <param name="run">The run, which is finished.</param>
    /// <param name="file">Where the page goes; null for <c>report.html</c> in the run's folder.</param>
    /// <param name="cancellationToken">Looked at while the page is made.</param>
    public static async Task<string> WriteAsync(ExperimentRun run, string? file, CancellationToken cancellationToken)
    {
        file ??= RunFiles.ReportPath(run.Folder);
        Disk.Replace(file, Encoding.UTF8.GetBytes(await ReplicationReport.RenderAsync(run.Manifest, run.Finished(), cancellationToken).ConfigureAwait(false)));
        return file;
    }

    // A parameter goes to every experiment that has it; one that none has is a mistake.
    private static void RefuseUnknown(IReadOnlyDictionary<string, string> set, IReadOnlyList<Experiment> chosen)
    {
        string[] known = [.. chosen.SelectMany(replication => replication.Parameters).Select(parameter => parameter.Name).Distinct()];
        foreach (string name in set.Keys)
            if (!known.Contains(name)) throw new ArgumentException(NearestNames.Unknown("parameter", name, known));
    }

    private static Experiment Known(string name) => ExperimentCatalogue.All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException(NearestNames.Unknown("replication", name, [.. ExperimentCatalogue.All.Select(known => known.Name)]));

    private static void Print(ExperimentRecord record, Terminal terminal)
    {
        terminal.Line($"{record.Name}: {record.Summary} ({record.Kind}: {record.Source})");
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

    private static JsonArray Json(IReadOnlyList<ExperimentRecord> records) =>
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
