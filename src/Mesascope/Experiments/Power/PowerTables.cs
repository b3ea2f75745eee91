namespace Mesascope.Experiments;

/// <summary>Replication 7 as a table: POWER and the share of goals that avoid shutdown, drawn against closed forms, and the same question in a world of ours.</summary>
internal static class PowerTables
{
    /// <summary>The declaration.</summary>
    public static Experiment<PowerSetUp, PowerCell, Tables> Experiment { get; } = new()
    {
        Name = "power",
        Summary = "How much a state lets one reach, over all goals there could be, and for how many goals it is best to avoid shutdown.",
        Source = "Turner et al. 2021",
        Cost = "20 s",
        Quick = new PowerSetUp { Gamma = [0.1, 0.9], Samples = 30_000, Levels = 60 },
        Check = setUp => setUp.Asked(),
        Design = Design,
        Trial = (setUp, cell, trial) => PowerTrial.Run(setUp, cell, trial.Token),
        Analyse = Analyse,
    };

    private static IEnumerable<PowerCell> Design(PowerSetUp setUp) =>
    [
        .. from gamma in setUp.Gamma where setUp.Mdp is not null select new PowerCell(PowerOf.Mdp, 0, gamma),
        .. from gamma in setUp.Gamma from k in setUp.K select new PowerCell(PowerOf.Fan, k, gamma),
        .. from gamma in setUp.Gamma from n in setUp.N select new PowerCell(PowerOf.Shutdown, n, gamma),
        .. from gamma in setUp.Gamma where setUp.Levels is not null select new PowerCell(PowerOf.Button, 0, gamma),
        .. from n in setUp.N select new PowerCell(PowerOf.Curve, n, 0),
    ];

    // Rows as the cells gave them; of each picture every cell drew its lines.
    private static Tables Analyse(PowerSetUp setUp, IReadOnlyList<(PowerCell Cell, Tables Trial)> trials)
    {
        Tables[] curves = [.. trials.Where(each => each.Cell.Of == PowerOf.Curve).Select(each => each.Trial)];
        return new Tables
        {
            Rows = [.. trials.SelectMany(each => each.Trial.Rows)],
            Plots = [.. curves[0].Plots.Select((plot, i) => plot with { Lines = [.. curves.SelectMany(curve => curve.Plots[i].Lines)] })],
        };
    }
}
