namespace Mesascope.Experiments;

/// <summary>What can be read from what a network holds, and what becomes of its moves when that is changed.</summary>
internal static class ThinkingInsideRows
{
    private const double Unspread = 0.05, Digits = 0.005; // two or three digits are given, so half a unit of the second is allowed where 5 % is less

    // Replication 23.
    private static readonly Dictionary<int, double> Readable = new() { [0] = 0.66, [4] = 0.87, [8] = 0.957, [24] = 0.996 }, OwnPath = new() { [0] = 0.68, [24] = 0.72 };
    private const double Shuffled = 0.33, WholeState = 1, Direction = 1, Random = 0.02, DirectionAfter = 0.42;
    private const int PublishedTime = 24, PublishedAfter = 4;

    /// <summary>The rows of every network with one goal.</summary>
    public static IEnumerable<ReplicationRow> Of(ThinkingTimeSetUp setUp, IReadOnlyList<(ThinkingCell Cell, ThinkingTimeTrial Trial)> trials) =>
        trials.Where(each => each.Trial.Inside is not null).SelectMany(each => Of(setUp, each.Cell, each.Trial.Inside!));

    private static IEnumerable<ReplicationRow> Of(ThinkingTimeSetUp setUp, ThinkingCell cell, InsideTest test)
    {
        int last = setUp.InsideTimes[^1];
        bool published = setUp.HasPublishedRules, exchanged = published && last == PublishedTime;
        string At(int time) => FormattableString.Invariant($"{ThinkingTimeTables.Said(cell)}, t={time}");
        for (int at = 0; at < setUp.InsideTimes.Count; at++)
            yield return Beside(Gate.Reported("right move readable by a linear probe", At(setUp.InsideTimes[at]), test.Readable[at], ThinkingTimeTables.Share), published && Readable.TryGetValue(setUp.InsideTimes[at], out double share) ? share : null);
        yield return Beside(Gate.Reported("the same, fitted to shuffled moves", At(last), test.Shuffled, ThinkingTimeTables.Share), exchanged ? Shuffled : null);
        for (int at = 0; at < setUp.InsideTimes.Count; at++)
            yield return Beside(Area("own path readable, area under the curve", At(setUp.InsideTimes[at]), test.OwnPath[at]), published && OwnPath.TryGetValue(setUp.InsideTimes[at], out double area) ? area : null);
        yield return Area("the same, by all its moves and without knowing where it stands: the most there is", At(last), test.StartUnknown);
        if (test.WholeState[0].Length < 2) yield break;
        foreach ((string what, double[][] turned, double? atOnce, double? later) in new (string, double[][], double?, double?)[]
                 { ("all that is held, as for another goal", test.WholeState, WholeState, null), ("difference of class means", test.Direction, Direction, DirectionAfter), ("random direction, as far", test.Random, Random, null) })
        {
            yield return Beside(Gate.Reported("move turned to the other goal's", $"{At(last)}, {what}", turned[0], ThinkingTimeTables.Share), exchanged ? atOnce : null);
            yield return Beside(Gate.Reported("move turned to the other goal's", FormattableString.Invariant($"{At(last)}, {what}, {setUp.After} steps later"), turned[1], ThinkingTimeTables.Share), exchanged && setUp.After == PublishedAfter ? later : null);
        }
        yield return ThinkingTimeTables.More("move turned, class means minus random direction", At(last), test.Direction[0], test.Random[0], setUp.IsJudged);
    }

    private static ReplicationRow Area(string quantity, string parameters, ProbeArea probe) => new(quantity, parameters, null, probe.Area, probe.Low, probe.High, probe.Pairs, null);

    private static ReplicationRow Beside(ReplicationRow row, double? target) =>
        target is { } figure ? row with { Target = figure, Pass = Math.Abs(row.Result!.Value - figure) <= Math.Max(Digits, Unspread * figure) } : row;
}
