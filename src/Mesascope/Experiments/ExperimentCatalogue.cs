namespace Mesascope.Experiments;

/// <summary>Every published result that this version reproduces.</summary>
public static class ExperimentCatalogue
{
    /// <summary>All of them, quickest first.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        MegTables.Experiment,
        DependenceTables.Experiment,
        SafetyGridworldsTables.Experiment,
        CompoundingTables.Experiment,
        HiddenIncentivesTables.Experiment,
        HintonNowlanTables.Experiment,
        HungryThirstyTables.Experiment,
        AckleyLittmanTables.Experiment,
        SavannaTables.Experiment,
        HabitOrGoalTables.Experiment,
        PowerTables.Experiment,
        DrestTables.Experiment,
        BirthControlTables.Experiment,
        PhaseTransitionTables.Experiment,
        MeansToEndsTables.Experiment,
        InnerLearnersTables.Experiment,
        KeysAndChestsTables.Experiment,
    ];

    /// <summary>The replication of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Experiment Named(string name) => All.FirstOrDefault(replication => replication.Name == name)
        ?? throw new ArgumentException($"There is no replication \"{name}\"; there are: {string.Join(", ", All.Select(replication => replication.Name))}.", nameof(name));
}
