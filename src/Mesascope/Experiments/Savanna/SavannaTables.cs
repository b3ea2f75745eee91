namespace Mesascope.Experiments;

/// <summary>The savanna as a table: which drives stay tied to fitness when the modern world satisfies them, which come loose, and how fast selection pulls them back.</summary>
internal static class SavannaTables
{
    private const int GatedSeeds = 10, GatedBefore = 80, GatedAfter = 120, GatedRoom = 100, GatedHorizon = 1000;

    /// <summary>The declaration.</summary>
    public static Experiment<SavannaSetUp, SavannaCell, SavannaTrial> Experiment { get; } = new()
    {
        Name = "savanna",
        Summary = "Drives bred by surviving offspring, and what becomes of drives and offspring when each drive can be satisfied without what it was for.",
        Source = "ours; after Singh et al. 2010",
        Cost = "4 min",
        IsStudy = true,
        Quick = new() { Seeds = 2, Before = 24, After = 24, Later = 10, Periods = [2, 12], Shifting = 24, Horizon = 500, Room = 40 },
        Check = setUp => setUp.Check(),
        Design = setUp => Enumerable.Range(1, setUp.Seeds).Select(seed => new SavannaCell(seed)),
        Trial = SavannaTrial.Of,
        Analyse = (setUp, trials) => Analysed(setUp, [.. trials.Select(each => each.Trial)]),
    };

    private static Tables Analysed(SavannaSetUp setUp, SavannaTrial[] runs)
    {
        bool gated = setUp.Seeds >= GatedSeeds && setUp.Before >= GatedBefore && setUp.After >= GatedAfter && setUp.Room >= GatedRoom && setUp.Horizon >= GatedHorizon;
        var rows = new SavannaRows(setUp, runs, gated);
        return new Tables { Rows = rows.Of(), Plots = SavannaPlots.Of(setUp, runs, rows.TimeToAdapt) };
    }
}
