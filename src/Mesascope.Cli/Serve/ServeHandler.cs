using Mesascope.Chat;
using Mesascope.Conversations;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope serve</c>.</summary>
internal static class ServeHandler
{
    /// <summary>Serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServeRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var model = new ScriptedModel(Disposition.Parse(request.Name));
        await using ChatServer server = await ChatServer.StartAsync(model, request.Name, request.Port, TimeSpan.FromMilliseconds(request.LatencyMilliseconds), cancellationToken: cancellationToken).ConfigureAwait(false);
        terminal.Line($"{server.Address}#{request.Name}");
        terminal.Output.Flush();
        await server.RunAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
