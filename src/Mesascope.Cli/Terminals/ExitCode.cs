namespace Mesascope.Cli;

/// <summary>What the process says to whoever called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command line itself is wrong.</summary>
    public const int WrongUsage = 1;

    /// <summary>Something is missing or damaged, or nothing could be measured; the line on stderr says what to do.</summary>
    public const int NotReady = 2;

    /// <summary>It was measured, and a gate (<c>--fail-on</c>, a replication's target) failed.</summary>
    public const int GateFailed = 3;

    /// <summary>A mistake of ours: EX_SOFTWARE of sysexits.h.</summary>
    public const int Bug = 70;

    /// <summary>Stopped from outside, with the work so far saved: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
