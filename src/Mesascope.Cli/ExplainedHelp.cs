using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Mesascope.Cli;

/// <summary>The usual help of a command, and under it a text of ours: examples, mostly.</summary>
internal sealed class ExplainedHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExplainedCommand { Explanation: { } text })
            parseResult.InvocationConfiguration.Output.WriteLine(text);
        return ExitCode.Done;
    }
}

/// <summary>A command with a text under its help.</summary>
internal sealed class ExplainedCommand(string name, string description, string explanation) : Command(name, description)
{
    /// <summary>Lines that are printed as they stand.</summary>
    public string Explanation => explanation;
}
