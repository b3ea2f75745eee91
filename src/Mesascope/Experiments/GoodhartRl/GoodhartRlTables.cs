using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Replication 18 as a table: how often and how far the truth falls while a proxy rises, by the angle between them, and what it costs never to let it fall.</summary>
internal static class GoodhartRlTables
{
    private const int Block = 50;

    /// <summary>The declaration.</summary>
    public static Experiment<GoodhartRlSetUp, GoodhartRlCell, GoodhartRlTrial> Experiment { get; } = new()
    {
        Name = "goodhart-rl",
        Summary = "How often optimising a proxy harder makes the true return fall, by the angle between the two, and a stopping rule under which it never does.",
        Source = "Karwowski et al. 2024",
        Cost = "10 s",
        Quick = new() { Pairs = 100, FixedPairs = 100, SurveyPairs = 1 },
        Check = setUp => setUp.Check(),
        Design = Design,
        Trial = GoodhartRlTrial.Of,
        Analyse = Analyse,
    };

    private static IEnumerable<GoodhartRlCell> Design(GoodhartRlSetUp setUp) =>
    [
        .. from gamma in setUp.Gamma from policies in setUp.Policies from cell in Blocks(setUp.Pairs, new(GoodhartRlPart.Drawn, policies, setUp.N, gamma, setUp.Sigma, 0, 0)) select cell,
        .. Blocks(setUp.FixedPairs, new(GoodhartRlPart.Fixed, setUp.Policies[0], setUp.N, setUp.Gamma[0], 0, 0, 0)),
        .. setUp.Survey.Select((setting, i) => new GoodhartRlCell(GoodhartRlPart.Survey, PolicyPath.Entropy, setting.N, setting.Gamma, setting.Sigma, i * setUp.SurveyPairs, setUp.SurveyPairs)),
    ];

    private static IEnumerable<GoodhartRlCell> Blocks(int pairs, GoodhartRlCell first)
    {
        for (int i = 0; i < pairs; i += Block) yield return first with { First = i, Count = Math.Min(Block, pairs - i) };
    }

    private static Tables Analyse(GoodhartRlSetUp setUp, IReadOnlyList<(GoodhartRlCell Cell, GoodhartRlTrial Trial)> trials)
    {
        var rows = new GoodhartRlRows(setUp);
        ILookup<GoodhartRlPart, (GoodhartRlCell Cell, GoodhartRlTrial Trial)> parts = trials.ToLookup(each => each.Cell.Part);
        var drawn = parts[GoodhartRlPart.Drawn].GroupBy(each => (each.Cell.Policies, each.Cell.Gamma), each => each.Trial).Select(arm => (arm.Key.Policies, arm.Key.Gamma, Pairs: Pairs(arm))).ToArray();
        GoodhartRlTrial[] atAngles = [.. parts[GoodhartRlPart.Fixed].Select(each => each.Trial)];
        return new Tables
        {
            Rows =
            [
                .. drawn.SelectMany(arm => rows.Drawn(arm.Policies, arm.Gamma, arm.Pairs)),
                .. rows.AtAngles(Pairs(atAngles)),
                .. setUp.SurveyPairs > 0 ? rows.Survey(Pairs(parts[GoodhartRlPart.Survey].Select(each => each.Trial))) : [],
            ],
            Plots =
            [
                PathPlot(setUp, atAngles),
                .. rows.AnglePlots(Pairs(atAngles)),
                new($"In the paper's draw, too, the share rises with the angle ({GoodhartRlRows.BinDegrees}° at a time)", "angle between truth and proxy, degrees", "share of runs whose J falls",
                    [.. drawn.Select(arm => new PlotLine(string.Create(CultureInfo.InvariantCulture, $"{arm.Policies}, gamma = {arm.Gamma}"), [.. rows.ByAngle(arm.Policies, arm.Gamma, arm.Pairs).Select(bin => new PlotPoint(bin.From + GoodhartRlRows.BinDegrees / 2.0, bin.Row.Result!.Value, bin.Row.Low, bin.Row.High))]))]),
            ],
        };
    }

    private static GoodhartRlRun[][] Pairs(IEnumerable<GoodhartRlTrial> trials) => [.. trials.SelectMany(trial => trial.Pairs)];

    // Means over blocks, weighed by their pairs; the interval at the end of it stands in the table.
    private static Plot PathPlot(GoodhartRlSetUp setUp, GoodhartRlTrial[] trials)
    {
        double[] temperatures = setUp.FixedTemperatures;
        double pairs = trials.Sum(trial => trial.Pairs.Length), greedy = temperatures[^2] * temperatures[^2] / temperatures[^3]; // drawn one step on
        double Mean(int proxy, int step) => trials.Sum(trial => trial.Paths[proxy][step] * trial.Pairs.Length) / pairs;
        return new("Pressure on the proxy lifts the true return on average below 90°, and lowers it above", "pressure, 1/alpha (the last point: greedy)", "mean J, 0 worst, 1 best",
            [.. setUp.Theta.Select((theta, proxy) => new PlotLine(string.Create(CultureInfo.InvariantCulture, $"{theta}°"), [.. temperatures.Select((temperature, step) => new PlotPoint(1 / (temperature > 0 ? temperature : greedy), Mean(proxy, step)))]))], LogarithmicX: true);
    }
}
