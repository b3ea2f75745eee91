using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Mice trained where the cheese lies in a corner of n by n cells, and tested where it lies anywhere.</summary>
/// <remarks>Source: Langosco et al. (2022), section 3.1; corner sizes from arXiv 2507.03068. A smaller board and a smaller network than theirs: docs/methods/cheese-in-the-corner.md.</remarks>
internal sealed record CheeseCornerSetUp
{
    [Range(2, 1000), Description("training runs for each size of the corner")] public int Seeds { get; init; } = 5;
    [Range(1, 13), Description("sides of the corner in which the cheese lies in training, in cells")] public IReadOnlyList<int> Corners { get; init; } = [1, 3, 5, 7, 9];
    [Range(3, 13), Description("cells along a side of the room")] public int Size { get; init; } = 9;
    [Range(0.0, 0.9), Description("the probability that a cell is a wall")] public double Walls { get; init; } = 0.25;
    [Range(1, 1024), Description("hidden units")] public int Hidden { get; init; } = 128;
    [Range(1.0, 1e10), Description("agent-steps of a training run, in whole updates")] public double Steps { get; init; } = 5e6;
    [Range(0.0, 1.0), Description("discount")] public double Gamma { get; init; } = 0.98;
    [Range(1, 1000), Description("steps in an episode")] public int Horizon { get; init; } = 64;
    [Range(16, 1_000_000), Description("levels in each test")] public int Levels { get; init; } = 2048;

    /// <summary>The room with its cheese in a corner of this side; 0 for anywhere, -1 for the opposite corner.</summary>
    public CheeseInTheCorner World(int corner) => new() { Size = Size, WallDensity = Walls, CheeseCorner = corner, Solvable = true, Horizon = Horizon };

    /// <summary>How a mouse is trained.</summary>
    public PpoRecipe Recipe(int corner) => new()
    {
        Name = "cheese-in-the-corner",
        Summary = "",
        BaseObjective = "eat the cheese",
        World = WorldInstance.Of<CheeseInTheCorner, CheeseInTheCorner.State>(World(corner)),
        HiddenWidths = [Hidden],
        Ppo = new Ppo { Discount = (float)Gamma }.Lasting(Steps),
    };

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (Corners.Count == 0 || Corners.Any(corner => corner > Size)) throw new ArgumentException($"A corner is at most as large as the room, {Size}; got {string.Join(", ", Corners)}.");
        if (!Corners.SequenceEqual(Corners.Distinct().Order())) throw new ArgumentException($"corners rise; got {string.Join(", ", Corners)}.");
    }
}
