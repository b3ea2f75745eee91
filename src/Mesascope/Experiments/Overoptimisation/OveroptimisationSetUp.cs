using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 12: more and more pressure on a proxy that was fitted to comparisons; then on one of several objectives.</summary>
/// <remarks>Source: Gao, Schulman and Hilton (2023), "Scaling laws for reward model overoptimization"; a synthetic set-up of our own.</remarks>
internal sealed record OveroptimisationSetUp
{
    [Range(2, 1000), Description("gold rewards, each with proxies of its own")] public int Seeds { get; init; } = 3;
    [Range(4, 64), Description("numbers in a reply")] public int Dimensions { get; init; } = 16;
    [Range(1, 1024), Description("random directions in the gold reward")] public int Projections { get; init; } = 32;
    [Range(0.1, 1000.0), Description("c in z·exp(-z²/c): where more of a good thing turns bad")] public double Turn { get; init; } = 6;
    [Range(1, 4096), Several(Rising = true), Description("hidden units of the proxy")] public IReadOnlyList<int> Widths { get; init; } = [2, 8, 32, 128];
    [Range(10, 1_000_000), Several(Rising = true), Description("comparisons that the proxy is fitted to")] public IReadOnlyList<int> Pairs { get; init; } = [300, 3000];
    [Range(1e-6, 1.0), Description("step size of AdamW in fitting a proxy")] public double Rate { get; init; } = 3e-3;
    [Range(0.0, 10.0), Description("weight decay of AdamW in fitting a proxy")] public double Decay { get; init; } = 0.01;
    [Range(1, 10_000), Description("passes over the comparisons, at most")] public int Passes { get; init; } = 60;
    [Range(1000, 2_000_000), Description("replies in the pool that the best are chosen from")] public int Pool { get; init; } = 300_000;
    [Range(1, 1_000_000), Several(Rising = true), Description("best-of-n: how many replies the best is chosen from")] public IReadOnlyList<int> N { get; init; } = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];
    [Range(0.1, 10_000.0), Description("KL at which reinforcement learning stops, in nats")] public double MostKl { get; init; } = 30;
    [Range(1, 100_000), Description("policy gradient steps, at most")] public int MostSteps { get; init; } = 1000;
    [Range(2, 100_000), Description("replies in a policy gradient step")] public int Batch { get; init; } = 1024;
    [Range(1e-6, 10.0), Description("size of a policy gradient step")] public double PolicyRate { get; init; } = 0.05;
    [Range(2, 1000), Description("proxies fitted for several objectives, for each kind of rater")] public int ObjectiveSeeds { get; init; } = 10;
    [Range(0.0, 1.0), Several(Exactly = 4), Description("what the rater gives for truth, agreement, interest, completion")] public IReadOnlyList<double> Weights { get; init; } = [0.4, 0.3, 0.2, 0.1];
    [Range(-0.99, 0.99), Several(Exactly = 3), Description("cosine of agreement, interest and completion with truth")] public IReadOnlyList<double> Conflicts { get; init; } = [-0.3, -0.2, -0.1];
    [Range(1, 4096), Description("hidden units of a proxy for several objectives")] public int ObjectiveWidth { get; init; } = 32;
    [Range(10, 1_000_000), Description("comparisons that a proxy for several objectives is fitted to")] public int ObjectivePairs { get; init; } = 3000;

    /// <summary>The several objectives.</summary>
    public Objectives Objectives => new(Weights, Conflicts, Dimensions, Turn);

    /// <summary>Refuses what is wrong only together.</summary>
    public void Check()
    {
        if (Weights.All(weight => weight == 0)) throw new ArgumentException("weights: the rater gives something for at least one objective; got 0,0,0,0.");
    }
}
