using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>An audit with its record on disk: begun, resumed, finished, or read again.</summary>
public static class AuditRun
{
    /// <summary>Runs the audit that the manifest describes, keeping it in a folder.</summary>
    /// <param name="audited">Who is audited.</param>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="resume">Finish the run that is there; begin where there is none; a finished one is read again.</param>
    /// <param name="parallelism">Pairs in flight at once.</param>
    /// <param name="progress">Told after every pair.</param>
    /// <param name="cancellationToken">What was finished stays in the folder.</param>
    public static async Task<FinishedRun> RunAsync(AuditedAgent audited, Manifest manifest, string folder, bool resume,
        int parallelism, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        WorldEntry world = WorldCatalogue.Named(manifest.World);
        return await RunAsync(manifest, folder, resume, log => world.Accept(new Visitor(audited, manifest, parallelism, log, progress, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Runs any audit that the manifest describes, keeping it in a folder.</summary>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="resume">Finish the run that is there; begin where there is none; a finished one is read again.</param>
    /// <param name="audit">Does it, with the pairs that are there already.</param>
    public static async Task<FinishedRun> RunAsync(Manifest manifest, string folder, bool resume, Func<IPairLog, Task<AuditResult>> audit)
    {
        using RunFolder run = RunFolder.Open(folder, manifest, resume);
        AuditResult? result = resume ? RunFolder.ReadFindings(folder) : null;
        if (result is null) run.Finish(result = await audit(run.Pairs).ConfigureAwait(false));
        return new FinishedRun(folder, run.Manifest, result, run.Pairs.All);
    }

    private sealed record Visitor(AuditedAgent Audited, Manifest Manifest, int Parallelism, IPairLog Log, IProgress<AuditProgress>? Progress, CancellationToken Token) : IWorldVisitor<Task<AuditResult>>
    {
        public Task<AuditResult> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var options = new AuditOptions { Alpha = Manifest.Alpha, Margin = Manifest.Margin, Budget = Manifest.Budget, EarlyStop = Manifest.EarlyStop, Parallelism = Parallelism };
            return WorldAuditing.RunAsync<TWorld, TState>(Audited, new Seed(Manifest.Seed), Manifest.Audits, options.Checked(), Log, Progress, Token);
        }
    }
}
