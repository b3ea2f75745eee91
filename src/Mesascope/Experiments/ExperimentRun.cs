using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>What a run of experiments is asked.</summary>
public sealed record ExperimentQuestion : Question, IQuestion<ExperimentQuestion>
{
    /// <inheritdoc/>
    public static string Kind => "replicate";

    /// <inheritdoc/>
    protected override string Command => Kind;

    /// <summary>The experiments, in the order in which they run.</summary>
    [Argument, DisplayName("list of replications")]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>True for the small version.</summary>
    [Option("--quick"), DisplayName("size (--quick)")]
    public bool Quick { get; init; }

    /// <summary>The parameters that were set, as typed.</summary>
    [Option("--set"), DisplayName("setting")]
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    /// <inheritdoc/>
    public static ExperimentQuestion OfFormat1(JsonObject manifest) => new()
    {
        Names = manifest["names"].Deserialize<string[]>(RunJson.File) ?? throw new JsonException("it lacks \"names\""), Quick = manifest["quick"]?.GetValue<bool>() ?? throw new JsonException("it lacks \"quick\""),
        Set = manifest["set"].Deserialize<Dictionary<string, string>>(RunJson.File) ?? throw new JsonException("it lacks \"set\""),
    };
}

/// <summary>One experiment of a run, as its file and its page hold it.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Settings">Every parameter with the value it had.</param>
/// <param name="Rows">The table.</param>
/// <param name="Plots">The pictures.</param>
/// <param name="Matrices">Tables to look at; null where there are none.</param>
public sealed record ExperimentRecord(string Name, string Summary, string Source, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<ReplicationRow> Rows, IReadOnlyList<Plot> Plots,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Matrix>? Matrices = null)
{
    /// <summary><c>study</c> or <c>replication</c>, as this version has it.</summary>
    [JsonIgnore]
    public string Kind => ExperimentCatalogue.All.FirstOrDefault(experiment => experiment.Name == Name)?.Kind ?? "replication";

    /// <summary>True where a row missed its gate.</summary>
    public bool Missed => Rows.Any(row => row.Pass == false);
}

/// <summary>A run of experiments on disk: beside the manifest one folder per experiment with its cells and what they made, and one file as each is finished. A killed run loses the cells that were running.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What was asked.</param>
public sealed record ExperimentRun(string Folder, Manifest<ExperimentQuestion> Manifest)
{
    /// <summary>Runs what is not done yet.</summary>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="resume">Finish the run that is there; begin where there is none.</param>
    /// <param name="watcher">Told every event.</param>
    /// <param name="finished">Told each experiment as it is finished, also those that were.</param>
    /// <param name="cancellationToken">Looked at between units of work; cells that are done are kept.</param>
    /// <exception cref="ArgumentException">The folder holds something else, or a parameter is wrong; nothing was touched.</exception>
    public static ExperimentRun Make(string folder, Manifest<ExperimentQuestion> manifest, bool resume, IProgress<RunEvent>? watcher = null, Action<ExperimentRecord>? finished = null, CancellationToken cancellationToken = default)
    {
        ExperimentQuestion asked = manifest.Question;
        Experiment[] chosen = [.. asked.Names.Select(ExperimentCatalogue.Named)];
        Plan[] plans = [.. chosen.Select(experiment => experiment.Plan(Given(asked.Set, experiment), asked.Quick))]; // before anything is written
        using var run = Run<ExperimentQuestion>.Open(folder, manifest, resume, watcher);
        var made = new ExperimentRun(folder, run.Manifest);
        for (int i = 0; i < chosen.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (Experiment experiment, double before) = (chosen[i], i);
            if (made.Of(experiment.Name) is not { } record)
            {
                Tables tables = plans[i].Run(run.Artifact(experiment.Name), new Part(run, experiment.Name, before, chosen.Length), cancellationToken);
                record = new ExperimentRecord(experiment.Name, experiment.Summary, experiment.Source, plans[i].Settings, tables.Rows, tables.Plots, tables.Matrices.Count > 0 ? tables.Matrices : null);
                RunFiles.Write(folder, FileOf(experiment.Name), record);
                run.Report(new RunEvent(RunEventKind.UnitDone, (before + 1) / chosen.Length, experiment.Name) { Unit = experiment.Name });
            }
            finished?.Invoke(record);
        }
        return made;
    }

    /// <summary>Reads a run, finished or not.</summary>
    /// <exception cref="PrerequisiteException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another kind or version.</exception>
    public static ExperimentRun Read(string folder) => new(folder, Run<ExperimentQuestion>.ReadManifest(folder));

    /// <summary>What an experiment of this run came to; null where it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ExperimentRecord? Of(string name) => RunFiles.Read<ExperimentRecord>(Folder, FileOf(name));

    /// <summary>What all of them came to, in order.</summary>
    /// <exception cref="PrerequisiteException">One is not finished; the message says how to finish it.</exception>
    public IReadOnlyList<ExperimentRecord> Finished() =>
        [.. Manifest.Question.Names.Select(name => Of(name) ?? throw new PrerequisiteException($"{Folder} is not finished ({name} is missing); finish it with: {Manifest.Header.CommandLine} --out {Folder} --resume"))];

    /// <summary>The parameters that go to an experiment: those that it has. One that none has is the caller's to refuse.</summary>
    public static IReadOnlyDictionary<string, string> Given(IReadOnlyDictionary<string, string> set, Experiment experiment) =>
        set.Where(each => experiment.Parameters.Any(parameter => parameter.Name == each.Key)).ToDictionary();

    private static string FileOf(string name) => name + ".json";

    // The share of one experiment in a run of several.
    private sealed class Part(Run<ExperimentQuestion> run, string name, double before, int count) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => run.Report(value with { Done = (before + value.Done) / count, What = $"{name}: {value.What}", Unit = value.Unit is { } cell ? $"{name}/{cell}" : name });
    }
}
