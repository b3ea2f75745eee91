using System.Globalization;
using System.Runtime.InteropServices;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>What a manifest says of where and when it was made.</summary>
internal static class ThisMachine
{
    /// <summary>The manifest of a run that begins here and now.</summary>
    public static Manifest<TQuestion> Begins<TQuestion>(TQuestion question) where TQuestion : Question, IQuestion<TQuestion> =>
        new(new Header { Kind = TQuestion.Kind, CommandLine = question.CommandLine(), GitCommit = ProgramVersion.Commit, Started = Now, Host = Description }, question);

    /// <summary>UTC, ISO 8601.</summary>
    public static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Operating system, processor architecture and runtime; no host name.</summary>
    public static string Description => $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}, {RuntimeInformation.FrameworkDescription}";
}
