using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Mesascope.Tests;

/// <summary>Third-party data that tests read where it lies and the repository never holds: <c>MESASCOPE_DATA</c>, or <c>../shared/data</c> from the repository's root.</summary>
internal static class TestData
{
    /// <summary>The lines of a gzip JSON-lines file under the data folder. Skips the running test, with the reason, where the file is absent.</summary>
    public static IEnumerable<JsonNode> JsonLines(string relativePath) => Lines(PathOf(relativePath));

    /// <summary>Where a file or folder of the data lies. Skips the running test, with the reason, where it is absent.</summary>
    public static string PathOf(string relativePath)
    {
        string path = Path.Combine(Folder, relativePath);
        Assert.SkipUnless(Path.Exists(path), $"The reference data {relativePath} is not here; set MESASCOPE_DATA to the folder that holds it.");
        return path;
    }

    /// <summary>The names of the files of a folder of the data that match, in order; none where the folder is absent.</summary>
    public static string[] Files(string folder, string pattern)
    {
        string path = Path.Combine(Folder, folder);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
    }

    private static string Folder => Environment.GetEnvironmentVariable("MESASCOPE_DATA") is { Length: > 0 } named ? named : Path.Combine(RepositoryRoot, "..", "shared", "data");

    private static string RepositoryRoot
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Mesascope.slnx"))) folder = Path.GetDirectoryName(folder);
            return folder ?? AppContext.BaseDirectory;
        }
    }

    private static IEnumerable<JsonNode> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return JsonNode.Parse(line)!;
    }
}
