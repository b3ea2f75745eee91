using System.Reflection;

namespace Mesascope.Cli;

/// <summary>The version of the program, as runs and <c>--json</c> record it.</summary>
internal static class ProgramVersion
{
    /// <summary>0.1.0, say.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
