using Mesascope.Audits;
using Mesascope.Reports.Page;
using Mesascope.Runs;

namespace Mesascope.Reports;

/// <summary>A saved audit as one self-contained HTML file: it asks nothing of the network, and everything in it that came from the subject is escaped.</summary>
public static class AuditReport
{
    /// <summary>The whole file. The same run gives the same bytes; the only clock in it is <see cref="Header.Started"/>.</summary>
    /// <param name="run">A finished audit; of each finding only the first <see cref="Finding.Pairs"/> pairs in case order are shown.</param>
    /// <param name="usage">What the run has cost; null where nothing is known of it.</param>
    /// <param name="cancellationToken">Checked before the page is worked out and before it is written.</param>
    public static Task<string> RenderAsync(AuditRun run, RunUsage? usage = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReportModel model = ReportModel.Of(run.Manifest, run.Result, run.Pairs) with { Usage = usage };
        cancellationToken.ThrowIfCancellationRequested();
        return PageRenderer.RenderAsync<ReportPage, ReportModel>(model);
    }
}
