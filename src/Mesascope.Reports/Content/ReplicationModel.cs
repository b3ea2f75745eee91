using Mesascope.Experiments;
using Mesascope.Runs;

namespace Mesascope.Reports;

/// <summary>Everything that the page of a run of replications shows.</summary>
/// <param name="Manifest">What was asked.</param>
/// <param name="Records">What came of it.</param>
public sealed record ReplicationModel(Manifest<ExperimentQuestion> Manifest, IReadOnlyList<ExperimentRecord> Records)
{
    /// <summary>Rows that have a gate.</summary>
    public int Gated => Records.Sum(record => record.Rows.Count(row => row.Pass is not null));

    /// <summary>Rows that met theirs.</summary>
    public int Passed => Records.Sum(record => record.Rows.Count(row => row.Pass == true));
}
