using System.Reflection;

namespace Mesascope.Chat;

/// <summary>The drives that ship with the program: every file of Drives/*.yaml, and the generators that they name.</summary>
public static class DriveCatalogue
{
    private static readonly Lazy<IReadOnlyList<Drive>> Read = new(ReadAll);

    private static readonly Lazy<IReadOnlyDictionary<string, IScenarios>> Generators = new(() =>
        typeof(DriveCatalogue).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IScenarios)))
            .Select(type => (IScenarios)Activator.CreateInstance(type)!).ToDictionary(scenarios => scenarios.Name));

    /// <summary>All of them, in the order of the essay: divergences, instrumental goals, being watched, what it cannot know.</summary>
    public static IReadOnlyList<Drive> All => Read.Value;

    /// <summary>The names of the generators.</summary>
    public static IEnumerable<string> ScenarioNames => Generators.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The drive of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Drive Named(string id) => All.FirstOrDefault(drive => drive.Id == id)
        ?? throw new ArgumentException($"There is no drive \"{id}\"; there are: {string.Join(", ", All.Select(drive => drive.Id))}.");

    /// <summary>The generator of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static IScenarios Scenarios(string name) => Generators.Value.TryGetValue(name, out IScenarios? scenarios) ? scenarios
        : throw new ArgumentException($"There is no generator \"{name}\"; there are: {string.Join(", ", ScenarioNames)}.");

    private static Drive[] ReadAll()
    {
        Assembly here = typeof(DriveCatalogue).Assembly;
        Drive[] drives = [.. here.GetManifestResourceNames().Where(name => name.StartsWith("drives/", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(here.GetManifestResourceStream(name)!);
            return DriveFile.Parse(reader.ReadToEnd(), Path.GetFileName(name));
        })];
        return [.. drives.OrderBy(drive => drive.Order).ThenBy(drive => drive.Id, StringComparer.Ordinal)];
    }
}
