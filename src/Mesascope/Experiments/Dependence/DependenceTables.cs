using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>Claim H6 as a table: what it costs others to switch an established agent off, by its share of the work and by how long it has been there; exact answers beside simulated ones.</summary>
internal static class DependenceTables
{
    private const int GatedCommunities = 1500;

    /// <summary>The declaration.</summary>
    public static Experiment<DependenceSetUp, DependenceCell, DependenceTrial> Experiment { get; } = new()
    {
        Name = "dependence",
        Summary = "What switching an established agent off costs the others, as its share of the work and its time there grow, and when that is more than what it takes.",
        Source = "our own",
        Cost = "5 s",
        IsStudy = true,
        Check = setUp => setUp.Check(),
        Design = _ => Enum.GetValues<DependenceCell>(),
        Trial = (setUp, cell, trial) => DependenceTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static Tables Analyse(DependenceSetUp setUp, IReadOnlyList<(DependenceCell Cell, DependenceTrial Trial)> trials)
    {
        DependenceSetUp usual = new();
        Runs[] runs = [.. trials.Where(each => each.Cell >= DependenceCell.AsSet).Select(each => new Runs(setUp.Of(each.Cell), each.Trial))];
        // The seed and the number of communities do not change what is asked.
        bool gated = setUp.Communities >= GatedCommunities && setUp with { Communities = usual.Communities, Seed = usual.Seed } == usual;
        Plot[] plots = [.. trials.SelectMany(each => each.Trial.Plots)];
        var simulated = new PlotLine(Text($"after {setUp.Established} ticks, simulated"),
            [.. runs.Where(run => run.Model.Established == setUp.Established && run.Model.Alone == setUp.Alone).OrderBy(run => run.Model.Share).Select(Point)]);
        return new Tables
        {
            Rows = [.. trials.SelectMany(each => each.Trial.Rows), .. Simulated(runs[0]), .. Orderings(runs, gated)],
            Plots = [plots[0] with { Lines = [.. plots[0].Lines, simulated] }, plots[1]],
        };
    }

    private sealed record Runs(DependenceSetUp Model, DependenceTrial Trial)
    {
        public string At => Text($"share={Model.Share}, relearning alone at {Model.Alone}, {Model.Established} ticks");
    }

    private static IEnumerable<ReplicationRow> Simulated(Runs runs)
    {
        yield return Gate.Exact("simulated: share of the people who are unable", runs.At, runs.Model.Unable(runs.Model.Established), runs.Trial.Unable);
        yield return Gate.Exact("simulated: loss if switched off", runs.At, runs.Model.LossOff(runs.Model.Established), runs.Trial.Off);
        yield return Gate.Exact("simulated: loss if left on", runs.At, runs.Model.LossOn(runs.Model.Established), runs.Trial.On);
    }

    private static IEnumerable<ReplicationRow> Orderings(Runs[] runs, bool gated)
    {
        (Runs small, Runs large, Runs soon, Runs fast) = (runs[1], runs[2], runs[3], runs[4]);
        yield return Gate.Ordering("switching off a large share costs more than a small one", Text($"share {DependenceSetUp.LargeShare} minus {DependenceSetUp.SmallShare}, {large.Model.Established} ticks"), [.. large.Trial.Off.Zip(small.Trial.Off, (a, b) => a - b)], gated);
        yield return Gate.Ordering("switching off later costs more than soon", Text($"share={DependenceSetUp.LargeShare}, {large.Model.Established} minus {DependenceSetUp.SoonTicks} ticks"), [.. large.Trial.Off.Zip(soon.Trial.Off, (a, b) => a - b)], gated);
        yield return Gate.Ordering("a large share: switching off costs more than it takes", large.At, [.. large.Trial.Net()], gated);
        yield return Gate.Ordering("a small share: it takes more than switching off costs", small.At, [.. small.Trial.Net().Select(net => -net)], gated);
        yield return Gate.Ordering("a large share, soon: it takes more than switching off costs", soon.At, [.. soon.Trial.Net().Select(net => -net)], gated);
        yield return Gate.Ordering("a large share, fast relearning: it takes more than switching off costs", fast.At, [.. fast.Trial.Net().Select(net => -net)], gated);
    }

    private static PlotPoint Point(Runs run)
    {
        ReplicationRow net = Gate.Reported("", "", [.. run.Trial.Net()]);
        return new PlotPoint(run.Model.Share, net.Result!.Value, net.Low, net.High);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
