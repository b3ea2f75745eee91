using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A square maze, with what stands in it and which moves are the shortest way there.</summary>
/// <param name="Size">Cells along a side.</param>
/// <param name="Open">Bit m is set where move m is not walled off. Shape [cells]; cells row after row.</param>
internal sealed record Maze(int Size, int[] Open)
{
    /// <summary>North, east, south, west.</summary>
    public const int Moves = 4;

    /// <summary>Planes of what is seen in a cell: the four open sides, a cell is here, cheese, bell.</summary>
    public const int Planes = 7;

    private const int Here = 4, CheesePlane = 5, BellPlane = 6;

    /// <summary>Cells with cheese.</summary>
    public int[] Cheeses { get; init; } = [];

    /// <summary>The cell with the bell; below 0 for none.</summary>
    public int Bell { get; init; } = -1;

    /// <summary>Where one should go: the cheese with the bell where one has it, else all of them, of which the nearest counts.</summary>
    public int[] Goals => Cheeses.Contains(Bell) ? [Bell] : Cheeses;

    /// <summary>Cells.</summary>
    public int Cells => Size * Size;

    /// <summary>A maze without anything in it: a depth-first tree, and each wall that it leaves opened with this probability.</summary>
    public static Maze Draw(int size, double opened, Seed seed)
    {
        var open = new int[size * size];
        Tree(open, size, seed.For("tree"));
        PhiloxDraws draws = seed.For("walls").Draws();
        for (int cell = 0; cell < open.Length; cell++)
            for (int move = 1; move <= 2; move++)
                if (To(cell, move, size) is int to and >= 0 && (open[cell] >> move & 1) == 0 && draws.Bernoulli(opened, 2 * cell + move)) Join(open, cell, to, move);
        return new Maze(size, open);
    }

    /// <summary>Where a move leads, open or not; below 0 beyond the edge.</summary>
    public static int To(int cell, int move, int size) => move switch
    {
        0 => cell - size,
        1 => cell % size == size - 1 ? -1 : cell + 1,
        2 => cell + size < size * size ? cell + size : -1,
        _ => cell % size == 0 ? -1 : cell - 1,
    };

    /// <summary>Steps from each cell to the nearest of some. Shape [cells].</summary>
    public int[] Distances(params ReadOnlySpan<int> targets)
    {
        var distance = new int[Cells];
        Array.Fill(distance, int.MaxValue);
        var queue = new Queue<int>();
        foreach (int target in targets)
        {
            distance[target] = 0;
            queue.Enqueue(target);
        }
        while (queue.TryDequeue(out int cell))
            for (int move = 0; move < Moves; move++)
                if ((Open[cell] >> move & 1) != 0 && distance[To(cell, move, Size)] == int.MaxValue)
                {
                    int to = To(cell, move, Size);
                    distance[to] = distance[cell] + 1;
                    queue.Enqueue(to);
                }
        return distance;
    }

    /// <summary>The moves that bring one nearer: bit m for move m; 0 where the distance is 0. Shape [cells].</summary>
    public int[] Nearer(int[] distance)
    {
        var nearer = new int[Cells];
        for (int cell = 0; cell < Cells; cell++)
            for (int move = 0; move < Moves; move++)
                if ((Open[cell] >> move & 1) != 0 && distance[To(cell, move, Size)] < distance[cell]) nearer[cell] |= 1 << move;
        return nearer;
    }

    /// <summary>The moves that bring one nearer to where one should go. Shape [cells].</summary>
    public int[] Right() => Nearer(Distances(Goals));

    /// <summary>Writes what is seen: only what is there. Shape [cells, <see cref="Planes"/>].</summary>
    public void See(Span<float> planes)
    {
        planes.Clear();
        for (int cell = 0; cell < Cells; cell++)
        {
            for (int move = 0; move < Moves; move++) planes[cell * Planes + move] = Open[cell] >> move & 1;
            planes[cell * Planes + Here] = 1;
        }
        foreach (int cheese in Cheeses) planes[cheese * Planes + CheesePlane] = 1;
        if (Bell >= 0) planes[Bell * Planes + BellPlane] = 1;
    }

    // From a cell to any neighbour that was not reached yet; back where there is none.
    private static void Tree(int[] open, int size, Seed seed)
    {
        var reached = new bool[open.Length];
        var path = new Stack<int>();
        int step = 0;
        path.Push(seed.Draws(step++).Choice(open.Length, 0));
        reached[path.Peek()] = true;
        Span<int> free = stackalloc int[Moves];
        while (path.TryPeek(out int cell))
        {
            int count = 0;
            for (int move = 0; move < Moves; move++)
                if (To(cell, move, size) is int next and >= 0 && !reached[next]) free[count++] = move;
            if (count == 0)
            {
                path.Pop();
                continue;
            }
            int chosen = free[seed.Draws(step++).Choice(count, 0)], to = To(cell, chosen, size);
            Join(open, cell, to, chosen);
            reached[to] = true;
            path.Push(to);
        }
    }

    private static void Join(int[] open, int cell, int to, int move)
    {
        open[cell] |= 1 << move;
        open[to] |= 1 << (move ^ 2); // north and south, east and west
    }
}
