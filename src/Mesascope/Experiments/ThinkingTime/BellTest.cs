namespace Mesascope.Experiments;

/// <summary>From a cell with a cheese near and a bell without cheese far, and no move right for both: which of the two it goes for, by steps of thought.</summary>
/// <param name="ForBell">1 where its move is the bell's, else 0. Shape [times][cells].</param>
/// <param name="ForCheese">1 where it is the cheese's. Shape [times][cells].</param>
/// <param name="WithoutBell">1 where it is the cheese's and the bell was taken out. Shape [times][cells].</param>
/// <param name="Bands">The same by steps to the bell, the cheese anywhere nearer.</param>
internal sealed record BellTest(double[][] ForBell, double[][] ForCheese, double[][] WithoutBell, BellBand[] Bands)
{
    /// <summary>Fresh mazes, one cell in each.</summary>
    public static BellTest Of(TrainedThinker subject)
    {
        ThinkingTimeSetUp setUp = subject.SetUp;
        BellCase[] cases = BellCase.Between(subject, setUp.Far[0], setUp.Far[1], setUp.Near, setUp.Cells);
        double[][] moves = Moves(subject, cases, setUp.BellTimes), without = Moves(subject, [.. cases.Select(one => one with { Maze = one.Maze with { Bell = -1 } })], setUp.BellTimes);
        int[] each = [.. Enumerable.Range(1, setUp.BellTimes[^1])];
        return new(Share(moves, cases, one => one.ToBell), Share(moves, cases, one => one.ToCheese), Share(without, cases, one => one.ToCheese),
            [.. setUp.Bands.Zip(setUp.Bands.Skip(1)).Select(band => BellBand.Of(subject, band.First, band.Second - 1, each))]);
    }

    /// <summary>The moves in the cells. Shape [times][cells].</summary>
    public static double[][] Moves(TrainedThinker subject, BellCase[] cases, IReadOnlyList<int> times) => Thinker.After(subject, [.. cases.Select(one => one.Maze)], times, (i, moves) => moves[cases[i].Cell]);

    /// <summary>1 where the move is one of these. Shape [times][cells].</summary>
    public static double[][] Share(double[][] moves, BellCase[] cases, Func<BellCase, int> to) => [.. moves.Select(at => cases.Select((one, i) => (double)(to(one) >> (int)at[i] & 1)).ToArray())];
}

/// <summary>Cells from which the bell is so far.</summary>
/// <param name="Least">Steps to the bell at least.</param>
/// <param name="Most">At most.</param>
/// <param name="Shares">Of the cells, which go for the bell after 1, 2, … steps of thought; none where no such cell was found.</param>
/// <param name="Long">Of each cell, after which share of those numbers of steps it goes for the bell. Shape [cells].</param>
internal sealed record BellBand(int Least, int Most, double[] Shares, double[] Long)
{
    /// <summary>Tests one band.</summary>
    public static BellBand Of(TrainedThinker subject, int least, int most, int[] times)
    {
        BellCase[] cases = BellCase.Between(subject, least, most, subject.SetUp.BandNear, Math.Max(2, subject.SetUp.Cells / 2));
        if (cases.Length < 2) return new(least, most, [], []);
        double[][] forBell = BellTest.Share(BellTest.Moves(subject, cases, times), cases, one => one.ToBell);
        return new(least, most, [.. forBell.Select(at => at.Average())], [.. Enumerable.Range(0, cases.Length).Select(i => forBell.Average(at => at[i]))]);
    }

    /// <summary>The first number of steps after which half of the cells go for the bell; null where they never do.</summary>
    internal int? Half => Array.FindIndex(Shares, share => share >= 0.5) is >= 0 and int at ? at + 1 : null;
}
