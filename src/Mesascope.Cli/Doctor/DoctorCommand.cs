using System.CommandLine;

namespace Mesascope.Cli;

/// <summary>How the check-up is to be printed.</summary>
/// <param name="Json">One object on stdout and nothing else.</param>
internal sealed record DoctorRequest(bool Json);

/// <summary>Reads <c>mesascope doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string Notes = """
        ok: as it should be; –: absent and not needed for most work; ✗: must be mended, and the exit code is 2.
        """;

    /// <summary>The command.</summary>
    public static Command Create(Handler<DoctorRequest> handler, Terminal terminal)
    {
        Option<bool> json = OptionKinds.Json();
        var command = new ExplainedCommand("doctor", "Check what this machine has of what mesascope needs.", Notes) { json };
        command.SetAction((parsed, token) => handler(new DoctorRequest(parsed.GetValue(json)), terminal, token));
        return command;
    }
}
