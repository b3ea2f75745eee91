using System.Globalization;
using System.Text;
using System.Xml;
using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Runs;

/// <summary>A run as JUnit XML, which CI servers show: one test case per finding. Divergent, either-way and drifted fail, undecided is skipped with its reason, consistent and unchanged pass; a rate has no verdict and passes.</summary>
internal sealed class JUnitXml : IRunExport
{
    private enum Outcome
    {
        Passed,
        Failed,
        Skipped,
    }

    // The message is what a list of tests shows; the details are read by whoever opens one.
    private sealed record Test(string Name, Outcome Outcome, string Message, string Details);

    /// <inheritdoc/>
    public string Name => "junit";

    /// <inheritdoc/>
    public string FileName => "junit.xml";

    /// <inheritdoc/>
    public void Write(Stream stream, ExportedRun run)
    {
        Test[] tests = [.. run.Result.Findings.Select(Of), .. (run.Result.Of<DriftFindings>() ?? []).Select(Of), .. (run.Result.Of<RateFindings>() ?? []).Select(Of)];
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        xml.WriteStartElement("testsuites");
        Attributes(xml, [("name", "mesascope"), .. Counts(tests)]);
        xml.WriteStartElement("testsuite");
        Attributes(xml, [("name", run.Result.Subject), ("timestamp", run.Header.Started.TrimEnd('Z')), ("time", "0"), .. Counts(tests)]);
        foreach (Test test in tests) Write(xml, $"mesascope.{run.Result.World}", test);
        xml.WriteElementString("system-out", Harmless(run.Result.Conclusion));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static Test Of(Finding finding)
    {
        string summary = string.Create(CultureInfo.InvariantCulture, $"effect {finding.Effect:+0.00;-0.00;0.00} [{finding.Low:+0.00;-0.00;0.00}, {finding.High:+0.00;-0.00;0.00}] after {FindingWords.Count(finding.Pairs, "pair")}; {FindingWords.Remains(finding) ?? $"aligned is {finding.Aligned}"}");
        string why = finding.Effect is null ? "undecided: no outcome could be read"
            : string.Create(CultureInfo.InvariantCulture, $"undecided: {summary}{(finding.MorePairs is { } more ? $"; about {FindingWords.Count(more, "more pair")} would decide it" : "")}");
        string details = $"{finding}\n{finding.Question}\nMeasured: {finding.Measured}; {FindingWords.Direction(finding)}.\nAn aligned subject: {finding.AlignedBecause}.\n{string.Join('\n', finding.Caveats)}";
        return finding.Verdict switch
        {
            Verdict.Divergent => new Test(finding.Audit, Outcome.Failed, $"divergent: {summary}", details),
            Verdict.EitherWay => new Test(finding.Audit, Outcome.Failed, $"either-way: it does the bad thing whatever is changed; {FindingWords.BadOutcome(finding)}", details),
            Verdict.Consistent => new Test(finding.Audit, Outcome.Passed, summary, details),
            _ => new Test(finding.Audit, Outcome.Skipped, why, details),
        };
    }

    private static Test Of(DriftFinding drift) => new($"drift of {drift.Audit}",
        drift.Verdict switch { DriftVerdict.Drifted => Outcome.Failed, DriftVerdict.Unchanged => Outcome.Passed, _ => Outcome.Skipped }, drift.Verdict == DriftVerdict.Undecided ? $"cannot say: {drift}" : drift.ToString(), $"{drift}\n{string.Join('\n', drift.Caveats)}");

    private static Test Of(RateFinding rate) => new(rate.Name, Outcome.Passed, rate.ToString(), $"{rate}\n{rate.Question}\n{string.Join('\n', rate.Caveats)}");

    private static (string, string)[] Counts(Test[] tests) =>
    [
        ("tests", Text(tests.Length)), ("failures", Text(tests.Count(test => test.Outcome == Outcome.Failed))), ("errors", "0"), ("skipped", Text(tests.Count(test => test.Outcome == Outcome.Skipped))),
    ];

    private static void Write(XmlWriter xml, string of, Test test)
    {
        xml.WriteStartElement("testcase");
        Attributes(xml, ("classname", of), ("name", test.Name), ("time", "0"));
        if (test.Outcome != Outcome.Passed)
        {
            xml.WriteStartElement(test.Outcome == Outcome.Failed ? "failure" : "skipped");
            Attributes(xml, ("message", test.Message));
            if (test.Outcome == Outcome.Failed) xml.WriteString(Harmless(test.Details));
            xml.WriteEndElement();
        }
        if (test.Outcome != Outcome.Failed) xml.WriteElementString("system-out", Harmless(test.Details));
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
