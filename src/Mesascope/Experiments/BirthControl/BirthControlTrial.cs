using Mesascope.Evolution;
using Mesascope.Randomness;
using static Mesascope.Experiments.Timescales;

namespace Mesascope.Experiments;

/// <summary>What a cell of <c>birth-control</c> does to its population.</summary>
internal enum BirthControlPart
{
    /// <summary>Shifts it once; beside it, the same population goes on unshifted.</summary>
    ShiftedOnce,

    /// <summary>Evolves it with decoy drives, where no use satisfies.</summary>
    Decoys,

    /// <summary>Shifts it again and again, with each period.</summary>
    ShiftedOften,

    /// <summary>The same where a child can be felt.</summary>
    ChildrenFelt,
}

/// <summary>One population under one treatment.</summary>
/// <param name="Part">The treatment.</param>
/// <param name="Population">Its number, from 1.</param>
/// <param name="Periods">Generations from one shift to the next; none where it is shifted once or never.</param>
internal sealed record BirthControlCell(BirthControlPart Part, int Population, IReadOnlyList<int> Periods);

/// <summary>One population before and after a single shift.</summary>
/// <param name="History">The generations before it.</param>
/// <param name="After">Those after it.</param>
/// <param name="Unshifted">The same number of generations, had it not come.</param>
/// <param name="FitnessBefore">Children per life before the shift.</param>
/// <param name="Adapted">Generations until the gap was closed; null where it was not while one watched.</param>
internal sealed record ShiftedOnce(DriveGeneration[] History, DriveGeneration[] After, DriveGeneration[] Unshifted, double FitnessBefore, int? Adapted);

/// <summary>One population under shift upon shift.</summary>
/// <param name="Period">Generations from one shift to the next.</param>
/// <param name="History">All generations.</param>
/// <param name="FitnessBefore">Children per life before the first shift.</param>
/// <param name="LostAtEnd">The share of that fitness that is missing at the end of each period. Shape [cycles].</param>
/// <param name="LostThroughout">The share that is missing over the whole of each period. Shape [cycles].</param>
internal sealed record ShiftedOften(int Period, DriveGeneration[] History, double FitnessBefore, double[] LostAtEnd, double[] LostThroughout)
{
    /// <summary>The loss at the end of a period, over the second half of the periods.</summary>
    internal double Lost => LostAtEnd.AsSpan(LostAtEnd.Length / 2).ToArray().Sum() / (LostAtEnd.Length - LostAtEnd.Length / 2);
}

/// <summary>What a cell came to.</summary>
/// <param name="Once">Null in other parts.</param>
/// <param name="Often">One entry per period.</param>
/// <param name="Decoyed">The generations with decoy drives; empty in other parts.</param>
internal sealed record BirthControlTrial(ShiftedOnce? Once, IReadOnlyList<ShiftedOften> Often, DriveGeneration[] Decoyed)
{
    public static BirthControlTrial Of(BirthControlSetUp setUp, BirthControlCell cell, Trial trial)
    {
        Seed seed = new Seed((ulong)cell.Population).For("birth-control");
        var arm = new BirthControlArm(setUp, ChildrenAreFelt: cell.Part == BirthControlPart.ChildrenFelt);
        return cell.Part switch
        {
            BirthControlPart.ShiftedOnce => new(ShiftOnce(arm, seed, trial.Token), [], []),
            BirthControlPart.Decoys => new(null, [], (arm with { Decoys = true }).Ancestors(seed.For("decoys"), 1, trial.Token).History),
            BirthControlPart.ShiftedOften => new(null, ShiftOften(arm, seed, cell.Periods, period => seed.For("shifts", period), trial.Token), []),
            _ => new(null, ShiftOften(arm, seed, cell.Periods, _ => seed.For("shifts, children felt"), trial.Token), []),
        };
    }

    private static ShiftedOnce ShiftOnce(BirthControlArm arm, Seed seed, CancellationToken cancellationToken)
    {
        var (ancestors, history) = arm.Ancestors(seed, arm.SetUp.Cycles, cancellationToken);
        DriveGeneration[] after = arm.Future(ancestors, arm.SetUp.After, _ => 1, seed.For("one shift"), cancellationToken);
        DriveGeneration[] unshifted = arm.Future(ancestors, arm.SetUp.After, _ => 0, seed.For("no shift"), cancellationToken);
        double fitness = Last(history, Before, generation => generation.Children);
        return new ShiftedOnce(history, after, unshifted, fitness, Adapted(arm.SetUp, after, fitness));
    }

    private static IReadOnlyList<ShiftedOften> ShiftOften(BirthControlArm arm, Seed seed, IReadOnlyList<int> periods, Func<int, Seed> ofPeriod, CancellationToken cancellationToken)
    {
        var (ancestors, history) = arm.Ancestors(seed, arm.SetUp.Cycles, cancellationToken);
        double before = Last(history, Before, generation => generation.Children);
        return [.. periods.Select((period, p) => ShiftOften(arm, ancestors, before, period, ofPeriod(p), cancellationToken))];
    }

    private static ShiftedOften ShiftOften(BirthControlArm arm, DrivePopulation from, double before, int period, Seed seed, CancellationToken cancellationToken)
    {
        int cycles = arm.SetUp.Cycles, end = Math.Min(arm.SetUp.Window, Math.Max(1, period / 2));
        DriveGeneration[] history = arm.Future(from, cycles * period, generation => 1 + generation / period, seed, cancellationToken);
        double Lost(int start, int count) => 1 - Mean(history.AsSpan(start, count), generation => generation.Children) / before;
        return new ShiftedOften(period, history, before,
            [.. Enumerable.Range(1, cycles).Select(cycle => Lost(cycle * period - end, end))],
            [.. Enumerable.Range(0, cycles).Select(cycle => Lost(cycle * period, period))]);
    }
}
