using System.Text;
using Mesascope.Audits;
using Mesascope.Experiments;
using Mesascope.Reports;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope report</c>.</summary>
internal static class ReportHandler
{
    /// <summary>Writes the page of a finished run.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ReportRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        if (RunFiles.ReadHeader(request.Run).Kind == ExperimentQuestion.Kind) return await OfReplicationsAsync(request, terminal, cancellationToken).ConfigureAwait(false);
        terminal.Line(await WriteAsync(AuditRun.Read(request.Run), request.Out, cancellationToken).ConfigureAwait(false));
        return ExitCode.Done;
    }

    /// <summary>Writes the page and returns where it lies.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">Where the page goes; null for <c>report.html</c> in the run's folder.</param>
    /// <param name="cancellationToken">Looked at while the page is made.</param>
    public static async Task<string> WriteAsync(AuditRun run, string? file, CancellationToken cancellationToken)
    {
        file ??= RunFiles.ReportPath(run.Folder);
        string page = await AuditReport.RenderAsync(run, RunUsage.Read(run.Folder), cancellationToken).ConfigureAwait(false);
        Disk.Replace(file, Encoding.UTF8.GetBytes(page));
        return file;
    }

    private static async Task<int> OfReplicationsAsync(ReportRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Line(await ReplicateHandler.WriteAsync(ExperimentRun.Read(request.Run), request.Out, cancellationToken).ConfigureAwait(false));
        return ExitCode.Done;
    }
}
