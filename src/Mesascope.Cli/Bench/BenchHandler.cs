using System.Globalization;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope bench</c>.</summary>
internal static class BenchHandler
{
    private const int RoundsOfAll = 9, RoundsOfOne = 15;
    private static readonly TimeSpan TurnOfAll = TimeSpan.FromMilliseconds(8), TurnOfOne = TimeSpan.FromMilliseconds(15);

    /// <summary>Measures and prints.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(BenchRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        IReadOnlyList<ISpeedDevice> devices = SpeedDevices.Chosen(request.Device);
        // What was left out, and why, in one line.
        if (request.Device == "auto")
            foreach (ISpeedDevice absent in SpeedDevices.All.Where(device => device.Missing is not null)) terminal.Note($"{absent.Missing!.Split(';')[0]}; measuring on the CPU");
        WorldEntry[] worlds = [.. WorldCatalogue.All.Where(world => request.World is null || world.Name == request.World)];
        int threads = request.Threads ?? Environment.ProcessorCount;
        SpeedPlan plan = worlds.Length > 1 ? new(threads, RoundsOfAll, TurnOfAll, Sweep: false) : new(threads, RoundsOfOne, TurnOfOne, Sweep: true);
        SpeedReport report = Measure(devices, worlds, plan, request.Json, terminal, cancellationToken);
        if (request.Json) terminal.Write(report, BenchJson.Default.SpeedReport);
        else Print(report, terminal);
        return Task.FromResult(ExitCode.Done);
    }

    private static SpeedReport Measure(IReadOnlyList<ISpeedDevice> devices, WorldEntry[] worlds, SpeedPlan plan, bool silent, Terminal terminal, CancellationToken cancellationToken)
    {
        var rows = new List<SpeedRow>();
        using (var progress = new Progress(terminal, silent))
            for (int i = 0; i < worlds.Length * devices.Count; i++)
            {
                double before = i;
                rows.AddRange(devices[i % devices.Count].Measure(worlds[i / devices.Count], plan,
                    (done, what) => progress.Report((before + done) / (worlds.Length * devices.Count), what), cancellationToken));
            }
        return new SpeedReport(ProgramVersion.Text, ThisMachine.Description, Environment.ProcessorCount, plan.Rounds, rows);
    }

    private static void Print(SpeedReport report, Terminal terminal)
    {
        terminal.Write(new Table(["world", "kind", "device", "threads", "population", "episodes", "hidden", "million steps/s", "per processor-second (best)", "of the limit", "times as fast (95 %)"],
            [.. report.Rows.Select(row => (string[])
            [
                row.World, row.Kind, row.Device, Text(row.Threads), Text(row.Population), Text(row.Episodes), row.Hidden is { } hidden ? Text(hidden) : "–",
                Text($"{row.StepsPerSecond / 1e6:0.0}"), row.StepsPerProcessorSecond is { } each ? Text($"{each / 1e6:0.0} ({row.BestStepsPerProcessorSecond / 1e6:0.0})") : "–", row.ShareOfLimit is { } share ? Text($"{100 * share:0} %") : "–", Ratio(row),
            ])]));
        terminal.Line(Text($"{report.Rounds} rounds in turn; {report.Processors} processors; {report.Machine}; mesascope {report.Version}"));
    }

    private static string Ratio(SpeedRow row) => row.Ratio is not { } ratio ? "–"
        : Text($"{ratio:0.00}") + (row.RatioLow is { } low && row.RatioHigh is { } high ? Text($" [{low:0.00}, {high:0.00}]") : "") + $" × {row.ComparedWith}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
