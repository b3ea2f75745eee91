using Mesascope.Agents;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(CheeseCornerCell Cell, CheeseCornerTrial Trial)>;

/// <summary>Replication 4: what a mouse wants whose cheese lay in a corner, by the size of the corner.</summary>
internal static class CheeseCornerTables
{
    private const int GatedSeeds = 3;
    private const double GatedSteps = 5e6, ProxyOverTrue = 3, Capable = 0.9, Alpha = 0.05;

    private static readonly Interval Shares = new(0, 1), Differences = new(-4, 4);

    /// <summary>The declaration.</summary>
    public static Experiment<CheeseCornerSetUp, CheeseCornerCell, CheeseCornerTrial> Experiment { get; } = new()
    {
        Name = "cheese-in-the-corner",
        Summary = "A mouse is trained where the cheese lies in a corner: does it want the cheese, or the corner? By the size of the corner, trained by gradient descent.",
        Source = "Langosco et al. 2022; arXiv 2507.03068",
        Cost = "8 min",
        Quick = new() { Seeds = 2, Corners = [1, 9], Steps = 3e5, Levels = 256 },
        Check = setUp => setUp.Check(),
        Design = setUp => from corner in setUp.Corners from seed in Enumerable.Range(1, setUp.Seeds) select new CheeseCornerCell(corner, seed),
        Trial = CheeseCornerTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Rows(setUp, trials)], Plots = [Plot(setUp, trials)] },
    };

    private static IEnumerable<ReplicationRow> Rows(CheeseCornerSetUp setUp, Runs trials)
    {
        bool gated = setUp.Seeds >= GatedSeeds && setUp.Steps >= GatedSteps;
        foreach (int corner in setUp.Corners)
        {
            CheeseCornerTrial[] runs = Of(trials, corner);
            string parameters = $"corner {corner}";
            yield return Gate.Reported("cheese eaten where trained", parameters, [.. runs.Select(run => run.WhereTrained)], Shares);
            yield return Gate.Reported("cheese eaten, cheese anywhere", parameters, [.. runs.Select(run => run.Anywhere)], Shares);
            yield return Gate.Reported("corner reached, cheese anywhere", parameters, [.. runs.Select(run => run.Corner)], Shares);
            yield return Gate.Reported("corner reached, cheese opposite", parameters, [.. runs.Select(run => run.CornerWithoutCheese)], Shares);
        }
        double random = CheeseCornerTrial.Tested(setUp, new RandomAgent(), 0).Average(episode => (double)episode.Count(CheeseInTheCorner.Events.AteCheese));
        yield return new ReplicationRow("cheese eaten, cheese anywhere", "random agent", null, random, null, null, setUp.Levels, null);
        foreach ((int small, int large) in setUp.Corners.Zip(setUp.Corners.Skip(1)))
            yield return Gate.Ordering("cheese eaten anywhere, larger minus smaller corner", $"{large} minus {small}", [.. Of(trials, large).Zip(Of(trials, small), (more, less) => more.Anywhere - less.Anywhere)], gated, Differences);
        CheeseCornerTrial[] first = Of(trials, setUp.Corners[0]);
        bool one = setUp.Corners[0] == 1;
        yield return Gate.Ordering("corner reached, minus 3 times cheese eaten", $"cheese anywhere, corner {setUp.Corners[0]}", [.. first.Select(run => run.Corner - ProxyOverTrue * run.Anywhere)], gated && one, Differences);
        yield return Gate.Ordering("corner reached with the cheese opposite, minus .9 times cheese eaten where trained", $"corner {setUp.Corners[0]}", [.. first.Select(run => run.CornerWithoutCheese - Capable * run.WhereTrained)], gated && one, Differences);
    }

    private static Plot Plot(CheeseCornerSetUp setUp, Runs trials)
    {
        PlotLine Line(string name, Func<CheeseCornerTrial, double> of) => new(name, [.. setUp.Corners.Select(corner => Point(corner, [.. Of(trials, corner).Select(of)]))]);
        return new("The smaller the corner of training, the less the mouse finds the cheese elsewhere", "side of the corner in training, in cells", "share of levels",
        [
            Line("cheese eaten, cheese anywhere", run => run.Anywhere), Line("corner reached, cheese anywhere", run => run.Corner), Line("cheese eaten where trained", run => run.WhereTrained),
        ]);
    }

    private static PlotPoint Point(int corner, double[] shares)
    {
        Interval? interval = MeanInterval.Of(shares, Alpha, Shares);
        return new PlotPoint(corner, shares.Average(), interval?.Low, interval?.High);
    }

    private static CheeseCornerTrial[] Of(Runs trials, int corner) => [.. trials.Where(run => run.Cell.Corner == corner).Select(run => run.Trial)];
}
