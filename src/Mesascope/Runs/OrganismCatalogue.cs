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
                return !Directory.Exists(named) ? throw new PrerequisiteException($"{FolderVariable} names {named}, which is not there.")
                    : IsOrganism(named) ? throw new PrerequisiteException($"{FolderVariable} names {named}, which is an organism; it should name the folder that organisms lie in.")
                    : named;
            for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (HoldsOrganisms(Path.Combine(at.FullName, FolderName))) return Path.Combine(at.FullName, FolderName);
            throw new PrerequisiteException($"The folder {FolderName}/ was found neither beside the program nor above it; name it in {FolderVariable}.");
        }
    }

    /// <summary>Their names in alphabetical order: those of their folders, whatever their cards say.</summary>
    public static IReadOnlyList<string> Names => [.. NamesIn(Folder)];

    /// <summary>What stands on the shelf, in alphabetical order, those that cannot be read included.</summary>
    public static IReadOnlyList<ShelvedOrganism> All
    {
        get
        {
            string folder = Folder;
            return [.. Directory.EnumerateDirectories(folder).Where(each => IsOrganism(each) || HoldsWeights(each)).Select(each => Shelved(each)).OrderBy(each => each.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Reads the organism of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static Organism Named(string name)
    {
        string folder = Folder;
        string[] names = [.. NamesIn(folder)];
        return names.Contains(name)
            ? Organism.Load(Path.Combine(folder, name)) with { Name = name }
            : throw new ArgumentException($"There is no organism \"{name}\"; there are: {string.Join(", ", names)}.", nameof(name));
    }

    // A folder of sources may have the same name; one organism makes it ours.
    private static bool HoldsOrganisms(string folder) => Directory.Exists(folder) && NamesIn(folder).Any();

    private static IEnumerable<string> NamesIn(string folder) => Directory.EnumerateDirectories(folder)
        .Where(IsOrganism).Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal);

    /// <summary>A hint for whoever named a folder that is no organism, to be put behind what is missing; empty where there is nothing to say.</summary>
    internal static string WhatIsThere(string folder)
    {
        if (!Directory.Exists(folder)) return "";
        string[] organisms = [.. NamesIn(folder).Take(3)];
        if (organisms.Length > 0) return $"; it holds organisms: {string.Join(", ", organisms)}";
        string? weights = Directory.EnumerateFiles(folder).Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal).FirstOrDefault(name => name != Organism.WeightsFile && WeightsEndings.Contains(Path.GetExtension(name).ToLowerInvariant()));
        return weights is null ? "" : $"; it holds {weights} (docs/organism-format.md says how weights become {Organism.WeightsFile})";
    }

    /// <summary>How files are called that hold weights, of which only safetensors are read.</summary>
    public static IReadOnlyList<string> WeightsEndings { get; } = [".safetensors", ".pt", ".pth", ".ckpt", ".pkl", ".bin", ".h5", ".keras", ".npz", ".npy", ".zip"];

    private static bool IsOrganism(string folder) => File.Exists(Path.Combine(folder, Organism.CardFile));

    // The card is written last, so weights without a card are a copy under way or one that broke off.
    private static bool HoldsWeights(string folder) => File.Exists(Path.Combine(folder, Organism.WeightsFile));

    private static ShelvedOrganism Shelved(string folder)
    {
        string name = Path.GetFileName(folder);
        try
        {
            return new ShelvedOrganism(name, Organism.Load(folder) with { Name = name }, null);
        }
        catch (PrerequisiteException e)
        {
            return new ShelvedOrganism(name, null, e.Message);
        }
    }
}

/// <summary>One folder of a shelf of organisms.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Organism">What it holds; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, in one line; null where it can.</param>
public sealed record ShelvedOrganism(string Name, Organism? Organism, string? Problem);
