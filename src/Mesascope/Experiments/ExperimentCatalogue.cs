namespace Mesascope.Experiments;

/// <summary>Every published result that this version reproduces.</summary>
public static class ExperimentCatalogue
{
    /// <summary>All of them, quickest first.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. Discovered.Statics<Experiment>().OrderBy(experiment => experiment.UsualTime).ThenBy(experiment => experiment.Name, StringComparer.Ordinal)];

    /// <summary>The replication of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Experiment Named(string name) => All.FirstOrDefault(replication => replication.Name == name)
        ?? throw new ArgumentException($"There is no replication \"{name}\"; there are: {string.Join(", ", All.Select(replication => replication.Name))}.", nameof(name));
}
