using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Runs;

/// <summary>A run on disk: <c>manifest.json</c>, journals that grow line by line, artifacts, and last of all a result. Killed at any moment, it is finished by opening it again with <c>resume</c>.</summary>
/// <typeparam name="TQuestion">What it is asked.</typeparam>
public sealed class Run<TQuestion> : IDisposable where TQuestion : Question, IQuestion<TQuestion>
{
    private static readonly TimeSpan BetweenFigures = TimeSpan.FromSeconds(1);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Lock _reporting = new();
    private readonly IProgress<RunEvent>? _watcher;
    private Journal<int, RunEvent>? _events;
    private long _lastFigure;

    private Run(string folder, Manifest<TQuestion> manifest, IProgress<RunEvent>? watcher) => (Folder, Manifest, _watcher) = (folder, manifest, watcher);

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>What was asked, as the run was begun.</summary>
    public Manifest<TQuestion> Manifest { get; }

    /// <summary>Begins a run here, or goes on with the one that is here.</summary>
    /// <param name="folder">Created where it is absent. Without <paramref name="resume"/> it must be empty.</param>
    /// <param name="asked">What is to be done. A resumed run must have been asked the same.</param>
    /// <param name="resume">Go on where a run stands; begin where there is none.</param>
    /// <param name="watcher">Told every event.</param>
    /// <exception cref="ArgumentException">The folder holds something else; nothing in it was touched.</exception>
    /// <exception cref="PrerequisiteException">The folder cannot be written, or another process writes this run.</exception>
    /// <exception cref="InvalidDataException">The run that lies there is damaged, or of another version.</exception>
    public static Run<TQuestion> Open(string folder, Manifest<TQuestion> asked, bool resume, IProgress<RunEvent>? watcher = null)
    {
        Disk.CreateFolder(folder);
        if (RunFiles.HasManifest(folder))
        {
            if (!resume) throw new ArgumentException($"{folder} already holds a run; name another folder with --out, or finish that one with --resume.");
            Manifest<TQuestion> begun = ReadManifest(folder);
            if (Difference(begun, asked) is { } difference) throw new ArgumentException($"{folder} holds a run with {difference}; resume it as it was begun, or name another folder with --out.");
            asked = begun;
        }
        else
        {
            RunFiles.RefuseForeign(folder);
            RunFiles.Write(folder, RunFiles.Manifest, asked, RunJson.Short);
        }
        var run = new Run<TQuestion>(folder, asked, watcher);
        run._events = Journal<int, RunEvent>.Open(Path.Combine(folder, RunFiles.Events), RunFiles.EventLines());
        return run;
    }

    /// <summary>Reads the manifest of a run of this kind.</summary>
    /// <exception cref="PrerequisiteException">There is no run.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another kind, or of a version that this one does not read.</exception>
    public static Manifest<TQuestion> ReadManifest(string folder)
    {
        Header header = RunFiles.ReadHeader(folder);
        string file = Path.Combine(folder, RunFiles.Manifest);
        if (header.Kind != TQuestion.Kind) throw new InvalidDataException($"{file} is of a run of kind {header.Kind}, not {TQuestion.Kind}.");
        JsonObject json = RunFiles.ReadObject(file);
        return RunFiles.Damaged(file, () => header.Format == 1 ? new(header, TQuestion.OfFormat1(json)) : json.Deserialize<Manifest<TQuestion>>(RunJson.File)!);
    }

    /// <summary>Where an artifact lies, or will: what the run made beside its result, such as an organism.</summary>
    public string Artifact(string name) => Path.Combine(Folder, name);

    /// <summary>Tells whoever watches, and keeps the event for those who follow the run by its file.</summary>
    public void Report(RunEvent happened)
    {
        lock (_reporting)
        {
            long now = TimeProvider.System.GetTimestamp();
            bool keep = happened.Kind != RunEventKind.Figure || TimeProvider.System.GetElapsedTime(_lastFigure, now) >= BetweenFigures;
            if (keep && happened.Kind == RunEventKind.Figure) _lastFigure = now;
            if (keep) _events?.Append(happened with { Seconds = Math.Round(TimeProvider.System.GetElapsedTime(_started, now).TotalSeconds, 3) });
        }
        _watcher?.Report(happened);
    }

    /// <summary>Writes the result. A run that has one is finished.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="result">What it came to.</param>
    public void Finish(string file, JsonNode result)
    {
        RunFiles.Write(Folder, file, result);
        Report(new RunEvent(RunEventKind.Ended, 1, "finished"));
    }

    /// <inheritdoc/>
    public void Dispose() => _events?.Dispose();

    // When it was begun and how the command was spelt may differ; what was asked may not.
    private static string? Difference(Manifest<TQuestion> there, Manifest<TQuestion> asked) =>
        there.Header.Version != asked.Header.Version ? $"another version ({there.Header.Version}, not {asked.Header.Version})" : asked.Question.DifferenceFrom(there.Question);
}
