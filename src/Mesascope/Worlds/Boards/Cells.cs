using System.Numerics;

namespace Mesascope.Worlds;

/// <summary>A set of up to 192 cells of a board, three machine words: bit row·width + column. Runs unchanged inside a GPU kernel.</summary>
public record struct Cells(ulong W0, ulong W1, ulong W2)
{
    /// <summary>How many cells a set can hold.</summary>
    public const int Capacity = 192;

    /// <summary>True where no cell is in it.</summary>
    public readonly bool IsEmpty => (W0 | W1 | W2) == 0;

    /// <summary>How many cells are in it.</summary>
    public readonly int Count => BitOperations.PopCount(W0) + BitOperations.PopCount(W1) + BitOperations.PopCount(W2);

    /// <summary>True where the cell, in [0, 192), is in it.</summary>
    public readonly bool Contains(int cell) => (((cell < 64 ? W0 : cell < 128 ? W1 : W2) >> (cell & 63)) & 1) != 0;

    /// <summary>Puts the cell, in [0, 192), into it.</summary>
    public void Add(int cell)
    {
        ulong bit = 1UL << (cell & 63);
        if (cell < 64) W0 |= bit;
        else if (cell < 128) W1 |= bit;
        else W2 |= bit;
    }

    /// <summary>Takes the cell, in [0, 192), out of it.</summary>
    public void Remove(int cell)
    {
        ulong rest = ~(1UL << (cell & 63));
        if (cell < 64) W0 &= rest;
        else if (cell < 128) W1 &= rest;
        else W2 &= rest;
    }

    /// <summary>The cells that are in both.</summary>
    public static Cells operator &(Cells a, Cells b) => new(a.W0 & b.W0, a.W1 & b.W1, a.W2 & b.W2);

    /// <summary>The cells that are in either.</summary>
    public static Cells operator |(Cells a, Cells b) => new(a.W0 | b.W0, a.W1 | b.W1, a.W2 | b.W2);

    /// <summary>The cells that are not in it, of all 192.</summary>
    public static Cells operator ~(Cells a) => new(~a.W0, ~a.W1, ~a.W2);

    /// <summary>Every cell moved on by so many places, in [1, 63].</summary>
    public static Cells operator <<(Cells a, int by) => new(a.W0 << by, (a.W1 << by) | (a.W0 >> (64 - by)), (a.W2 << by) | (a.W1 >> (64 - by)));

    /// <summary>Every cell moved back by so many places, in [1, 63].</summary>
    public static Cells operator >>(Cells a, int by) => new((a.W0 >> by) | (a.W1 << (64 - by)), (a.W1 >> by) | (a.W2 << (64 - by)), a.W2 >> by);
}
