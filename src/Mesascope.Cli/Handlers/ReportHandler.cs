using Mesascope.Cli.Commands;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope report</c>.</summary>
internal static class ReportHandler
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ReportRequest request, Terminal terminal, CancellationToken cancellationToken) =>
        throw new PrerequisiteException("report is not wired yet in this build");
}
