using System.Globalization;
using System.Runtime.InteropServices;

namespace Mesascope.Cli;

/// <summary>What a manifest says of where and when it was made.</summary>
internal static class ThisMachine
{
    /// <summary>UTC, ISO 8601.</summary>
    public static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Operating system, processor architecture and runtime; no host name.</summary>
    public static string Description => $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}, {RuntimeInformation.FrameworkDescription}";
}
