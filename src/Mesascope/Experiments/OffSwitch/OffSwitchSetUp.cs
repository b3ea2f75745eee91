using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Mesascope.Experiments;

/// <summary>Replication 21: the settings of the off-switch game, every μ with every σ and every β.</summary>
internal sealed record OffSwitchSetUp
{
    [Range(-1e6, 1e6), Description("what the robot expects its action to be worth to the human")] public IReadOnlyList<double> Mu { get; init; } = [0, 0.5, 1];
    [Range(0.0, 1e6), Several(Rising = true), Description("how uncertain the robot is: the standard deviation of that worth; 0: certain")] public IReadOnlyList<double> Sigma { get; init; } = [0, 0.5, 1, 2];
    [Range(0.0, 1e6), Several(Rising = true), Description("the human's noise, in the unit of the worth; 0: rational")] public IReadOnlyList<double> Beta { get; init; } = [0, 0.25, 0.5, 1, 2, 5];
}

/// <summary>One setting.</summary>
/// <param name="Mu">μ.</param>
/// <param name="Sigma">σ.</param>
/// <param name="Beta">β.</param>
internal sealed record OffSwitchCell(double Mu, double Sigma, double Beta)
{
    /// <summary>The game that is played.</summary>
    internal OffSwitchGame Game => new(Mu, Sigma, Beta);
}

/// <summary>What one setting came to.</summary>
/// <param name="Delta">What the switch is worth to the robot, integrated.</param>
/// <param name="ByStein">The same by Stein's lemma or in closed form.</param>
/// <param name="HumanRight">How often H is right.</param>
internal sealed record OffSwitchTrial(double Delta, double ByStein, double HumanRight)
{
    /// <summary>Works it out.</summary>
    public static OffSwitchTrial Of(OffSwitchCell cell) => new(cell.Game.Delta(), cell.Game.DeltaByStein(), cell.Game.HumanRight());
}
