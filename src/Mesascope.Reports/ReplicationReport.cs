using Mesascope.Experiments;
using Mesascope.Reports.Page;
using Mesascope.Runs;

namespace Mesascope.Reports;

/// <summary>A run of replications as one self-contained HTML file: target beside result, and the pictures.</summary>
public static class ReplicationReport
{
    /// <summary>The whole file. The same run gives the same bytes; the only clock in it is <see cref="Header.Started"/>.</summary>
    /// <param name="manifest">What the run was asked to do.</param>
    /// <param name="records">What its replications came to, in order.</param>
    /// <param name="cancellationToken">Checked before the page is made.</param>
    public static Task<string> RenderAsync(Manifest<ExperimentQuestion> manifest, IReadOnlyList<ExperimentRecord> records, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return PageRenderer.RenderAsync<ReplicationPage, ReplicationModel>(new ReplicationModel(manifest, records));
    }
}
