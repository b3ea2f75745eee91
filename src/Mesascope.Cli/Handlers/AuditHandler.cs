using Mesascope.Cli.Commands;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope audit</c>.</summary>
internal static class AuditHandler
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(AuditRequest request, Terminal terminal, CancellationToken cancellationToken) =>
        throw new PrerequisiteException("audit is not wired yet in this build");
}
