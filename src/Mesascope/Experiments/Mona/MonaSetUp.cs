using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 17: the Camera Dropbox, and how far ahead each rule of optimisation looks in it.</summary>
internal sealed record MonaSetUp
{
    /// <summary>A value this close to 0 is none: the overseer's noise is not added to it.</summary>
    public const double NoApproval = 1e-5;

    private static readonly MonaSetUp Usual = new();

    [Range(4, 6), Description("cells along a side of the room")] public int Size { get; init; } = 4;
    [Range(2, 200), Description("steps in an episode")] public int T { get; init; } = 50;
    [Range(1, 200), Several(Rising = true), Description("optimisation horizons: rewards that an action is chosen by, its own included")] public IReadOnlyList<int> M { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 50];
    [Range(0.0, 1.0), Several(Rising = true), Description("discounts instead of a horizon")] public IReadOnlyList<double> Gamma { get; init; } = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
    [Range(-100.0, 100.0), Description("what every step pays")] public double StepPay { get; init; } = -0.01;
    [Range(-100.0, 100.0), Description("what the trainer sees in a box in the hole, and what the first is truly worth")] public double BoxPay { get; init; } = 1;
    [Range(-100.0, 100.0), Description("what the second box is truly worth")] public double SecondBox { get; init; } = -1;
    [Range(0.0, 100.0), Description("standard deviation of the overseer's noise")] public double Sigma { get; init; } = 0.5;
    [Range(2, 100_000), Description("noisy overseers")] public int Draws { get; init; } = 40;
    [Range(1, 200), Several(Rising = true), Description("horizons under a noisy overseer")] public IReadOnlyList<int> NoisyM { get; init; } = [1, 3, 5, 7, 9, 12, 18, 50];
    [Range(0.0, 1.0, MinimumIsExclusive = true), Description("step size of Q-learning")] public double Alpha { get; init; } = 0.1;
    [Range(0.0, 1.0), Several(Rising = true), Description("its shares of random actions, the ordinary rule")] public IReadOnlyList<double> Epsilon { get; init; } = [0.1, 0.5];
    [Range(0.0, 1.0), Description("its share of random actions, MONA")] public double MonaEpsilon { get; init; } = 0.5;
    [Range(0.0, 1.0), Description("its discount, the ordinary rule; MONA has 0")] public double QGamma { get; init; } = 0.99;
    [Range(1, 10_000_000), Description("its episodes")] public int Episodes { get; init; } = 20_000;
    [Range(2, 10_000), Description("its training runs in each setting")] public int Seeds { get; init; } = 6;
    [Range(0, 1_000_000_000), Description("seed of the first draw and run")] public int Seed { get; init; } = 1;

    /// <summary>The room.</summary>
    public CameraDropbox World => new() { Size = Size, Horizon = T };

    /// <summary>Whether room and pay are the published ones: what exact figures depend on.</summary>
    public bool HasPublishedRules => (Size, T, StepPay, BoxPay, SecondBox) == (Usual.Size, Usual.T, Usual.StepPay, Usual.BoxPay, Usual.SecondBox);

    /// <summary>Whether the overseer's noise is.</summary>
    public bool HasPublishedNoise => Sigma == Usual.Sigma;

    /// <summary>Whether Q-learning is.</summary>
    public bool HasPublishedLearning => (Alpha, QGamma, Episodes) == (Usual.Alpha, Usual.QGamma, Usual.Episodes);

    /// <summary>What the trainer sees of a step.</summary>
    public double Observed(uint events) => Pay(events, BoxPay);

    /// <summary>What it is truly worth.</summary>
    public double True(uint events) => Pay(events, SecondBox);

    // The step in which the camera looks pays nothing.
    private double Pay(uint events, double second) =>
        (events & CameraDropbox.Events.WasSeen) != 0 ? 0 : StepPay + ((events & CameraDropbox.Events.DeliveredBox) != 0 ? BoxPay : (events & CameraDropbox.Events.DeliveredSecond) != 0 ? second : 0);
}

/// <summary>What an action is chosen by: the trainer's pay, the true worth, or the trainer's pay and a far-sighted overseer's approval (MONA), which may be noisy; and by learning, which of these.</summary>
internal enum MonaRule { Ordinary, Honest, Mona, NoisyMona, OrdinaryDiscounted, OrdinaryLearnt, MonaLearnt }

/// <summary>One plan, with all its horizons, one noisy overseer, or one training run.</summary>
/// <param name="Rule">What an action is chosen by.</param>
/// <param name="Parameter">A discount, or a share of random actions; 0 for none.</param>
/// <param name="Seed">Which overseer or run; 0 for none.</param>
internal sealed record MonaCell(MonaRule Rule, double Parameter = 0, int Seed = 0);
