namespace Mesascope.Runs;

/// <summary>A form in which a finished run is written for other programs.</summary>
public interface IRunExport
{
    /// <summary>As the command line names it: <c>junit</c>.</summary>
    string Name { get; }

    /// <summary>The file's name where none is given.</summary>
    string FileName { get; }

    /// <summary>Writes the whole file.</summary>
    void Write(Stream stream, ExportedRun run);
}

/// <summary>Every form there is.</summary>
public static class RunExports
{
    /// <summary>All of them, in the order in which help lists them.</summary>
    public static IReadOnlyList<IRunExport> All { get; } = [.. Discovered.Instances<IRunExport>().OrderBy(export => export.Name, StringComparer.Ordinal)];

    /// <summary>The form of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static IRunExport Named(string name) => All.FirstOrDefault(export => export.Name == name)
        ?? throw new ArgumentException($"There is no export \"{name}\"; there are: {string.Join(", ", All.Select(export => export.Name))}.");
}
