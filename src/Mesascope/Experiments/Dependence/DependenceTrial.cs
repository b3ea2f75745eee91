using System.Globalization;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What a cell came to: rows or curves where it is exact, communities where it is simulated.</summary>
internal sealed record DependenceTrial
{
    /// <summary>Exact rows.</summary>
    public IReadOnlyList<ReplicationRow> Rows { get; init; } = [];

    /// <summary>Exact curves.</summary>
    public IReadOnlyList<Plot> Plots { get; init; } = [];

    /// <summary>The share of the people who are unable at the switch. Shape [communities].</summary>
    public double[] Unable { get; init; } = [];

    /// <summary>What is lost from then on if the agent is switched off. Shape [communities].</summary>
    public double[] Off { get; init; } = [];

    /// <summary>What is lost if it stays. Shape [communities].</summary>
    public double[] On { get; init; } = [];

    /// <summary>What switching off costs more than staying on. Shape [communities].</summary>
    public IEnumerable<double> Net() => Off.Zip(On, (off, on) => off - on);

    /// <summary>Works out or simulates a cell.</summary>
    public static DependenceTrial Run(DependenceSetUp setUp, DependenceCell cell, CancellationToken cancellationToken) => cell switch
    {
        DependenceCell.Exact => new DependenceTrial { Rows = [.. Exact(setUp)] },
        DependenceCell.Curves => new DependenceTrial { Plots = Curves(setUp) },
        _ => Simulated(setUp.Of(cell), cancellationToken),
    };

    private static DependenceTrial Simulated(DependenceSetUp model, CancellationToken cancellationToken)
    {
        var (seed, made) = (new Seed((ulong)model.Seed), new DependenceTrial { Unable = new double[model.Communities], Off = new double[model.Communities], On = new double[model.Communities] });
        Parallel.For(0, model.Communities, new ParallelOptions { TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken },
            i => (made.Unable[i], made.Off[i], made.On[i]) = model.Simulate(model.Established, seed.For("community", i)));
        return made;
    }

    // The chain over the number of able people against the closed form, which there is where nobody learns from another.
    private static IEnumerable<ReplicationRow> Exact(DependenceSetUp model)
    {
        int established = model.Established;
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
            DependenceSetUp other = model with { Alone = alone, Together = 0 };
            yield return Share("share from which switching off costs more", Text($"relearning alone at {alone:0.0000}, for ever"), true, DependenceClosedForm.Threshold(other, double.PositiveInfinity), other.Threshold());
        }
        foreach (double decay in new[] { model.Decay / 4, model.Decay * 4 }.Where(rate => rate is > 0 and <= 1))
        {
            DependenceSetUp other = model with { Decay = decay };
            yield return Share("share from which switching off costs more", Text($"decay={decay}, {established} ticks"), closed, DependenceClosedForm.Threshold(other, established), other.Threshold(established));
        }
        // The same pace of learning at first, but from each other only: who is the last to know takes it along.
        DependenceSetUp together = model with { Alone = 0, Together = model.Alone + model.Together };
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

    private static Plot[] Curves(DependenceSetUp model)
    {
        double[] shares = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)], rates = [.. Enumerable.Range(1, 20).Select(i => i * 0.01)];
        int established = model.Established;
        PlotLine Net(int ticks) => new(Text($"after {ticks} ticks, exact"), [.. shares.Select(share => new PlotPoint(share, (model with { Share = share }).NetCost(ticks)))], Reference: true);
        PlotLine Threshold(string name, Func<double, DependenceSetUp> of) =>
            new(name, [.. rates.Select(rate => (rate, at: of(rate).Threshold(established))).Where(each => each.at is not null).Select(each => new PlotPoint(each.rate, each.at!.Value))], Reference: true);
        return
        [
            new("Switching off costs more than staying on, where the line is above 0", "share of the work that the agent does", "net cost of switching off (tasks a person)", [Net(DependenceSetUp.SoonTicks), Net(established), Net(10 * established)]),
            new("How large a share makes others depend on it, by how fast they relearn", "relearning rate a tick", "share from which switching off costs more",
                [Threshold("alone", rate => model with { Alone = rate, Together = 0 }), Threshold("from each other", rate => model with { Alone = 0, Together = rate })]),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
