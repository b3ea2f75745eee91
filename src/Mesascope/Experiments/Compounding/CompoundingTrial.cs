using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Works one loss out, or plays it out.</summary>
internal static class CompoundingTrial
{
    /// <summary>What becomes of the harm.</summary>
    public const string Independent = "independent steps", Well = "well", Fishery = "fishery", Minding = "fishery, minding the stock", MindingItself = "fishery, minding the stock and itself", Rocks = "rocks and diamonds";

    /// <summary>Those that are a <see cref="Commons"/>, in the order of the table.</summary>
    public static IReadOnlyList<(string Name, Medium Medium, Attention Attention)> Arms { get; } =
    [
        (Independent, Medium.Independent, Attention.None),
        (Well, Medium.Refilled, Attention.None),
        (Fishery, Medium.Breeding, Attention.None),
        (Minding, Medium.Breeding, Attention.Stock),
        (MindingItself, Medium.Breeding, Attention.StockAndItself),
    ];

    /// <summary>The row of a cell.</summary>
    public static ReplicationRow Run(CompoundingSetUp setUp, CompoundingCell cell, CancellationToken cancellationToken)
    {
        string at = FormattableString.Invariant($"{cell.Arm}, epsilon={cell.Epsilon}, {cell.Steps} steps");
        if (cell.Part == CompoundingPart.World) return Gate.Computed("performance lost per step", at, null, LostInRocks(cell));
        (_, Medium medium, Attention attention) = Arms.First(arm => arm.Name == cell.Arm);
        Commons commons = setUp.Fishery with { Medium = medium, Attention = attention, Epsilon = cell.Epsilon, Copies = cell.Copies, Together = cell.Part == CompoundingPart.WiderTogether };
        double expected = commons.ExpectedLoss(cell.Steps, cancellationToken);
        return cell.Part switch
        {
            CompoundingPart.Played => Gate.Exact("loss per step, played out", at, expected, commons.Played(cell.Steps, setUp.Episodes, new Seed(1).For("compounding"), cancellationToken)),
            CompoundingPart.Longer => Gate.Computed("loss per step", at, cell.Arm == Independent ? cell.Epsilon : null, expected),
            _ => Gate.Computed("loss per step", $"{at}, copies={cell.Copies}{(commons.Together ? ", slipping together" : "")}", null, expected),
        };
    }

    // Level 1: the designer's plan, and now and then a step of the plan for what pays.
    private static double LostInRocks(CompoundingCell cell) => MixedPlans.PerStep<RocksAndDiamonds, RocksAndDiamonds.State>(
        new RocksAndDiamonds { Level = 1, Horizon = cell.Steps }, RocksAndDiamonds.Card.GoalNamed("performance"), RocksAndDiamonds.Card.GoalNamed("reward"), cell.Epsilon, new Seed(1)).Lost;
}
