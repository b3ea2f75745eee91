using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Mesascope.Runs;

/// <summary>The files that every run has, whatever its kind.</summary>
public static class RunFiles
{
    internal const string Manifest = "manifest.json", Events = "events.jsonl", Report = "report.html";

    /// <summary>Where the page of the run in a folder lies, or will.</summary>
    public static string ReportPath(string folder) => Path.Combine(folder, Report);

    /// <summary>True where a folder holds a run, finished or not.</summary>
    public static bool HasManifest(string folder) => File.Exists(Path.Combine(folder, Manifest));

    /// <summary>What the manifest of any run begins with.</summary>
    /// <exception cref="PrerequisiteException">There is no run.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of a version that this one does not read.</exception>
    public static Header ReadHeader(string folder)
    {
        string file = Path.Combine(folder, Manifest);
        if (!File.Exists(file)) throw new PrerequisiteException($"{folder} holds no run: there is no {Manifest} in it.");
        JsonObject json = ReadObject(file);
        // Format 1 had all fields of all kinds at the top.
        JsonObject header = json["header"] as JsonObject ?? json;
        int format = header["format"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (format is not (1 or Header.CurrentFormat))
            throw new InvalidDataException($"{file} is of format {format}; this version reads formats 1 and {Header.CurrentFormat}. Read it with the version that wrote it ({header["version"]?.ToString() ?? "unknown"}).");
        return Damaged(file, () => header.Deserialize<Header>(RunJson.File)!);
    }

    /// <summary>What happened in a run so far.</summary>
    public static IReadOnlyList<RunEvent> ReadEvents(string folder) => new JournalReader<int, RunEvent>(Path.Combine(folder, Events), EventLines()).Next();

    /// <summary>Events have no key: each is one of its own.</summary>
    internal static JournalOf<int, RunEvent> EventLines()
    {
        int number = 0;
        return new JournalOf<int, RunEvent>("an event", _ => Interlocked.Increment(ref number), (JsonTypeInfo<RunEvent>)RunJson.ShortLine.GetTypeInfo(typeof(RunEvent)));
    }

    /// <summary>Refuses a folder that holds anything but the beginning of a run.</summary>
    internal static void RefuseForeign(string folder)
    {
        // A run killed before its manifest was whole leaves at most the manifest's neighbour.
        string? foreign = Disk.Try(folder, () => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(name => name != Manifest + ".partial"));
        if (foreign is not null) throw new ArgumentException($"{folder} is not empty and holds no run (there is \"{foreign}\" in it); name another folder with --out.");
    }

    /// <summary>Writes a file of a run as people read it.</summary>
    internal static void Write<T>(string folder, string name, T value, JsonSerializerOptions? json = null) => Disk.Replace(Path.Combine(folder, name), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, json ?? RunJson.File) + "\n"));

    /// <summary>Reads a file of a run; null where it is not there.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static T? Read<T>(string folder, string name) where T : class
    {
        string file = Path.Combine(folder, name);
        return File.Exists(file) ? Damaged(file, () => JsonSerializer.Deserialize<T>(Disk.Try(file, () => File.ReadAllText(file)), RunJson.File)!) : null;
    }

    internal static JsonObject ReadObject(string file) => Damaged(file, () => JsonNode.Parse(Disk.Try(file, () => File.ReadAllText(file))) as JsonObject ?? throw new JsonException("it is not an object"));

    /// <summary>Reads, and says of what cannot be read that the file is damaged.</summary>
    internal static T Damaged<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file} is damaged: {problem.Message}", problem);
        }
    }
}
