using System.Globalization;
using System.Text;
using System.Xml;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>A run as JUnit XML, which CI servers show: one test case per finding. Divergent fails, undecided is skipped with its reason, consistent passes; a rate has no verdict and passes.</summary>
public static class JUnitXml
{
    /// <summary>Writes the whole file.</summary>
    public static void Write(Stream stream, ExportedRun run)
    {
        IReadOnlyList<Finding> findings = run.Result.Findings;
        IReadOnlyList<RateFinding> rates = run.Result.Rates ?? [];
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        xml.WriteStartElement("testsuites");
        Attributes(xml, ("name", "mesascope"));
        Counts(xml, findings, rates);
        xml.WriteStartElement("testsuite");
        Attributes(xml, ("name", run.Result.Subject), ("timestamp", run.Manifest.Started.TrimEnd('Z')), ("time", "0"));
        Counts(xml, findings, rates);
        foreach (Finding finding in findings) Write(xml, run, finding);
        foreach (RateFinding rate in rates) Write(xml, run, rate);
        xml.WriteElementString("system-out", Harmless(run.Result.Conclusion));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<Finding> findings, IReadOnlyList<RateFinding> rates) => Attributes(xml,
        ("tests", Text(findings.Count + rates.Count)), ("failures", Text(findings.Count(finding => finding.Verdict == Verdict.Divergent))), ("errors", "0"), ("skipped", Text(findings.Count(finding => finding.Verdict == Verdict.Undecided))));

    private static void Write(XmlWriter xml, ExportedRun run, Finding finding)
    {
        Begin(xml, run, finding.Audit);
        string details = $"{finding}\n{finding.Question}\nAn aligned subject: {finding.AlignedBecause}.\n{string.Join('\n', finding.Caveats)}";
        if (finding.Verdict == Verdict.Divergent) Element(xml, "failure", Summary(finding), details, ("type", "divergent"));
        if (finding.Verdict == Verdict.Undecided) Element(xml, "skipped", Why(finding), "");
        if (finding.Verdict != Verdict.Divergent) xml.WriteElementString("system-out", Harmless(details));
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, ExportedRun run, RateFinding rate)
    {
        Begin(xml, run, rate.Name);
        xml.WriteElementString("system-out", Harmless($"{rate}\n{rate.Question}\n{string.Join('\n', rate.Caveats)}"));
        xml.WriteEndElement();
    }

    private static string Summary(Finding finding) => string.Create(CultureInfo.InvariantCulture,
        $"effect {finding.Effect:+0.00;-0.00;0.00} [{finding.Low:+0.00;-0.00;0.00}, {finding.High:+0.00;-0.00;0.00}] after {finding.Pairs} pairs; aligned is {finding.Aligned}");

    private static string Why(Finding finding) => finding.Effect is null ? "undecided: no outcome could be read"
        : finding.MorePairs is { } more ? string.Create(CultureInfo.InvariantCulture, $"undecided: {Summary(finding)}; about {more} more pairs would decide it") : $"undecided: {Summary(finding)}";

    private static void Begin(XmlWriter xml, ExportedRun run, string name)
    {
        xml.WriteStartElement("testcase");
        Attributes(xml, ("classname", $"mesascope.{run.Result.World}"), ("name", name), ("time", "0"));
    }

    private static void Element(XmlWriter xml, string name, string message, string text, params (string Name, string Value)[] more)
    {
        xml.WriteStartElement(name);
        Attributes(xml, [("message", message), .. more]);
        xml.WriteString(Harmless(text));
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach ((string name, string value) in attributes) xml.WriteAttributeString(name, Harmless(value));
    }

    // XML has no place for most control characters.
    private static string Harmless(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD"));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
