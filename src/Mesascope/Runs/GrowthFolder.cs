using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Learning;

namespace Mesascope.Runs;

/// <summary>The files of a growth: what may be begun, what may be gone on with, and what is somebody else's.</summary>
internal static class GrowthFolder
{
    /// <summary>Where training goes on from.</summary>
    public const string CheckpointFile = "checkpoint.safetensors";

    // The ending of a file that a kill left half written; and where a checkpoint keeps what is no array of single precision.
    private const string Unfinished = ".partial", Others = "others";

    private const string LogFile = "growth.jsonl";

    // A growth's own files, and those of the run that it may be.
    private static readonly string[] OfRun = [RunFiles.Manifest, RunFiles.Events, RunFiles.Events + Journals.Writing, LogFile + Journals.Writing], Own = [LogFile, CheckpointFile, Organism.WeightsFile, Organism.CardFile, .. OfRun];

    /// <summary>True where a growth was begun, with a manifest or without.</summary>
    public static bool IsBegun(string folder) => Own.Except(OfRun).Any(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Prepares the folder; gives the organism where it is finished already.</summary>
    public static Organism? Open(string folder, bool resume, string digest)
    {
        Disk.CreateFolder(folder);
        string[] found = Names(folder);
        string? foreign = found.FirstOrDefault(name => !Own.Contains(name) && !Own.Any(own => name == own + Unfinished));
        if (foreign is not null) throw new ArgumentException($"{folder} holds something else ({foreign}); choose a new folder with --out.");
        if (!resume && found.Any(name => !OfRun.Contains(name)))
            throw new ArgumentException($"{folder} holds a growth already; go on with --resume, or choose a new folder with --out.");
        if (!found.Contains(Organism.CardFile)) return null;
        Organism organism = Organism.Load(folder);
        return organism.Card.Lineage is [.., { RecipeDigest: var grown }] && grown == digest ? organism : throw Other(folder);
    }

    /// <summary>The log: a line per generation, without a clock.</summary>
    /// <param name="folder">The growth's.</param>
    /// <param name="generations">Generations that the checkpoint knows of.</param>
    /// <exception cref="PrerequisiteException">It has fewer lines, or cannot be written.</exception>
    public static Journal<int, GrowthLine> Log(string folder, int generations)
    {
        string path = Path.Combine(folder, LogFile);
        var log = Journal<int, GrowthLine>.Open(path, new("a generation", line => line.Generation));
        if (log.Count >= generations) return log;
        log.Dispose();
        throw new PrerequisiteException($"{path} has fewer than the {generations} lines that the checkpoint knows of; choose a new folder with --out.");
    }

    /// <summary>The saved state; null where nothing was saved yet.</summary>
    public static TrainerState? Checkpoint(string folder, string digest)
    {
        string path = Path.Combine(folder, CheckpointFile);
        if (!File.Exists(path)) return null;
        TensorFile file = Safetensors.Read(path);
        if (!file.Metadata.TryGetValue("recipe", out string? grown) || !file.Metadata.TryGetValue("generation", out string? text) || !int.TryParse(text, CultureInfo.InvariantCulture, out int generation) || generation < 0)
            throw new PrerequisiteException($"{path} is no checkpoint of a growth: its metadata names no recipe and generation.");
        if (grown != digest) throw Other(folder);
        JsonObject? others = file.Metadata.TryGetValue(Others, out string? numbers) ? JsonNode.Parse(numbers)!.AsObject() : null;
        return new TrainerState(generation, file.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values)) { Others = others };
    }

    /// <summary>Saves where training stands.</summary>
    public static void Write(string folder, string digest, TrainerState state)
    {
        var metadata = new Dictionary<string, string> { ["recipe"] = digest, ["generation"] = state.Step.ToString(CultureInfo.InvariantCulture) };
        if (state.Others is { } others) metadata[Others] = others.ToJsonString();
        Disk.Replace(Path.Combine(folder, CheckpointFile), Safetensors.Bytes(new TensorFile([.. state.Arrays.Select(array => new Tensor(array.Key, [array.Value.Length], array.Value))], metadata)));
    }

    /// <summary>Takes away what a finished growth no longer needs.</summary>
    public static void Tidy(string folder) => File.Delete(Path.Combine(folder, CheckpointFile));

    private static string[] Names(string folder) => Disk.Try(folder, () => Directory.EnumerateFileSystemEntries(folder).Select(each => Path.GetFileName(each)!).ToArray());

    private static ArgumentException Other(string folder) =>
        new($"{folder} was grown by another recipe, seed or version; choose a new folder with --out.");
}

/// <summary>One line of <c>growth.jsonl</c>.</summary>
/// <param name="Generation">Steps of the trainer that are done, from 1.</param>
/// <param name="Best">Mean reward per episode of the best individual.</param>
/// <param name="Mean">Mean reward per episode over all.</param>
/// <param name="Performance">Mean performance per episode of the best individual; null where the trainer does not see it.</param>
internal sealed record GrowthLine(int Generation, double Best, double Mean, double? Performance);
