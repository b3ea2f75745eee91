using Mesascope.Cli.Commands;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope grow</c>.</summary>
internal static class GrowHandler
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(GrowRequest request, Terminal terminal, CancellationToken cancellationToken) =>
        throw new PrerequisiteException("grow is not wired yet in this build");
}
