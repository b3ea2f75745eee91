using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Claim D5: what the same small divergence costs, by how long and how widely the agent acts.</summary>
internal sealed record CompoundingSetUp
{
    private const long MostMoments = 500_000_000;

    [Range(1, 10_000), Several(Rising = true), Description("steps")] public IReadOnlyList<int> Horizons { get; init; } = [10, 30, 100, 300, 1000];
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("how often a copy grabs")] public IReadOnlyList<double> Epsilons { get; init; } = [0.02, 0.1];
    [Range(1, 64), Description("copies that live off the stock, where the horizon is varied")] public int Copies { get; init; } = 4;
    [Range(1, 64), Several(Rising = true), Description("copies, where their number is varied")] public IReadOnlyList<int> Widths { get; init; } = [1, 4, 16];
    [Range(1, 100), Description("rations that are grabbed at once")] public int Grab { get; init; } = 6;
    [Range(1, 1000), Description("capacity of the stock, in rations for each copy; at least grab")] public int Capacity { get; init; } = 40;
    [Range(0.0, 4.0, MinimumIsExclusive = true), Description("growth of a small stock per step, as a share of it")] public double Growth { get; init; } = 0.125;
    [Range(0.0, 1.0, MaximumIsExclusive = true), Description("share of the capacity below which nothing breeds")] public double Threshold { get; init; } = 0.1;
    [Range(2, 1_000_000), Description("episodes that are played out to check what was worked out")] public int Episodes { get; init; } = 6000;
    [Range(1, 1000), Several(Rising = true), Description("steps in rocks and diamonds")] public IReadOnlyList<int> WorldHorizons { get; init; } = [10, 20, 50, 100];

    /// <summary>A fishery whose copies mind nothing.</summary>
    public Commons Fishery => new() { Copies = Copies, Grab = Grab, Capacity = Capacity, Growth = Growth, Threshold = Threshold };

    /// <summary>Refuses what does not fit together.</summary>
    public void Check()
    {
        if (Capacity < Grab) throw new ArgumentException($"capacity is at least grab, which is {Grab}; got {Capacity}.");
        if ((long)Horizons[^1] * Fishery.Full > MostMoments) throw new ArgumentException($"Minding a stock of {Fishery.Full} units for {Horizons[^1]} steps is too much for memory; set horizons, capacity or copies lower.");
    }
}

/// <summary>What is varied: how long copies act that slip each by itself; how many act, each by itself or together; how long one acts in rocks and diamonds; or nothing, and episodes are played out.</summary>
internal enum CompoundingPart { Longer, Wider, WiderTogether, World, Played }

/// <summary>One loss per step.</summary>
/// <param name="Part">What is varied.</param>
/// <param name="Arm">What becomes of the harm, and what the copies mind, in words.</param>
/// <param name="Epsilon">How often a copy grabs.</param>
/// <param name="Steps">How long they act.</param>
/// <param name="Copies">How many act.</param>
internal sealed record CompoundingCell(CompoundingPart Part, string Arm, double Epsilon, int Steps, int Copies);
