using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Runs;

namespace Mesascope.Replications;

/// <summary>The record of a run of replications on disk: the manifest, one file per replication as it finishes, the report. A killed run loses at most the replication that was running.</summary>
public sealed class ReplicationFolder
{
    private const string ManifestFile = "manifest.json";

    private ReplicationFolder(string path, ReplicationManifest manifest) => (Path, Manifest) = (path, manifest);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What was asked.</summary>
    public ReplicationManifest Manifest { get; }

    /// <summary>True where a folder holds a run of replications, finished or not.</summary>
    public static bool Holds(string path)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        return File.Exists(file) && RunFolder.Damaged(file, () => JsonNode.Parse(Text(file))?["kind"]?.ToString()) == ReplicationManifest.OwnKind;
    }

    /// <summary>Begins a run here, or goes on with the one that is here.</summary>
    /// <param name="path">Created where it is absent. Without <paramref name="resume"/> it must be empty.</param>
    /// <param name="manifest">What is to be done. A resumed run must have been asked the same.</param>
    /// <param name="resume">Go on where a run stands; begin where there is none.</param>
    /// <exception cref="ArgumentException">The folder holds something else; nothing in it was touched.</exception>
    /// <exception cref="PrerequisiteException">The folder cannot be written.</exception>
    /// <exception cref="InvalidDataException">The run that lies there is damaged, or of another version.</exception>
    public static ReplicationFolder Open(string path, ReplicationManifest manifest, bool resume)
    {
        Disk.CreateFolder(path);
        string file = System.IO.Path.Combine(path, ManifestFile);
        if (File.Exists(file))
        {
            if (!resume) throw new ArgumentException($"{path} already holds a run; name another folder with --out, or finish that one with --resume.");
            if (manifest.DifferenceFrom(Read(path).Manifest) is { } difference) throw new ArgumentException($"{path} holds a run with {difference}; resume it as it was begun, or name another folder with --out.");
        }
        else
        {
            RunFolder.RefuseForeignFiles(path);
            Write(file, manifest);
        }
        return new ReplicationFolder(path, manifest);
    }

    /// <summary>Reads a run, finished or not.</summary>
    /// <exception cref="PrerequisiteException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another kind or version.</exception>
    public static ReplicationFolder Read(string path)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        if (!File.Exists(file)) throw new PrerequisiteException($"{path} holds no run: there is no {ManifestFile} in it.");
        var manifest = RunFolder.Damaged(file, () => JsonSerializer.Deserialize<ReplicationManifest>(Text(file), RunJson.File)!);
        if (manifest is not { Kind: ReplicationManifest.OwnKind, Format: ReplicationManifest.CurrentFormat })
            throw new InvalidDataException($"{file} is of kind {manifest.Kind}, format {manifest.Format}; this reads kind {ReplicationManifest.OwnKind}, format {ReplicationManifest.CurrentFormat}.");
        return new ReplicationFolder(path, manifest);
    }

    /// <summary>What a replication of this run came to; null where it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ReplicationRecord? Of(string name)
    {
        string file = FileOf(name);
        return File.Exists(file) ? RunFolder.Damaged(file, () => JsonSerializer.Deserialize<ReplicationRecord>(Text(file), RunJson.File)!) : null;
    }

    /// <summary>Keeps what a replication came to.</summary>
    public void Keep(ReplicationRecord record) => Write(FileOf(record.Name), record);

    private string FileOf(string name) => System.IO.Path.Combine(Path, name + ".json");

    private static void Write<T>(string file, T value) => Disk.Replace(file, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, RunJson.File) + "\n"));

    private static string Text(string file) => Disk.Try(file, () => File.ReadAllText(file));
}
