using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 9: the goal-directedness of a noisy walker to a corner, for its own goal and for a wrong one. It starts in cell 0.</summary>
internal sealed record MegSetUp
{
    private const int MostMoments = 5_000_000;

    [Range(2, 100), Description("cells along a side")] public int Size { get; init; } = 5;
    [Range(1, 10_000), Description("steps in an episode")] public int Horizon { get; init; } = 12;
    [Range(0.0, 10_000.0), Description("rationality of the walker")] public double Beta { get; init; } = 40;
    [Range(0.0, 1.0), Description("shares of uniformly random actions")] public IReadOnlyList<double> Epsilon { get; init; } = [0, 0.1, 0.3, 1];
    [Range(0.0, 1000.0, MinimumIsExclusive = true), Description("what a step outside the goal costs")] public double StepCost { get; init; } = 1;
    [Range(0, 9999), OrWord("opposite"), Description("the walker's goal cell, size*row + column, or opposite (of cell 0)")] public int? Goal { get; init; }
    [Range(0, 9999), OrWord("corner"), Description("the wrong hypothesis' cell, or corner (row 0, last column)")] public int? WrongGoal { get; init; }

    /// <summary>Where the walker wants to go, and is held: size·row + column.</summary>
    public int GoalCell => Goal ?? Size * Size - 1;

    /// <summary>The wrong hypothesis.</summary>
    public int WrongCell => WrongGoal ?? Size - 1;

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Size * Size * Horizon > MostMoments) throw new ArgumentException($"{Size} by {Size} cells over {Horizon} steps are more than {MostMoments} moments; take a smaller size or horizon.");
        foreach (int cell in (int[])[GoalCell, WrongCell])
            if (cell >= Size * Size) throw new ArgumentException($"A goal's cell is in [0, {Size * Size}); got {cell}.");
    }
}

/// <summary>One walker under one hypothesis.</summary>
/// <param name="Epsilon">The share of its actions that are uniformly random, in [0, 1].</param>
/// <param name="Hypothesis">The goal it is measured against, size·row + column.</param>
internal sealed record MegCell(double Epsilon, int Hypothesis);
