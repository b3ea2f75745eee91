using System.CommandLine;
using System.CommandLine.Help;

namespace Mesascope.Cli;

/// <summary>The whole command line: reads it, does it, and turns every failure into one plain line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CommandHandlers handlers, CancellationToken cancellationToken)
    {
        try
        {
            ParseResult parsed = Parse(arguments, terminal, handlers);
            if (WrongUsage.Line(parsed) is { } line)
            {
                terminal.Note(PlainText.Shortened(line));
                return ExitCode.WrongUsage;
            }
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Output };
            return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failure failure = Failure.Of(exception);
            terminal.Note(PlainText.Shortened(failure.Line));
            return failure.ExitCode;
        }
    }

    /// <summary>Reads a command line and does nothing.</summary>
    public static ParseResult Parse(IReadOnlyList<string> arguments, Terminal terminal, CommandHandlers handlers) =>
        Root(terminal, handlers).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private const string Start = """
        Start here:
          mesascope audit              audit the shipped organism and write its report
          mesascope audit --help       the options of a command, with examples
          mesascope list organisms     what there is to audit

        Exit codes: 0 done; 1 wrong usage; 2 not ready, or nothing could be measured; 3 a gate failed;
        70 a mistake of ours; 130 cancelled, with the work so far saved.
        """;

    private static Command Root(Terminal terminal, CommandHandlers handlers)
    {
        // Not RootCommand: it would be called after the program file, and people type the wrapper's name.
        var root = new ExplainedCommand("mesascope", "Finds out, from outside, what a trained system is really optimising for.", Start)
        {
            AuditCommand.Create(handlers.Audit, terminal),
            GrowCommand.Create(handlers.Grow, terminal),
            CompareCommand.Create(handlers.Compare, terminal),
            ReportCommand.Create(handlers.Report, terminal),
            ExportCommand.Create(handlers.Export, terminal),
            ReplicateCommand.Create(handlers.Replicate, terminal),
            AttributeCommand.Create(handlers.Replicate, terminal),
            CalibrateCommand.Create(handlers.Calibrate, terminal),
            ListCommand.Create(handlers.List, terminal),
            PlayCommand.Create(handlers.Play, terminal),
            ServeCommand.Create(handlers.Serve, terminal),
            BenchCommand.Create(handlers.Bench, terminal),
            DoctorCommand.Create(handlers.Doctor, terminal),
        };
        root.Options.Add(new HelpOption { Recursive = true, Action = new ExplainedHelp(terminal) });
        root.Options.Add(new VersionOption());
        root.SetAction(parsed =>
        {
            new ExplainedHelp(terminal).Invoke(parsed);
            return ExitCode.WrongUsage;
        });
        return root;
    }
}
