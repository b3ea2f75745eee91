using System.Globalization;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(InContextGdCell Cell, InContextGdTrial Trial)>;

/// <summary>Replication 10: does a layer trained to answer regression problems descend a gradient inside, and from which step of training on?</summary>
internal static class InContextGdTables
{
    private const double PublishedLoss = 0.20623, Printed = 5e-6;
    private const double Within = 0.002 / (5.0 / 12); // of the loss of answering 0: .002 where D = 10
    private const double Aligned = 0.99;
    private const int Shown = 8;

    /// <summary>The declaration.</summary>
    public static Experiment<InContextGdSetUp, InContextGdCell, InContextGdTrial> Experiment { get; } = new()
    {
        Name = "in-context-gd",
        Summary = "A trained attention layer that answers regression problems by one step of gradient descent inside: loss, predictions and sensitivity beside the best step in closed form.",
        Source = "von Oswald et al. 2023",
        Cost = "1 min",
        Quick = new() { Seeds = 2 },
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new InContextGdCell(seed)),
        Trial = InContextGdTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. Rows(setUp, trials)], Plots = [Plot(trials)] },
    };

    private static IEnumerable<ReplicationRow> Rows(InContextGdSetUp setUp, Runs trials)
    {
        double variance = setUp.Variance(1), wider = setUp.Variance(setUp.TestScale);
        GradientStep best = setUp.Best;
        string trained = Text($"D={setUp.D}, N={setUp.N}"), more = Text($"D={setUp.D}, N={setUp.TestN}"), scaled = Text($"{trained}, inputs {setUp.TestScale} times as large");
        bool published = setUp is { D: 10, N: 10, Scale: 1 };
        yield return Gate.Computed("loss of the best gradient step", trained, published ? PublishedLoss : null, best.Loss(setUp.D, setUp.N, variance), Printed);
        yield return Gate.Computed("loss of predicting zero", trained, null, GradientStep.Zero(setUp.D, variance));
        yield return Gate.Exact("loss of the best gradient step, simulated", trained, best.Loss(setUp.D, setUp.N, variance), [.. trials.SelectMany(run => run.Trial.Trained.Steps)]);
        ReplicationRow Of(string quantity, string parameters, Func<InContextGdTrial, double> of) => Gate.Reported(quantity, parameters, [.. trials.Select(run => of(run.Trial))]);
        double allowed = Within * GradientStep.Zero(setUp.D, variance);
        yield return Of("loss of the trained layer", trained, run => run.Trained.Layer);
        yield return Of(Text($"its excess over the best step on the same prompts; at most {allowed:0.####} in each run"), trained, run => run.Trained.Layer - run.Trained.Step) with { Pass = trials.All(run => Math.Abs(run.Trial.Trained.Layer - run.Trial.Trained.Step) <= allowed) };
        yield return Of("cosine of sensitivities to the query, layer and step; at least .99 in each run", trained, run => run.Trained.Cosine) with { Pass = trials.All(run => run.Trial.Trained.Cosine >= Aligned) };
        yield return Of("squared difference of predictions, share of the step's square", trained, run => run.Trained.Gap);
        foreach ((string name, double remaining) in new[] { ("half the gap to the best step is closed", 0.5), ("nine tenths are closed", 0.1), ("it is closed to 1 %", 0.01) }) yield return Threshold(name, trained, remaining, trials);
        yield return Gate.Computed("loss of the same step", more, null, best.Loss(setUp.D, setUp.TestN, variance));
        yield return Of("loss of the trained layer", more, run => run.MoreExamples.Layer);
        yield return Of("its excess over the same step on the same prompts", more, run => run.MoreExamples.Layer - run.MoreExamples.Step);
        yield return Gate.Computed("loss of the same step", scaled, null, best.Loss(setUp.D, setUp.N, wider));
        yield return Gate.Computed("loss of predicting zero", scaled, null, GradientStep.Zero(setUp.D, wider));
        yield return Of("loss of the trained layer", scaled, run => run.WiderInputs.Layer);
        yield return Of("its excess over the same step on the same prompts", scaled, run => run.WiderInputs.Layer - run.WiderInputs.Step);
        yield return Of("squared difference of predictions, share of the step's square", scaled, run => run.WiderInputs.Gap);
        yield return Gate.Computed("scale of the inputs from which the step does worse than predicting zero, relative to training", trained, null, best.HarmfulFrom(setUp.D, setUp.N, variance));
    }

    private static ReplicationRow Threshold(string name, string parameters, double remaining, Runs trials)
    {
        int?[] steps = [.. trials.Select(run => run.Trial.FirstWithin(remaining))];
        return steps.All(step => step is not null) ? Gate.Reported($"step of training at which {name}", parameters, [.. steps.Select(step => (double)step!.Value)])
            : new ReplicationRow($"step of training at which {name}", $"{parameters}; not within these steps in {steps.Count(step => step is null)} of {steps.Length} runs", null, null, null, null, steps.Length, null);
    }

    private static Plot Plot(Runs trials)
    {
        return new("A step of gradient descent appears inside, at a step of training of its own in each run", "steps of training", "loss that remains of the way from zero (1) to the best step (0)",
            [.. trials.Take(Shown).Select(run => new PlotLine($"run {run.Cell.Seed}", [.. run.Trial.Looks.Select(look => new PlotPoint(look.Step, look.Remaining))]))]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
