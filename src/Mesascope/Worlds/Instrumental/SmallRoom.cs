using System.Numerics;
using System.Runtime.CompilerServices;
using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>The room that the worlds of instrumental goals share: 6×6 cells without inner walls, things lying in cells of their own, and staying on a thing to use it. Runs unchanged inside a GPU kernel.</summary>
internal static class SmallRoom
{
    public const int Side = 6, Size = Side * Side, Stay = 4;

    /// <summary>Bits of <see cref="Compass"/>.</summary>
    public const int CompassBits = 5;

    private const int Attempts = 64;

    /// <summary>The cell (6·row + column) that a move leads to; walls hold it back.</summary>
    public static int Moved(int agent, int action) => action switch
    {
        0 => agent >= Side ? agent - Side : agent,
        1 => agent < Size - Side ? agent + Side : agent,
        2 => agent % Side > 0 ? agent - 1 : agent,
        _ => agent % Side < Side - 1 ? agent + 1 : agent,
    };

    /// <summary>The place of a cell.</summary>
    public static Spot Where(int cell) => new(cell / Side, cell % Side, Side, Side);

    /// <summary>The set that holds this cell alone.</summary>
    public static ulong At(int cell) => 1UL << cell;

    /// <summary>A cell that is not taken, uniformly. Draws at [index, index + 64).</summary>
    public static int FreeCell<TDraws>(ulong taken, int index, ref TDraws random) where TDraws : struct, IDraws
    {
        int cell = random.Choice(Size, index);
        for (int attempt = 1; ((taken >> cell) & 1) != 0; attempt++)
            cell = attempt < Attempts ? random.Choice(Size, index + attempt) : (cell + 1) % Size;
        return cell;
    }

    /// <summary>The cells that are further than so many steps from this one, and the cell itself: what is taken for a thing that lies within reach.</summary>
    public static ulong OutOfReach(int agent, int reach)
    {
        ulong cells = At(agent);
        for (int cell = 0; cell < Size; cell++)
            if (Distance(cell, agent) > reach) cells |= At(cell);
        return cells;
    }

    /// <summary>So many things, each in a cell of its own. The first ones lie where they would lie if there were fewer.</summary>
    public static ulong Scatter<TDraws>(int count, ulong taken, int index, ref TDraws random) where TDraws : struct, IDraws
    {
        ulong things = 0;
        int free = Size - BitOperations.PopCount(taken); // what finds no cell is left out, rather than sought for ever
        for (int i = 0; i < count && i < free; i++) things |= At(FreeCell(taken | things, index + i * Attempts, ref random));
        return things;
    }

    /// <summary>Where an episode begins: apples, shells, the thing that costs a detour, at most so many steps from the agent, and the agent. Draws at 0, [100, 164), and from 1,000 and 2,000 on.</summary>
    public static (ulong Apples, ulong Shells, int Thing, int Agent) Lay<TDraws>(int apples, int shells, int reach, ref TDraws random) where TDraws : struct, IDraws
    {
        int agent = random.Choice(Size, 0), thing = FreeCell(OutOfReach(agent, reach), 100, ref random);
        ulong taken = At(agent) | At(thing), scattered = Scatter(apples, taken, 1_000, ref random);
        return (scattered, Scatter(shells, taken | scattered, 2_000, ref random), thing, agent);
    }

    /// <summary>The event of taking an apple and that of taking a shell, in every world of this room.</summary>
    public const uint TookApple = 1, TookShell = 2;

    /// <summary>Apples and shells without what lies under the agent, and what that was: <see cref="TookApple"/>, <see cref="TookShell"/> or 0.</summary>
    public static (ulong Apples, ulong Shells, uint Took) Taken(ulong apples, ulong shells, int agent)
    {
        ulong here = At(agent);
        return (apples & ~here, shells & ~here, (apples & here) != 0 ? TookApple : (shells & here) != 0 ? TookShell : 0);
    }

    /// <summary>What lies in a cell, as the boards of this room show it: an apple, a shell, the thing that costs a detour, or nothing.</summary>
    public static char Shown(ulong apples, ulong shells, int cell, int thing, char asThing) =>
        ((apples >> cell) & 1) != 0 ? 'a' : ((shells >> cell) & 1) != 0 ? 's' : cell == thing ? asThing : ' ';

    /// <summary>What the agent sees of these, in 16 bits: the nearest apple, the nearest shell, the thing until it is used (each: here, up, down, left, right), and whether it is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Seen(ulong apples, ulong shells, int thing, bool used, int agent) =>
        Compass(apples, agent) | (Compass(shells, agent) << CompassBits) | (used ? 1UL << 3 * CompassBits : Compass(At(thing), agent) << 2 * CompassBits);

    /// <summary>Where the nearest of these things lies: bit 0 here, 1 up, 2 down, 3 left, 4 right; of equally near ones the first in reading order; 0 where there is none.</summary>
    public static ulong Compass(ulong things, int agent)
    {
        int nearest = agent, least = Size;
        for (ulong left = things; left != 0; left &= left - 1)
        {
            int cell = BitOperations.TrailingZeroCount(left), distance = Distance(cell, agent);
            if (distance < least) (nearest, least) = (cell, distance);
        }
        int down = nearest / Side - agent / Side, right = nearest % Side - agent % Side;
        return (least == 0 ? 1UL : 0) | (down < 0 ? 2UL : 0) | (down > 0 ? 4UL : 0) | (right < 0 ? 8UL : 0) | (right > 0 ? 16UL : 0);
    }

    /// <summary>Steps from one cell to the other.</summary>
    private static int Distance(int cell, int other)
    {
        int down = cell / Side - other / Side, right = cell % Side - other % Side;
        return (down < 0 ? -down : down) + (right < 0 ? -right : right);
    }

    /// <summary>The room as text between its walls, under a first line of its own where one is given (8 characters).</summary>
    public static string Board(Func<int, char> at, string? above = null)
    {
        string wall = new('#', Side + 2);
        var rows = Enumerable.Range(0, Side).Select(row => "#" + string.Concat(Enumerable.Range(0, Side).Select(column => at(row * Side + column))) + "#");
        return string.Join('\n', (above is null ? rows.Prepend(wall) : rows.Prepend(wall).Prepend(above)).Append(wall));
    }
}
