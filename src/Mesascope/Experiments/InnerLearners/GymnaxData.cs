namespace Mesascope.Experiments;

/// <summary>Where the policies of gymnax-blines lie. They are read in place and never copied into the repository.</summary>
internal static class GymnaxData
{
    /// <summary>The environment variable that names the folder of third-party data.</summary>
    public const string FolderVariable = "MESASCOPE_DATA";

    private const string Below = "policies/gymnax-blines", Solution = "Mesascope.slnx";

    /// <summary>The folder of the policies.</summary>
    /// <param name="named">As a person typed it; null to look in <see cref="FolderVariable"/>, and then in <c>../shared/data</c> beside the repository.</param>
    /// <exception cref="PrerequisiteException">They are not there; one line says what to do.</exception>
    public static string Folder(string? named)
    {
        string folder = named ?? Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } data ? data : Beside, Below);
        return Names(folder).Count > 0 ? folder
            : throw new PrerequisiteException($"The policies of gymnax-blines are not in {(named is null ? $"../shared/data/{Below}" : named)}; name the folder that holds their .json and .safetensors with --set data=DIR, or the folder above policies/ in {FolderVariable}.");
    }

    /// <summary>The policies of a folder, by name, in order; none where there is no such folder.</summary>
    public static IReadOnlyList<string> Names(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.GetFiles(folder, "*.safetensors").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => File.Exists(Path.Combine(folder, name + ".json"))).Order(StringComparer.Ordinal)];

    private static string Beside
    {
        get
        {
            string? at = AppContext.BaseDirectory;
            while (at is not null && !File.Exists(Path.Combine(at, Solution))) at = Path.GetDirectoryName(at);
            return Path.Combine(at ?? ".", "..", "shared", "data");
        }
    }
}
