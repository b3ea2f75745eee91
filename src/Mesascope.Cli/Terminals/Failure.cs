using Mesascope.Audits;

namespace Mesascope.Cli;

/// <summary>What a failure comes to on the command line: one plain line and an exit code, never a stack trace.</summary>
internal sealed record Failure(string Line, int ExitCode)
{
    /// <summary>The line and the code of an exception.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        OperationCanceledException => new("cancelled; what was finished is saved, and the same command with --resume finishes the rest", Cli.ExitCode.Cancelled),
        ArgumentException wrong => new(WithoutParameter(wrong), Cli.ExitCode.WrongUsage),
        LimitReachedException reached => new($"{reached.Message}; nothing more can be asked", Cli.ExitCode.NotReady),
        PrerequisiteException or InvalidDataException or IOException or UnauthorizedAccessException => new(exception.Message, Cli.ExitCode.NotReady),
        AggregateException { InnerExceptions: [Exception only] } => Of(only),
        _ => new($"a mistake in mesascope, please report it: {exception.GetType().Name}: {exception.Message}", Cli.ExitCode.Bug),
    };

    // .NET appends " (Parameter 'x')", which means nothing to whoever typed the command.
    private static string WithoutParameter(ArgumentException exception)
    {
        int at = exception.ParamName is { } name ? exception.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) : -1;
        return at < 0 ? exception.Message : exception.Message[..at];
    }
}
