using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>What is to be served.</summary>
internal sealed record ServeRequest
{
    /// <summary>The scripted chat subject, without <c>scripted:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>0 for any free port.</summary>
    public required int Port { get; init; }

    /// <summary>How long every answer takes at least, in milliseconds.</summary>
    public required int LatencyMilliseconds { get; init; }
}

/// <summary>Reads <c>mesascope serve</c>.</summary>
internal static class ServeCommand
{
    private const string Examples = """
        It speaks as OpenAI-compatible servers do (POST /v1/chat/completions with tools and logprobs,
        GET /v1/models), over loopback only, and knows no keys.
        Examples:
          mesascope serve flatterer --port 8080
          mesascope audit http://127.0.0.1:8080/v1#flatterer     in another terminal
          mesascope serve flatterer,rate=0.4,logprobs --latency 20
        """;

    /// <summary>The command; its options are read into <see cref="ServeRequest"/> and handed on.</summary>
    public static Command Create(Handler<ServeRequest> handler, Terminal terminal)
    {
        var name = new Argument<string>("SCRIPTED") { Description = "A scripted chat subject: honest, guesser, or one with a single drive (flatterer, …)." };
        Option<int> port = OptionKinds.Whole("--port", "Where; 0 for any free port.", 0, 0, 65535), latency = OptionKinds.Whole("--latency", "How long every answer takes at least, in milliseconds.", 0, 0, 600_000);
        var command = new ExplainedCommand("serve", "Serve a scripted chat subject to audits and to other programs.", Examples) { name, port, latency };
        command.SetAction((parsed, token) => handler(new ServeRequest
        {
            Name = parsed.GetValue(name)! is var typed && typed.StartsWith("scripted:", StringComparison.Ordinal) ? typed["scripted:".Length..] : typed,
            Port = parsed.GetValue(port),
            LatencyMilliseconds = parsed.GetValue(latency),
        }, terminal, token));
        return command;
    }
}
