using Mesascope.Cli.Commands;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope replicate</c>.</summary>
internal static class ReplicateHandler
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ReplicateRequest request, Terminal terminal, CancellationToken cancellationToken) =>
        throw new PrerequisiteException("replicate is not wired yet in this build");
}
