namespace Mesascope.Worlds;

/// <summary>Where an agent stands on its board: what "in the left half" is said of.</summary>
/// <param name="Row">Counted from the top, in [0, <paramref name="Rows"/>).</param>
/// <param name="Column">Counted from the left, in [0, <paramref name="Columns"/>).</param>
/// <param name="Rows">Rows of the board; 0 in a world without places.</param>
/// <param name="Columns">Columns of the board.</param>
public readonly record struct Spot(int Row, int Column, int Rows, int Columns);

/// <summary>Something that an agent can see and that may make a goal conditional: "while it is watched".</summary>
/// <param name="Bit">The observation's bit that says so.</param>
/// <param name="While">As a clause: "while somebody watches".</param>
/// <param name="Unless">The opposite: "while nobody watches".</param>
public sealed record Circumstance(int Bit, string While, string Unless);
