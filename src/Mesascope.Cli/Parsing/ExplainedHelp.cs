using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Mesascope.Cli;

/// <summary>The usual help of a command, and under it a text of ours: examples, mostly.</summary>
internal sealed class ExplainedHelp(Terminal terminal) : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (terminal.DrawsOutput) _usual.MaxWidth = terminal.Columns;
        _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExplainedCommand { Explanation: { } text })
            foreach (string line in text.Split('\n')) terminal.Line(line);
        return ExitCode.Done;
    }
}

/// <summary>A command with a text under its help.</summary>
internal sealed class ExplainedCommand(string name, string description, string explanation) : Command(name, description)
{
    /// <summary>Lines that are printed as they stand where they fit.</summary>
    public string Explanation => explanation;

    /// <summary>What options may not say together: the line, or null where nothing is wrong. Asked only where each option is right by itself, since a wrong one has no value.</summary>
    public Func<ParseResult, string?>? Together { get; set; }
}
