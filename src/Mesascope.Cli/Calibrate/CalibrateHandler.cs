using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope calibrate</c>.</summary>
internal static class CalibrateHandler
{
    // Pairs really played by each pursuer, from which the simulated audits draw.
    private const int Played = 100;

    // Looks at each simulated stream.
    private const int LongestStream = 10_000;

    /// <summary>Audits every control and prints how often each audit was right, and how much of a wrong goal it can see.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CalibrateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        if (request.Statistics) return OfStatistics(request, terminal, cancellationToken);
        if (request.Goals) return OfGoals(request, terminal, cancellationToken);
        if (request.Chat is { } audits) return await OfChatAsync(request, audits, terminal, cancellationToken).ConfigureAwait(false);
        WorldEntry[] worlds = [.. WorldCatalogue.All.Where(world => request.Worlds?.Contains(world.Name) ?? true)];
        var cells = new List<ControlCell>();
        var detections = new List<Detection>();
        using (var progress = new Progress(terminal, request.Json))
            for (int i = 0; i < worlds.Length; i++)
            {
                var audited = new Audited(request, cell => progress.Report((i + (cell.Seed - 1.0) / request.Seeds) / worlds.Length, $"{cell.World}, seed {cell.Seed}: {cell.Control}"), cancellationToken);
                cells.AddRange(await worlds[i].Accept(audited).ConfigureAwait(false));
                if (request.Streams > 0) detections.AddRange(worlds[i].Accept(new Detected(request, cancellationToken)));
            }
        WriteCard(request, ErrorRates.Of(cells));
        if (request.Json) terminal.Write(new JsonObject { ["cells"] = Node(cells), ["detection"] = Node(detections) }, CliJson.Default.JsonObject);
        else CalibrationPrinter.Print(cells, detections, terminal);
        return ExitCode.Done;
    }

    private static async Task<int> OfChatAsync(CalibrateRequest request, int audits, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlantedAudit> results;
        using (var progress = new Progress(terminal, request.Json))
            results = await ChatCalibration.RunAsync(audits, new AuditOptions { Budget = request.Budget }, done => progress.Report((double)done / audits, $"{done} of {audits} audits"), cancellationToken).ConfigureAwait(false);
        WriteCard(request, ChatCalibration.ErrorRates(results));
        if (request.Json) terminal.Write(new JsonObject { ["audits"] = Node(results) }, CliJson.Default.JsonObject);
        else ChatCalibrationPrinter.Print(results, terminal);
        return ExitCode.Done;
    }

    private static int OfStatistics(CalibrateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        int streams = Math.Max(1, request.Streams);
        var seed = new Seed(1);
        var rows = new List<SequenceRow>();
        IReadOnlyList<PowerCell> cells = PowerTable.Of(seed, 0.05, streams, LongestStream, cancellationToken);
        (double Noise, double? Pairs)[] clean = [.. ((double[])[0, 0.02, 0.05, 0.25]).Select(noise => (noise, PowerTable.CleanPairs(noise, 0.1, 0.05, streams, LongestStream, seed, cancellationToken)))];
        using (var progress = new Progress(terminal, request.Json))
            foreach (SequenceRow row in SequenceTable.Of(seed, streams, LongestStream, cancellationToken))
            {
                rows.Add(row);
                progress.Report((double)rows.Count / SequenceTable.Rows, row.Where);
            }
        if (request.Json) terminal.Write(new JsonObject { ["pairs"] = Node(cells), ["clean"] = Node(clean.Select(each => new { each.Noise, each.Pairs })), ["rows"] = Node(rows) }, CliJson.Default.JsonObject);
        else
        {
            StatisticsPrinter.Print(cells, clean, terminal);
            StatisticsPrinter.Print(rows, terminal);
        }
        return ExitCode.Done;
    }

    private static int OfGoals(CalibrateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> worlds = request.Worlds ?? GoalCalibration.Worlds;
        double kinds = Enum.GetValues<Audits.SubjectKind>().Length;
        var cells = new List<GoalCalibrationCell>();
        using (var progress = new Progress(terminal, request.Json))
            for (int i = 0; i < worlds.Count; i++)
            {
                var judged = new Judged(request.Seeds, cell => progress.Report((i + (cell.Seed - 1 + ((int)cell.Kind + 1) / kinds) / request.Seeds) / worlds.Count, $"{cell.World}, seed {cell.Seed}: {GoalCalibrationPrinter.Word(cell.Kind)}"), cancellationToken);
                cells.AddRange(WorldCatalogue.Named(worlds[i]).Accept(judged));
            }
        if (request.Json) terminal.Write(new JsonObject { ["subjects"] = Node(cells) }, CliJson.Default.JsonObject);
        else GoalCalibrationPrinter.Print(cells, terminal);
        return ExitCode.Done;
    }

    // Two calibrations make one card: what was not measured now stays as it was.
    private static void WriteCard(CalibrateRequest request, IReadOnlyList<ErrorRate> measured)
    {
        if (request.Card is not { } path) return;
        IReadOnlyList<ErrorRate> before = File.Exists(path) ? ErrorRates.Read(File.ReadAllText(path)) : [];
        File.WriteAllText(path, ErrorRates.Write(ErrorRates.Updated(before, measured)));
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, RunJson.Line);

    private sealed record Audited(CalibrateRequest Request, Action<ControlCell> Told, CancellationToken Token) : IWorldVisitor<Task<IReadOnlyList<ControlCell>>>
    {
        public Task<IReadOnlyList<ControlCell>> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            ControlTable.RunAsync<TWorld, TState>(Request.Seeds, new AuditOptions { Budget = Request.Budget }, Told, Token);
    }

    private sealed record Judged(int Seeds, Action<GoalCalibrationCell> Told, CancellationToken Token) : IWorldVisitor<IReadOnlyList<GoalCalibrationCell>>
    {
        public IReadOnlyList<GoalCalibrationCell> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            GoalCalibration.Run<TWorld, TState>(Seeds, Told, Token);
    }

    private sealed record Detected(CalibrateRequest Request, CancellationToken Token) : IWorldVisitor<IReadOnlyList<Detection>>
    {
        public IReadOnlyList<Detection> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            DetectionTable.Of<TWorld, TState>(new AuditOptions { Budget = Request.Budget }, Played, Request.Streams, new Seed(1), Token);
    }
}
