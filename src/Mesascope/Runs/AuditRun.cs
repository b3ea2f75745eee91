using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>An audit that has come to its end: what its page is made of.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What was asked.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Pairs">The evidence, in no order.</param>
public sealed record AuditRun(string Folder, Manifest<AuditQuestion> Manifest, AuditResult Result, IReadOnlyList<PairRecord> Pairs)
{
    private const string FindingsFile = "findings.json";

    /// <summary>Audits an agent in a world, keeping the run in a folder.</summary>
    /// <param name="audited">Who is audited.</param>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="resume">Finish the run that is there; begin where there is none; a finished one is read again.</param>
    /// <param name="parallelism">Pairs in flight at once.</param>
    /// <param name="watcher">Told every event.</param>
    /// <param name="cancellationToken">What was finished stays in the folder.</param>
    public static Task<AuditRun> RunAsync(AuditedAgent audited, Manifest<AuditQuestion> manifest, string folder, bool resume, int parallelism, IProgress<RunEvent>? watcher = null, CancellationToken cancellationToken = default) =>
        RunAsync(manifest, folder, resume, (log, progress) => WorldCatalogue.Named(manifest.Question.World).Accept(new Visitor(audited, manifest.Question, parallelism, log, progress, cancellationToken)), watcher);

    /// <summary>Makes any audit, keeping the run in a folder.</summary>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="resume">Finish the run that is there; begin where there is none; a finished one is read again.</param>
    /// <param name="audit">Does it, with the pairs that are there already, and tells how far it is.</param>
    /// <param name="watcher">Told every event.</param>
    public static async Task<AuditRun> RunAsync(Manifest<AuditQuestion> manifest, string folder, bool resume, Func<IPairLog, IProgress<AuditProgress>, Task<AuditResult>> audit, IProgress<RunEvent>? watcher = null)
    {
        using var run = Run<AuditQuestion>.Open(folder, manifest, resume, watcher);
        using var pairs = PairLog.Open(folder);
        AuditResult? result = resume ? ReadResult(folder) : null;
        if (result is null)
        {
            run.Report(new RunEvent(RunEventKind.Begun, 0, "begun"));
            result = await audit(pairs, new Shares(run, manifest.Question.Audits)).ConfigureAwait(false);
            run.Finish(FindingsFile, RunJson.ToJson(result, RunFiles.Report));
        }
        return new AuditRun(folder, run.Manifest, result, pairs.All);
    }

    /// <summary>Reads the audit in a folder.</summary>
    /// <exception cref="PrerequisiteException">There is none, or it is not finished; the message says how to finish it.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static AuditRun Read(string folder)
    {
        Manifest<AuditQuestion> manifest = Run<AuditQuestion>.ReadManifest(folder);
        AuditResult result = ReadResult(folder) ?? throw new PrerequisiteException($"{folder} is not finished; finish it with: {manifest.Header.CommandLine} --out {folder} --resume");
        return new AuditRun(folder, manifest, result, PairLog.Read(folder));
    }

    /// <summary>Reads what the audit in a folder came to; null where it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static AuditResult? ReadResult(string folder)
    {
        string file = Path.Combine(folder, FindingsFile);
        return File.Exists(file) ? RunFiles.Damaged(file, () => RunJson.FromJson(RunFiles.ReadObject(file))) : null;
    }

    /// <summary>One share over all audits and goal inference; an audit that stops early jumps to its end.</summary>
    private sealed class Shares(Run<AuditQuestion> run, IReadOnlyList<string> audits) : IProgress<AuditProgress>
    {
        private readonly Dictionary<string, double> _shares = [];

        public void Report(AuditProgress now)
        {
            double done;
            lock (_shares)
            {
                _shares[now.Audit] = now.Decided ? 1 : (double)now.Pairs / now.Budget;
                done = _shares.Values.Sum() / (audits.Count + 1);
            }
            string what = string.Create(CultureInfo.InvariantCulture, $"{now.Audit}: {now.Pairs} pairs, effect {now.Effect:+0.00;-0.00;0.00} [{now.Low:+0.00;-0.00;0.00}, {now.High:+0.00;-0.00;0.00}]");
            var figures = new Dictionary<string, double> { ["pairs"] = now.Pairs, ["low"] = now.Low, ["high"] = now.High };
            if (now.Effect is { } effect) figures["effect"] = effect;
            run.Report(new RunEvent(now.Decided ? RunEventKind.UnitDone : RunEventKind.Figure, done, what) { Unit = now.Audit, Figures = figures });
        }
    }

    private sealed record Visitor(AuditedAgent Audited, AuditQuestion Question, int Parallelism, IPairLog Log, IProgress<AuditProgress> Progress, CancellationToken Token) : IWorldVisitor<Task<AuditResult>>
    {
        public Task<AuditResult> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var options = new AuditOptions { Alpha = Question.Alpha, Margin = Question.Margin, Budget = Question.Pairs, EarlyStop = Question.EarlyStop, Parallelism = Parallelism };
            return WorldAuditing.RunAsync<TWorld, TState>(Audited, new Seed(Question.Seed), Question.Audits, options.Checked(), Log, Progress, Token);
        }
    }
}
