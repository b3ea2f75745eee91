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
        using CalibrationRun? run = request.Out is { } folder ? CalibrationRun.Open(folder, ThisMachine.Begins(request.Question), request.Resume) : null;
        Calibrated result;
        using (var progress = new Progress(terminal, request.Json))
        {
            var work = new Work(request, run, progress, cancellationToken);
            result = await (request.Statistics ? OfStatisticsAsync(work) : request.Goals ? OfGoalsAsync(work) : request.Chat is { } audits ? OfChatAsync(work, audits) : OfWorldsAsync(work)).ConfigureAwait(false);
        }
        WriteCard(request, result.Card);
        run?.Finish(result.Json.DeepClone());
        if (request.Json) terminal.Write(result.Json, CliJson.Default.JsonObject);
        else result.Print(terminal);
        return ExitCode.Done;
    }

    private static async Task<Calibrated> OfWorldsAsync(Work work)
    {
        CalibrateRequest request = work.Request;
        WorldEntry[] worlds = [.. WorldCatalogue.All.Where(world => request.Worlds?.Contains(world.Name) ?? true)];
        var cells = new List<ControlCell>();
        var detections = new List<Detection>();
        for (int i = 0; i < worlds.Length; i++)
        {
            WorldEntry world = worlds[i];
            for (int seed = 1; seed <= request.Seeds; seed++)
            {
                var audited = new Audited(seed, request, cell => work.Report((i + (seed - 1.0) / request.Seeds) / worlds.Length, $"{cell.World}, seed {cell.Seed}: {cell.Control}"), work.Token);
                cells.AddRange(await work.PartAsync($"{world.Name}, seed {seed}", () => world.Accept(audited)).ConfigureAwait(false));
            }
            if (request.Streams > 0) detections.AddRange(await work.PartAsync($"{world.Name}, detection", () => Task.FromResult(world.Accept(new Detected(request, work.Token)))).ConfigureAwait(false));
        }
        return new(new JsonObject { ["cells"] = Node(cells), ["detection"] = Node(detections) }, terminal => CalibrationPrinter.Print(cells, detections, terminal)) { Card = ErrorRates.Of(cells) };
    }

    private static async Task<Calibrated> OfChatAsync(Work work, int audits)
    {
        IReadOnlyList<PlantedAudit> results = await ChatCalibration.RunAsync(audits, new AuditOptions { Budget = work.Request.Budget }, done => work.Report((double)done / audits, $"{done} of {audits} audits"),
            (number, audit) => work.PartAsync($"audit {number}", audit), work.Token).ConfigureAwait(false);
        return new(new JsonObject { ["audits"] = Node(results) }, terminal => ChatCalibrationPrinter.Print(results, terminal)) { Card = ChatCalibration.ErrorRates(results) };
    }

    private static async Task<Calibrated> OfStatisticsAsync(Work work)
    {
        int streams = Math.Max(1, work.Request.Streams);
        var seed = new Seed(1);
        IReadOnlyList<PowerCell> cells = await work.PartAsync("pairs", () => Task.FromResult(PowerTable.Of(seed, 0.05, streams, LongestStream, work.Token))).ConfigureAwait(false);
        CleanPairs[] clean = await work.PartAsync("clean", () => Task.FromResult<CleanPairs[]>([.. ((double[])[0, 0.02, 0.05, 0.25]).Select(noise => new CleanPairs(noise, PowerTable.CleanPairs(noise, 0.1, 0.05, streams, LongestStream, seed, work.Token)))])).ConfigureAwait(false);
        List<SequenceRow> rows = await work.PartAsync("rows", () =>
        {
            var made = new List<SequenceRow>();
            foreach (SequenceRow row in SequenceTable.Of(seed, streams, LongestStream, work.Token))
            {
                made.Add(row);
                work.Report((double)made.Count / SequenceTable.Rows, row.Where);
            }
            return Task.FromResult(made);
        }).ConfigureAwait(false);
        return new(new JsonObject { ["pairs"] = Node(cells), ["clean"] = Node(clean), ["rows"] = Node(rows) }, terminal =>
        {
            StatisticsPrinter.Print(cells, [.. clean.Select(each => (each.Noise, each.Pairs))], terminal);
            StatisticsPrinter.Print(rows, terminal);
        });
    }

    private static async Task<Calibrated> OfGoalsAsync(Work work)
    {
        CalibrateRequest request = work.Request;
        IReadOnlyList<string> worlds = request.Worlds ?? GoalCalibration.Worlds;
        double kinds = Enum.GetValues<Audits.SubjectKind>().Length;
        var cells = new List<GoalCalibrationCell>();
        for (int i = 0; i < worlds.Count; i++)
            for (int seed = 1; seed <= request.Seeds; seed++)
            {
                WorldEntry world = WorldCatalogue.Named(worlds[i]);
                var judged = new Judged(seed, cell => work.Report((i + (cell.Seed - 1 + ((int)cell.Kind + 1) / kinds) / request.Seeds) / worlds.Count, $"{cell.World}, seed {cell.Seed}: {GoalCalibrationPrinter.Word(cell.Kind)}"), work.Token);
                cells.AddRange(await work.PartAsync($"{world.Name}, seed {seed}", () => Task.FromResult(world.Accept(judged))).ConfigureAwait(false));
            }
        return new(new JsonObject { ["subjects"] = Node(cells) }, terminal => GoalCalibrationPrinter.Print(cells, terminal));
    }

    // Two calibrations make one card: what was not measured now stays as it was.
    private static void WriteCard(CalibrateRequest request, IReadOnlyList<ErrorRate> measured)
    {
        if (request.Card is not { } path || measured.Count == 0) return;
        IReadOnlyList<ErrorRate> before = File.Exists(path) ? ErrorRates.Read(File.ReadAllText(path)) : [];
        File.WriteAllText(path, ErrorRates.Write(ErrorRates.Updated(before, measured)));
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, RunJson.Line);

    private sealed record Calibrated(JsonObject Json, Action<Terminal> Print)
    {
        public IReadOnlyList<ErrorRate> Card { get; init; } = [];
    }

    // What is asked, and where its parts are kept, if anywhere.
    private sealed record Work(CalibrateRequest Request, CalibrationRun? Run, Progress Progress, CancellationToken Token)
    {
        public Task<TPart> PartAsync<TPart>(string id, Func<Task<TPart>> work) => Run?.PartAsync(id, work) ?? work();

        public void Report(double done, string what)
        {
            Progress.Report(done, what);
            Run?.Report(done, what);
        }
    }

    private sealed record CleanPairs(double Noise, double? Pairs);

    private sealed record Audited(int Seed, CalibrateRequest Request, Action<ControlCell> Told, CancellationToken Token) : IWorldVisitor<Task<IReadOnlyList<ControlCell>>>
    {
        public Task<IReadOnlyList<ControlCell>> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            ControlTable.RunAsync<TWorld, TState>(Seed, Seed, new AuditOptions { Budget = Request.Budget }, Told, Token);
    }

    private sealed record Judged(int Seed, Action<GoalCalibrationCell> Told, CancellationToken Token) : IWorldVisitor<IReadOnlyList<GoalCalibrationCell>>
    {
        public IReadOnlyList<GoalCalibrationCell> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            GoalCalibration.Run<TWorld, TState>(Seed, Seed, Told, Token);
    }

    private sealed record Detected(CalibrateRequest Request, CancellationToken Token) : IWorldVisitor<IReadOnlyList<Detection>>
    {
        public IReadOnlyList<Detection> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            DetectionTable.Of<TWorld, TState>(new AuditOptions { Budget = Request.Budget }, Played, Request.Streams, new Seed(1), Token);
    }
}
