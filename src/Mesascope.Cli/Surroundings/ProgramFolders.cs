using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Where the program's own folders lie: the repository it was built in, or the folder it was put in.</summary>
internal static class ProgramFolders
{
    /// <summary>The nearest folder above the program that holds <c>Mesascope.slnx</c>; null where it runs outside its repository.</summary>
    public static string? Repository { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(Path.Combine(folder, "Mesascope.slnx")));

    /// <summary>Reference traces and data sets beside the repository; null where there are none.</summary>
    public static string? SharedData { get; } = Repository is { } root ? Existing(Path.GetFullPath(Path.Combine(root, "..", "shared", "data"))) : null;

    /// <summary>The names of the shipped organisms, in alphabetical order; none where their folder is not there.</summary>
    public static IReadOnlyList<string> OrganismNames
    {
        get
        {
            try
            {
                return OrganismCatalogue.Names;
            }
            catch (PrerequisiteException)
            {
                return []; // who needs one is told so when it is asked for
            }
        }
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;

    private static string? Above(string folder, Func<string, bool> holds)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            if (holds(at.FullName)) return at.FullName;
        return null;
    }
}
