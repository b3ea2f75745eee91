using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A cell from which a cheese is near and a bell without cheese far.</summary>
/// <param name="Maze">With both.</param>
/// <param name="Cell">Where one stands.</param>
/// <param name="ToBell">The moves that bring one nearer to the bell: bit m for move m.</param>
/// <param name="ToCheese">Those to the cheese; no move is both.</param>
internal sealed record BellCase(Maze Maze, int Cell, int ToBell, int ToCheese)
{
    private const int Tries = 200;

    /// <summary>Those with the bell as far as asked, and the cheese nearer than it.</summary>
    /// <param name="subject">What is tested.</param>
    /// <param name="least">Steps to the bell at least.</param>
    /// <param name="most">At most.</param>
    /// <param name="nearest">Steps to the cheese at most.</param>
    /// <param name="count">How many.</param>
    public static BellCase[] Between(TrainedThinker subject, int least, int most, int nearest, int count) =>
        Draw(subject, subject.Seed.For("bells", least * 10_000L + most), count, (near, far) => near <= nearest && near < far && far >= least && far <= most);

    /// <summary>Fresh mazes with a cheese, a bell elsewhere and a cell at which the two part; fewer than asked where such are hard to find.</summary>
    /// <param name="subject">What is tested.</param>
    /// <param name="seed">Of the mazes.</param>
    /// <param name="count">How many.</param>
    /// <param name="fits">Whether a cell so many steps from the cheese, and from the bell, will do.</param>
    public static BellCase[] Draw(TrainedThinker subject, Seed seed, int count, Func<int, int, bool> fits)
    {
        var found = new List<BellCase>();
        for (int i = 0; i < (long)count * Tries && found.Count < count; i++)
        {
            if (i % 1000 == 0) subject.Token.ThrowIfCancellationRequested();
            if (Case(subject.SetUp, seed.For("case", i), fits) is { } one) found.Add(one);
        }
        return [.. found];
    }

    private static BellCase? Case(ThinkingTimeSetUp setUp, Seed seed, Func<int, int, bool> fits)
    {
        Maze maze = Maze.Draw(setUp.Size, setUp.Opened, seed);
        PhiloxDraws draws = seed.For("things").Draws();
        int cheese = draws.Choice(maze.Cells, 0), bell = draws.Choice(maze.Cells, 1);
        int[] far = maze.Distances(bell), near = maze.Distances(cheese), toBell = maze.Nearer(far), toCheese = maze.Nearer(near);
        int[] fit = [.. Enumerable.Range(0, maze.Cells).Where(cell => toBell[cell] != 0 && toCheese[cell] != 0 && (toBell[cell] & toCheese[cell]) == 0 && fits(near[cell], far[cell]))];
        if (fit.Length == 0) return null;
        int chosen = fit[draws.Choice(fit.Length, 2)];
        return new BellCase(maze with { Cheeses = [cheese], Bell = bell }, chosen, toBell[chosen], toCheese[chosen]);
    }
}
