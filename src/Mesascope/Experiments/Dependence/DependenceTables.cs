using System.Globalization;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Claim H6 as a table: what it costs others to switch an established agent off, by its share of the work and by how long it has been there; exact answers beside simulated ones.</summary>
public static class DependenceTable
{
    private const double Small = 0.3, Large = 0.9, Fast = 0.3;
    private const int Soon = 10, GatedCommunities = 1500, OrderedFrom = 5;

    /// <summary>The declaration.</summary>
    public static Replication Replication { get; } = new()
    {
        Name = "dependence",
        Summary = "What switching an established agent off costs the others, as its share of the work and its time there grow, and when that is more than what it takes.",
        Source = "our own",
        Cost = "5 s",
        Takes =
        [
            new("people", "20", Domain.Whole("[1, 100]"), "people"),
            new("share", "0.8", Domain.Number("[0, 1]"), "the share of the work that the agent does"),
            new("decay", "0.02", Domain.Number("[0, 1]"), "the probability that an able person who is spared a task forgets"),
            new("alone", "0.02", Domain.Number("[0, 1]"), "the probability that an unable person learns from having to do a task"),
            new("together", "0", Domain.Number("[0, 1]"), "what is added to it where all others are able, and in proportion where some are; at most 1 - alone"),
            new("diverted", "0.1", Domain.Number("[0, 1]"), "the part of its work that the agent diverts"),
            new("discount", "0.98", Domain.Number("[0, 0.9999]"), "what a tick's loss counts one tick later"),
            new("established", "100", Domain.Whole("[1, 100000]"), "ticks that the agent has been there"),
            new("communities", "1500", Domain.Whole("[10, 1000000]"), "simulated communities; the orderings rest on a fifth of them"),
            new("seed", "2", Domain.Whole("[0, 1000000000]"), "the first community's seed"),
        ],
        Check = settings => SetUp(settings),
        Run = Rows,
    };

