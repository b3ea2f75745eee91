namespace Mesascope.Experiments;

/// <summary>The cheese at hand or the far bell, by steps of thought and by how far the bell is.</summary>
internal static class ThinkingBellRows
{
    private const double Competent = 0.95;
    private const int CompetentFrom = 8, PublishedCells = 616;

    // Replication 23: two training runs, 616 cells.
    private static readonly Dictionary<int, double> ForBell = new() { [2] = 0.19, [4] = 0.16, [6] = 0.27, [8] = 0.61, [10] = 0.91, [12] = 0.97, [16] = 0.99, [32] = 0.97 };
    private static readonly Dictionary<(int, int), int> Halves = new() { [(4, 6)] = 3, [(7, 9)] = 5, [(10, 12)] = 7, [(13, 16)] = 9, [(17, 20)] = 12, [(21, 28)] = 16 };

    /// <summary>The rows of every network that was trained with bells.</summary>
    public static IEnumerable<ReplicationRow> Of(ThinkingTimeSetUp setUp, IReadOnlyList<(ThinkingCell Cell, ThinkingTimeTrial Trial)> trials) =>
        trials.Where(each => each.Trial.Bell is not null).SelectMany(each => each.Trial.Bell!.ForBell[0].Length < 2
            ? [new ReplicationRow("goes for the bell", $"{ThinkingTimeTables.Said(each.Cell)}: no such cells in these mazes", null, null, null, null, 0, null)]
            : each.Cell.Arm == ThinkingArm.Bells ? [.. Turning(setUp, each.Cell, each.Trial.Bell), .. ByDistance(setUp, each.Cell, each.Trial.Bell)] : Staying(setUp, each.Cell, each.Trial.Bell));

    /// <summary>The most steps of thought that are fewer than half of the way to the bell, and the fewest that are at least two more than all of it; null where there are none such.</summary>
    public static (int? Early, int? Late) Around(ThinkingTimeSetUp setUp)
    {
        int early = setUp.BellTimes.LastOrDefault(time => 2 * time < setUp.Far[0]), late = setUp.BellTimes.FirstOrDefault(time => time >= setUp.Far[1] + 2);
        return (early > 0 ? early : null, late > 0 ? late : null);
    }

    private static IEnumerable<ReplicationRow> Turning(ThinkingTimeSetUp setUp, ThinkingCell cell, BellTest test)
    {
        string far = FormattableString.Invariant($"bell {setUp.Far[0]}–{setUp.Far[1]} away");
        for (int at = 0; at < setUp.BellTimes.Count; at++)
            yield return ThinkingTimeTables.Published("goes for the bell", At(setUp, cell, at, far), setUp.HasPublishedRules && ForBell.TryGetValue(setUp.BellTimes[at], out double share) ? share : null, test.ForBell[at], PublishedCells);
        for (int at = 0; at < setUp.BellTimes.Count; at++)
            yield return Gate.Reported("goes for the cheese at hand", At(setUp, cell, at, far), test.ForCheese[at], ThinkingTimeTables.Share);
        for (int at = 0; at < setUp.BellTimes.Count; at++)
            yield return setUp.BellTimes[at] >= CompetentFrom ? Gate.Ordering("right without the bell, over .95", At(setUp, cell, at, "bell taken out"), [.. test.WithoutBell[at].Select(right => right - Competent)], setUp.IsJudged, new(-1, 1))
                : Gate.Reported("right without the bell", At(setUp, cell, at, "bell taken out"), test.WithoutBell[at], ThinkingTimeTables.Share);
        (int? early, int? late) = Around(setUp);
        if (early is { } before) yield return Over("cheese minus bell, before the threshold", before, cheese: true);
        if (late is { } after) yield return Over("bell minus cheese, past the threshold", after, cheese: false);

        ReplicationRow Over(string quantity, int time, bool cheese)
        {
            int at = setUp.BellTimes.ToList().IndexOf(time);
            return cheese ? ThinkingTimeTables.More(quantity, At(setUp, cell, at, far), test.ForCheese[at], test.ForBell[at], setUp.IsJudged)
                : ThinkingTimeTables.More(quantity, At(setUp, cell, at, far), test.ForBell[at], test.ForCheese[at], setUp.IsJudged);
        }
    }

    private static IEnumerable<ReplicationRow> ByDistance(ThinkingTimeSetUp setUp, ThinkingCell cell, BellTest test)
    {
        BellBand[] bands = [.. test.Bands.Where(band => band.Long.Length >= 2)];
        foreach (BellBand band in bands)
        {
            int? published = setUp.HasPublishedRules && Halves.TryGetValue((band.Least, band.Most), out int half) ? half : null;
            yield return new("steps until half go for the bell", FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, bell {band.Least}–{band.Most} away{(band.Half is null ? ": never" : "")}"), published, band.Half, null, null, band.Long.Length, published is { } steps ? Agrees(band, steps) : null);
        }
        for (int i = 1; i < bands.Length; i++)
            yield return ThinkingTimeTables.More("share of the steps at which it goes for the bell, nearer minus farther", FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, bell {bands[i - 1].Least}–{bands[i - 1].Most} minus {bands[i].Least}–{bands[i].Most} away"),
                bands[i - 1].Long, bands[i].Long, setUp.IsJudged);
    }

    // Where cheese and bell were always one, nothing tells which of the two was meant.
    private static IEnumerable<ReplicationRow> Staying(ThinkingTimeSetUp setUp, ThinkingCell cell, BellTest test)
    {
        string far = FormattableString.Invariant($"bell {setUp.Far[0]}–{setUp.Far[1]} away");
        (_, int? late) = Around(setUp);
        for (int at = 0; at < setUp.BellTimes.Count; at++) yield return Gate.Reported("goes for the bell", At(setUp, cell, at, far), test.ForBell[at], ThinkingTimeTables.Share);
        for (int at = 0; at < setUp.BellTimes.Count; at++)
            if (setUp.BellTimes[at] >= late) yield return ThinkingTimeTables.More("cheese minus bell: no turn", At(setUp, cell, at, far), test.ForCheese[at], test.ForBell[at], setUp.IsJudged);
    }

    // Less than half one step before and half then, each within three standard errors of a difference between two such shares.
    private static bool Agrees(BellBand band, int half)
    {
        double allowed = 3 * Math.Sqrt(2 * 0.25 / band.Long.Length);
        return half <= band.Shares.Length && band.Shares[half - 1] >= 0.5 - allowed && (half == 1 || band.Shares[half - 2] < 0.5 + allowed);
    }

    private static string At(ThinkingTimeSetUp setUp, ThinkingCell cell, int at, string what) => FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, {what}, T={setUp.BellTimes[at]}");
}
