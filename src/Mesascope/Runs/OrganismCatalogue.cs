namespace Mesascope.Runs;

/// <summary>The organisms that are shipped with the program: one folder each.</summary>
public static class OrganismCatalogue
{
    /// <summary>The environment variable that names another folder of organisms.</summary>
    public const string FolderVariable = "MESASCOPE_ORGANISMS";

    private const string FolderName = "organisms";

    /// <summary>Where they lie: the folder that <see cref="FolderVariable"/> names, else <c>organisms/</c> beside the program or in a folder above it.</summary>
    /// <exception cref="PrerequisiteException">There is no such folder.</exception>
    public static string Folder
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(FolderVariable);
            if (!string.IsNullOrEmpty(named))
                return Directory.Exists(named) ? named : throw new PrerequisiteException($"{FolderVariable} names {named}, which is not there.");
            for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (HoldsOrganisms(Path.Combine(at.FullName, FolderName))) return Path.Combine(at.FullName, FolderName);
            throw new PrerequisiteException($"The folder {FolderName}/ was found neither beside the program nor above it; name it in {FolderVariable}.");
        }
    }

    /// <summary>Their names in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => [.. NamesIn(Folder)];

    /// <summary>Reads the organism of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Organism Named(string name)
    {
        string folder = Folder;
        string[] names = [.. NamesIn(folder)];
        return names.Contains(name)
            ? Organism.Load(Path.Combine(folder, name))
            : throw new ArgumentException($"There is no organism \"{name}\"; there are: {string.Join(", ", names)}.", nameof(name));
    }

    // A folder of sources may have the same name; one organism makes it ours.
    private static bool HoldsOrganisms(string folder) => Directory.Exists(folder) && NamesIn(folder).Any();

    private static IEnumerable<string> NamesIn(string folder) => Directory.EnumerateDirectories(folder)
        .Where(each => File.Exists(Path.Combine(each, Organism.CardFile)))
        .Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal);
}
