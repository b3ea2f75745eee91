using System.Security.Cryptography;
using System.Text;

namespace Mesascope.Reports;

/// <summary>The style and the scripts that go into the page, as they were built in.</summary>
internal static class PageParts
{
    /// <summary>The page's style.</summary>
    public static string Style { get; } = Read("report.css");

    /// <summary>The scripts in the order in which they run: ECharts, the charts, the replay.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [ECharts(Read("echarts.js")), Read("charts.js"), Read("replay.js")];

    /// <summary>Those of them that a page without a replay needs.</summary>
    public static IReadOnlyList<string> ChartScripts => [.. Scripts.Take(2)];

    /// <summary>What the browser may run and load: these scripts, whatever a record may have smuggled in, and nothing from the network.</summary>
    public static string ContentSecurityPolicy { get; } =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src " + string.Join(' ', Scripts.Select(Hash));

    // The package's bundle is ECharts with its licence notices, then another library, then a wrapper; only the first is wanted.
    private static string ECharts(string bundle)
    {
        int body = bundle.IndexOf("!function(", StringComparison.Ordinal);
        int next = body < 0 ? -1 : bundle.IndexOf("\n\n!function(", body, StringComparison.Ordinal);
        return next < 0 ? throw new InvalidOperationException("The ECharts bundle is not laid out as in Vizor.ECharts 0.9.7.") : bundle[..next];
    }

    private static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    // Browsers read \r\n as \n, and the hashes are taken over what they read.
    private static string Read(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} was not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