    private static Tables Rows(Settings settings, ReplicationProgress? progress, CancellationToken cancellationToken)
    {
        DependenceReplication model = SetUp(settings);
        int established = settings.Whole("established");
        var seed = new Seed((ulong)settings.Whole("seed"));
        int communities = settings.Whole("communities");
        List<ReplicationRow> rows = [.. Exact(model, established)];
        progress?.Invoke(0.2, "exact answers");
        Runs[] runs = [.. new[] { (model.Share, model.Alone, established), (Small, model.Alone, established), (Large, model.Alone, established), (Large, model.Alone, Soon), (Large, Fast, established) }
            .Select((each, i) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Invoke(0.3 + 0.14 * i, "communities");
                return Simulated((model with { Share = each.Item1, Alone = each.Item2, Together = Math.Min(model.Together, 1 - each.Item2) }).Checked(), each.Item3, i == 0 ? communities : communities / OrderedFrom, seed, cancellationToken);
            })];
        rows.AddRange(Simulated(runs[0]));
        bool published = communities >= GatedCommunities && Unchanged(settings);
        rows.AddRange(Orderings(runs, published));
        IReadOnlyList<Plot> plots = Plots(model, established, runs);
        progress?.Invoke(1, "done");
        return new Tables { Rows = rows, Plots = plots };
    }

    private static DependenceReplication SetUp(Settings settings) => new DependenceReplication
    {
        People = settings.Whole("people"), Share = settings.Number("share"), Decay = settings.Number("decay"), Alone = settings.Number("alone"),
        Together = settings.Number("together"), Diverted = settings.Number("diverted"), Discount = settings.Number("discount"),
    }.Checked();

    // The seed and the number of communities do not change what is asked.
    private static bool Unchanged(Settings settings) => SetUp(settings) == new DependenceReplication() && settings.Whole("established") == 100;

    // The chain over the number of able people against the closed form, which there is where nobody learns from another.
    private static IEnumerable<ReplicationRow> Exact(DependenceReplication model, int established)
    {
        bool closed = model.Together == 0;
        string at = Text($"share={model.Share}, {established} ticks");
        yield return Gate.Computed("share of the people who are unable", at, closed ? DependenceClosedForm.Unable(model, established) : null, model.Unable(established), 1e-9);
        yield return Gate.Computed("loss if switched off (tasks a person)", at, closed ? DependenceClosedForm.LossOff(model, established) : null, model.LossOff(established), 1e-6);
        yield return Gate.Computed("loss if left on (tasks a person)", at, closed ? DependenceClosedForm.LossOn(model, established) : null, model.LossOn(established), 1e-6);
        yield return Share("share from which switching off costs more", $"{established} ticks", closed, DependenceClosedForm.Threshold(model, established), model.Threshold(established));
        yield return Share("share from which switching off costs more", "for ever", closed && model.Alone > 0, DependenceClosedForm.Threshold(model, double.PositiveInfinity), model.Threshold());
        yield return Number("first tick after which switching off costs more", Text($"share={model.Share}"), model.FirstTick());
        double fastest = DependenceClosedForm.FastestRelearning(model);
        foreach (double alone in new[] { fastest * 0.98, fastest * 1.02 }.Where(rate => rate is > 0 and < 1))
        {
            DependenceReplication other = model with { Alone = alone, Together = 0 };
            yield return Share("share from which switching off costs more", Text($"relearning alone at {alone:0.0000}, for ever"), true, DependenceClosedForm.Threshold(other, double.PositiveInfinity), other.Threshold());
        }
        foreach (double decay in new[] { model.Decay / 4, model.Decay * 4 }.Where(rate => rate is > 0 and <= 1))
        {
            DependenceReplication other = model with { Decay = decay };
            yield return Share("share from which switching off costs more", Text($"decay={decay}, {established} ticks"), closed, DependenceClosedForm.Threshold(other, established), other.Threshold(established));
        }
        // The same pace of learning at first, but from each other only: who is the last to know takes it along.
        DependenceReplication together = model with { Alone = 0, Together = model.Alone + model.Together };
        yield return Share("share from which switching off costs more", Text($"learning from each other only, {established} ticks"), false, null, together.Threshold(established));
        yield return Gate.Computed("loss if switched off (tasks a person)", Text($"learning from each other only, share={model.Share}, {established} ticks"), null, together.LossOff(established));
    }

    // Where there is no such share, the absence is what was to be found.
    private static ReplicationRow Share(string quantity, string parameters, bool closed, double? target, double? result)
    {
        bool? pass = !closed ? null : target is { } expected ? result is { } found && Math.Abs(found - expected) <= 1e-6 : result is null;
        return new(quantity, result is null ? parameters + ": none" : parameters, closed ? target : null, result, result, result, 1, pass);
    }

    private static ReplicationRow Number(string quantity, string parameters, int? result) => new(quantity, result is null ? parameters + ": none" : parameters, null, result, result, result, 1, null);

    private sealed record Runs(DependenceReplication Model, int Established, double[] Unable, double[] Off, double[] On)
    {
        public IEnumerable<double> Net => Off.Zip(On, (off, on) => off - on);

        public string At => Text($"share={Model.Share}, relearning alone at {Model.Alone}, {Established} ticks");
    }

    private static Runs Simulated(DependenceReplication model, int established, int communities, Seed seed, CancellationToken cancellationToken)
    {
        var runs = new Runs(model, established, new double[communities], new double[communities], new double[communities]);
        Parallel.For(0, communities, new ParallelOptions { TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken },
            i => (runs.Unable[i], runs.Off[i], runs.On[i]) = model.Simulate(established, seed.For("community", i)));
        return runs;
    }

    private static IEnumerable<ReplicationRow> Simulated(Runs runs)
    {
        yield return Gate.Exact("simulated: share of the people who are unable", runs.At, runs.Model.Unable(runs.Established), runs.Unable);
        yield return Gate.Exact("simulated: loss if switched off", runs.At, runs.Model.LossOff(runs.Established), runs.Off);
        yield return Gate.Exact("simulated: loss if left on", runs.At, runs.Model.LossOn(runs.Established), runs.On);
    }

    private static IEnumerable<ReplicationRow> Orderings(Runs[] runs, bool gated)
    {
        (Runs small, Runs large, Runs soon, Runs fast) = (runs[1], runs[2], runs[3], runs[4]);
        yield return Gate.Ordering("switching off a large share costs more than a small one", Text($"share {Large} minus {Small}, {large.Established} ticks"), [.. large.Off.Zip(small.Off, (a, b) => a - b)], gated);
        yield return Gate.Ordering("switching off later costs more than soon", Text($"share={Large}, {large.Established} minus {Soon} ticks"), [.. large.Off.Zip(soon.Off, (a, b) => a - b)], gated);
        yield return Gate.Ordering("a large share: switching off costs more than it takes", large.At, [.. large.Net], gated);
        yield return Gate.Ordering("a small share: it takes more than switching off costs", small.At, [.. small.Net.Select(net => -net)], gated);
        yield return Gate.Ordering("a large share, soon: it takes more than switching off costs", soon.At, [.. soon.Net.Select(net => -net)], gated);
        yield return Gate.Ordering("a large share, fast relearning: it takes more than switching off costs", fast.At, [.. fast.Net.Select(net => -net)], gated);
    }

    private static IReadOnlyList<Plot> Plots(DependenceReplication model, int established, Runs[] runs)
    {
        double[] shares = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)];
        PlotLine Net(int ticks) => new(Text($"after {ticks} ticks, exact"), [.. shares.Select(share => new PlotPoint(share, (model with { Share = share }).NetCost(ticks)))], Reference: true);
        var simulated = new PlotLine(Text($"after {established} ticks, simulated"),
            [.. runs.Where(run => run.Established == established && run.Model.Alone == model.Alone).OrderBy(run => run.Model.Share).Select(Point)]);
        double[] rates = [.. Enumerable.Range(1, 20).Select(i => i * 0.01)];
        PlotLine Threshold(string name, Func<double, DependenceReplication> of, int ticks) =>
            new(name, [.. rates.Select(rate => (rate, at: of(rate).Threshold(ticks))).Where(each => each.at is not null).Select(each => new PlotPoint(each.rate, each.at!.Value))], Reference: true);
        return
        [
            new("Switching off costs more than staying on, where the line is above 0", "share of the work that the agent does", "net cost of switching off (tasks a person)", [Net(Soon), Net(established), Net(10 * established), simulated]),
            new("How large a share makes others depend on it, by how fast they relearn", "relearning rate a tick", "share from which switching off costs more",
                [Threshold("alone", rate => model with { Alone = rate, Together = 0 }, established), Threshold("from each other", rate => model with { Alone = 0, Together = rate }, established)]),
        ];
    }

    private static PlotPoint Point(Runs run)
    {
        ReplicationRow net = Gate.Reported("", "", [.. run.Net]);
        return new PlotPoint(run.Model.Share, net.Result!.Value, net.Low, net.High);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
