using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>The id of a cell: the values of its record, each as a part of a path.</summary>
internal static class CellId
{
    /// <summary>Numbers that are none have names; tuples are written out.</summary>
    public static JsonSerializerOptions Json { get; } = new(RunJson.Line) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, IncludeFields = true };

    /// <summary><c>genetic-algorithm/keys-are-scarce/seed-3</c> of a record with these three values.</summary>
    public static string Of<TCell>(TCell cell) where TCell : notnull => JsonSerializer.SerializeToNode(cell, Json) switch
    {
        JsonObject record => string.Join('/', record.Select(field => field.Value is JsonValue value && value.GetValueKind() is JsonValueKind.String ? Safe(value.ToString()) : $"{Safe(field.Key)}-{Safe(field.Value?.ToJsonString(Json) ?? "none")}")),
        { } value => Safe(value.ToString()),
        null => "none",
    };

    // What a path cannot hold becomes a dash.
    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (char c in text)
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.') safe.Append(c);
            else if (safe.Length > 0 && safe[^1] != '-') safe.Append('-');
        return safe.ToString().Trim('-') is { Length: > 0 } some && some.Trim('.').Length > 0 ? some : "none";
    }
}

/// <summary>One line of <c>cells.jsonl</c>: a cell that is done.</summary>
/// <param name="Cell">Its id.</param>
/// <param name="Trial">What it came to.</param>
internal sealed record DoneCell<TTrial>(string Cell, TTrial Trial);

/// <summary>The cells of an experiment that are done, and a way to do the others.</summary>
internal sealed class Trials<TTrial> : IDisposable where TTrial : class
{
    private const string FileName = "cells.jsonl", Artifacts = "artifacts";
    private static readonly JournalOf<string, DoneCell<TTrial>> Lines = new("a cell of this experiment", done => done.Cell, (JsonTypeInfo<DoneCell<TTrial>>)CellId.Json.GetTypeInfo(typeof(DoneCell<TTrial>)));

    private readonly string? _folder;
    private readonly Journal<string, DoneCell<TTrial>>? _done;
    private int _before; // cells of calls before

    private Trials(string? folder, Journal<string, DoneCell<TTrial>>? done) => (_folder, _done) = (folder, done);

    /// <summary>Opens the cells of a folder, or begins them; in memory where it is null.</summary>
    public static Trials<TTrial> Open(string? folder)
    {
        if (folder is null) return new(null, null);
        Disk.CreateFolder(folder);
        return new(folder, Journal<string, DoneCell<TTrial>>.Open(Path.Combine(folder, FileName), Lines));
    }

    /// <summary>Every trial, in the order of the ids; those that are kept already are read, the others are run on all cores.</summary>
    /// <remarks>What is analysed was always read back from its line, so that a run that was resumed is analysed from the same numbers as an unbroken one.</remarks>
    public TTrial[] All(IReadOnlyList<string> ids, Func<int, Trial, TTrial> run, IProgress<RunEvent>? watcher, CancellationToken cancellationToken)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new InvalidOperationException($"Two cells of the design have the id {twice.Key}.");
        var trials = new TTrial[ids.Count];
        var shares = new double[ids.Count];
        for (int i = 0; i < trials.Length; i++)
            if (_done?.Find(ids[i]) is { } kept) (trials[i], shares[i]) = (kept.Trial, 1);
        void Tell(RunEventKind kind, int cell, double share, string what)
        {
            if (watcher is null) return;
            double all;
            lock (shares)
            {
                shares[cell] = share;
                all = (_before + shares.Sum()) / (_before + shares.Length);
            }
            watcher.Report(new RunEvent(kind, all, what) { Unit = ids[cell] });
        }
        try
        {
            // The caller's scheduler, so that a caller (or a test) can say how many threads there are.
            Parallel.ForEach(Enumerable.Range(0, trials.Length).Where(i => trials[i] is null).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken }, i =>
            {
                var trial = new Trial(ids[i], _folder is null ? null : Path.Combine(_folder, Artifacts, ids[i]), cancellationToken, (share, what) => Tell(RunEventKind.Figure, i, share, what));
                var done = new DoneCell<TTrial>(ids[i], run(i, trial));
                _done?.Append(done);
                trials[i] = JsonSerializer.Deserialize<DoneCell<TTrial>>(JsonSerializer.Serialize(done, CellId.Json), CellId.Json)!.Trial;
                Tell(RunEventKind.UnitDone, i, 1, ids[i]);
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.Count > 0)
        {
            // Whoever failed first is heard; the others were given up.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions.FirstOrDefault(one => one is not OperationCanceledException) ?? several.InnerExceptions[0]);
        }
        _before += trials.Length;
        return trials;
    }

    /// <inheritdoc/>
    public void Dispose() => _done?.Dispose();
}
