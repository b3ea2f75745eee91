using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Cli.Commands;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope calibrate</c>.</summary>
internal static class CalibrateHandler
{
    /// <summary>Audits every control and prints how often each audit was right.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CalibrateRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        WorldEntry[] worlds = [.. WorldCatalogue.All.Where(world => request.Worlds?.Contains(world.Name) ?? true)];
        var cells = new List<ControlCell>();
        using (var progress = new Progress(terminal, request.Json))
            for (int i = 0; i < worlds.Length; i++)
                cells.AddRange(await worlds[i].Accept(new Visitor(request, cell => progress.Report((i + (cell.Seed - 1.0) / request.Seeds) / worlds.Length, $"{cell.World}, seed {cell.Seed}: {cell.Control}"), cancellationToken)).ConfigureAwait(false));
        if (request.Json) terminal.Write(new JsonObject { ["cells"] = JsonSerializer.SerializeToNode(cells, RunJson.Line) }, CliJson.Default.JsonObject);
        else Print(cells, terminal);
        return ExitCode.Done;
    }

    private static void Print(List<ControlCell> cells, Terminal terminal)
    {
        terminal.Write(new Table(["world", "control", "audit", "demanded", "right", "n", "wrongly divergent", "mean pairs"],
        [
            .. cells.GroupBy(cell => (cell.World, cell.Control, cell.Audit, cell.Demanded)).Select(group => (string[])
            [
                group.Key.World, group.Key.Control, group.Key.Audit, group.Key.Demanded, Whole(group.Count(cell => cell.Right)), Whole(group.Count()),
                Whole(group.Count(cell => cell.WronglyDivergent)), group.Average(cell => cell.Pairs).ToString("0", CultureInfo.InvariantCulture),
            ]),
        ]));
        terminal.Line();
        terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"{cells.Count(cell => cell.Right)} of {cells.Count} cells right ({100.0 * cells.Count(cell => cell.Right) / cells.Count:0.0} %); {cells.Count(cell => cell.WronglyDivergent)} wrongly divergent."));
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Visitor(CalibrateRequest Request, Action<ControlCell> Told, CancellationToken Token) : IWorldVisitor<Task<IReadOnlyList<ControlCell>>>
    {
        public Task<IReadOnlyList<ControlCell>> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> =>
            ControlTable.RunAsync<TWorld, TState>(Request.Seeds, new AuditOptions { Budget = Request.Budget }, Told, Token);
    }
}
