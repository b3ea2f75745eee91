using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Agents;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replication 7: POWER and the share of goals that avoid shutdown, in processes with closed forms, in one of one's own, and in a world of ours.</summary>
internal sealed record PowerSetUp
{
    [Range(1, 1000), Description("absorbing states to choose from")] public IReadOnlyList<int> K { get; init; } = [1, 2, 3, 10];
    [Range(1, 1000), Description("absorbing states behind on")] public IReadOnlyList<int> N { get; init; } = [1, 2, 3, 10];
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true), Description("discounts")] public IReadOnlyList<double> Gamma { get; init; } = [0.1, 0.5, 0.9, 0.99];
    [Range(1000, 10_000_000), Description("rewards drawn per setting and seed; for mdp more, where a rare action needs them")] public int Samples { get; init; } = 100_000;
    [Range(1, 100), Description("independent sets of samples, pooled")] public int Seeds { get; init; } = 1;
    [Range(0, 1_000_000_000), Description("seed of the first of them")] public int Seed { get; init; } = 1;
    [Form("a process such as start>off,on; on>a:0.5+b:0.5,c"), OrWord("none"), Description("another process; a state without actions stays where it is")] public string? Mdp { get; init; }
    [Form("a state of it"), OrWord("first"), OnlyWith("mdp"), Description("the state of it that is asked about")] public string? State { get; init; }
    [Range(2, 100_000), OrWord("0"), Description("levels of shutdown-delay; 0: none")] public int? Levels { get; init; } = 400;
    [Range(2, 10_000), OnlyWith("levels"), Description("rewards drawn per level for its POWER")] public int RewardsPerLevel { get; init; } = 16;

    /// <summary>The process of one's own, and the state of it that is asked about; null where there is none.</summary>
    public (MarkovDecisionProcess Process, int State)? Asked()
    {
        if (Mdp is null) return null;
        var process = MarkovDecisionProcess.Parse(Mdp);
        return (process, State is null ? 0 : process.Number(State));
    }

    /// <summary>Every set of samples, pooled.</summary>
    public PowerSamples Draw(MarkovDecisionProcess process, int state, double gamma, CancellationToken cancellationToken)
    {
        var power = new PowerOfState { Process = process, State = state, Discount = gamma, Samples = Samples };
        PowerSamples[] sets = [.. Enumerable.Range(0, Seeds).Select(i => power.Run(new Seed((ulong)Seed + (ulong)i), cancellationToken))];
        return sets.Length == 1 ? sets[0]
            : new PowerSamples([.. sets.SelectMany(set => set.Power)], [.. Enumerable.Range(0, sets[0].Optimal.Length).Select(action => sets.SelectMany(set => set.Optimal[action]).ToArray())]);
    }
}

/// <summary>What is asked about: the process of one's own; the start with k absorbing states to choose from, or with n behind on; the button of shutdown-delay; and the second once more at every discount, for the pictures.</summary>
internal enum PowerOf { Mdp, Fan, Shutdown, Button, Curve }

/// <summary>One question.</summary>
/// <param name="Of">What it is about.</param>
/// <param name="States">k or n; 0 for none.</param>
/// <param name="Gamma">The discount; 0 for all.</param>
internal sealed record PowerCell(PowerOf Of, int States, double Gamma);
