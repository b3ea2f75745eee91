using System.Reflection;

namespace Mesascope.Conversations;

/// <summary>The drives that ship with the program: every file of Drives/*.yaml, and the generators that they name.</summary>
public static class DriveCatalogue
{
    private const string Folder = "drives/", Ending = ".yaml";

    private static readonly Assembly Here = typeof(DriveCatalogue).Assembly;

    // Each file is read when its drive is first asked for: whoever audits one waits for one.
    private static readonly IReadOnlyDictionary<string, Lazy<Drive>> Files =
        Here.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToDictionary(name => name[Folder.Length..^Ending.Length], name => new Lazy<Drive>(() => Read(name)));

    private static readonly Lazy<IReadOnlyList<Drive>> Ordered = new(() => Chosen(Files.Keys));

    private static readonly Lazy<IReadOnlyDictionary<string, IScenarios>> Generators = new(() => Discovered.Instances<IScenarios>().ToDictionary(scenarios => scenarios.Name));

    /// <summary>All of them, in the order of the essay: divergences, instrumental goals, being watched, what it cannot know.</summary>
    public static IReadOnlyList<Drive> All => Ordered.Value;

    /// <summary>Their ids, by the alphabet; no file is read for them.</summary>
    public static IEnumerable<string> Names => Files.Keys.Order(StringComparer.Ordinal);

    /// <summary>The names of the generators.</summary>
    public static IEnumerable<string> ScenarioNames => Generators.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The drive of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Drive Named(string id) => Files.TryGetValue(id, out Lazy<Drive>? drive) ? drive.Value
        : throw new ArgumentException($"There is no drive \"{id}\"; there are: {string.Join(", ", Names)}.");

    /// <summary>The drives of those names, each once, in the order of <see cref="All"/>.</summary>
    /// <exception cref="ArgumentException">One of the names is no drive's.</exception>
    public static IReadOnlyList<Drive> Chosen(IEnumerable<string> ids) => [.. ids.Distinct().Select(Named).OrderBy(drive => drive.Order).ThenBy(drive => drive.Id, StringComparer.Ordinal)];

    /// <summary>The generator of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static IScenarios Scenarios(string name) => Generators.Value.TryGetValue(name, out IScenarios? scenarios) ? scenarios
        : throw new ArgumentException($"There is no generator \"{name}\"; there are: {string.Join(", ", ScenarioNames)}.");

    private static Drive Read(string resource)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(resource)!);
        return DriveFile.Parse(reader.ReadToEnd(), resource[Folder.Length..]);
    }
}
