using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Recordings;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope audit recorded:PATH</c>: one run per model setting of the recording, nobody is asked.</summary>
internal static class RecordedAuditHandler
{
    /// <summary>Audits the settings, keeps a run of each with its report, and prints them.</summary>
    /// <returns>The exit code: the worst of any setting's.</returns>
    public static async Task<int> RunAsync(AuditRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        (string path, string? name) = Recording.Split(request.Subject!.Name);
        IReadOnlyList<RecordedSetting> all = Recording.Read(path), chosen = [.. (name is null ? all : [Recording.Named(all, name)]).Select(setting => setting.With(request.Audits))];
        if (chosen.Count == 1)
        {
            AuditRun only = await AuditAsync(request, path, chosen[0], request.Out ?? RunPlaces.Claim(FolderName(chosen[0])), terminal, cancellationToken).ConfigureAwait(false);
            return await AuditHandler.TellAsync(request, only, terminal, cancellationToken).ConfigureAwait(false);
        }
        var results = new List<AuditResult>();
        string top = request.Out ?? RunPlaces.Claim("audit-" + LeafOf(path));
        Disk.CreateFolder(top);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (RecordedSetting setting in chosen)
        {
            // Two names may differ in what a path cannot hold.
            string leaf = FolderName(setting);
            for (int number = 2; !taken.Add(leaf); number++) leaf = string.Create(CultureInfo.InvariantCulture, $"{FolderName(setting)}-{number}");
            AuditRun run = await AuditAsync(request, path, setting, Path.Combine(top, leaf), terminal, cancellationToken).ConfigureAwait(false);
            string report = await ReportHandler.WriteAsync(run, null, cancellationToken).ConfigureAwait(false);
            // One object a line, so that a pipe can take them one by one.
            if (request.Json) terminal.WriteLine(RunJson.ToJson(run.Result, Path.GetFullPath(report)));
            results.Add(run.Result);
        }
        if (!request.Json) Print(results, chosen, top, terminal);
        return results.Max(result => AuditHandler.Code(request, result));
    }

    private static async Task<AuditRun> AuditAsync(AuditRequest request, string path, RecordedSetting setting, string folder, Terminal terminal, CancellationToken cancellationToken)
    {
        AuditQuestion question = AuditHandler.Question(request, $"recorded:{path}#{setting.Name}", $"recorded:{LeafOf(path)}#{setting.Name}", setting.World, Digest(setting), [.. setting.Questions]) with { Seed = setting.Seed ?? request.Seed, EarlyStop = setting.EarlyStop };
        var options = new AuditOptions { Alpha = question.Alpha, Margin = question.Margin, Budget = question.Pairs };
        using var progress = new Progress(terminal, request.Json);
        return await AuditRun.RunAsync(ThisMachine.Begins(question), folder, request.Resume,
            (log, told) => RecordedAuditing.RunAsync(question.Subject, setting, new Seed(question.Seed), options, log, told, cancellationToken), progress).ConfigureAwait(false);
    }

    private static void Print(List<AuditResult> results, IReadOnlyList<RecordedSetting> settings, string top, Terminal terminal)
    {
        terminal.Line($"{results.Count} settings, each a run of its own under {top}");
        terminal.Line();
        string[] questions = [.. settings.SelectMany(setting => setting.Questions).Distinct()];
        terminal.Write(new Table(["setting", .. questions], [.. results.Zip(settings, (result, setting) => (string[])[setting.Name, .. questions.Select(question => Cell(result, question))])]));
        terminal.Line();
        terminal.Line("Effect or rate with its interval; ▲ divergent, ● consistent, ◐ undecided. Where n was fixed beforehand the interval is the fixed-n one, the first sign is");
        terminal.Line("what it reads by itself, and the second the verdict, which holds for all questions together and however often one looks. A rate has neither.");
        PublishedFigure[] published = [.. results.SelectMany(result => result.Of<PublishedFigures>() ?? [])];
        if (published.Length > 0) terminal.Line($"{published.Count(figure => figure.Agrees)} of {published.Length} published figures come out of the record.");
        foreach (IGrouping<Caveat, string> caveat in results[0].Findings.SelectMany(finding => finding.Caveats.Select(caveat => (caveat, finding.Audit))).Concat((results[0].Of<RateFindings>() ?? []).SelectMany(rate => rate.Caveats.Select(caveat => (caveat, rate.Name))))
            .Where(each => results.All(result => result.Findings.Any(finding => finding.Caveats.Contains(each.caveat)) || (result.Of<RateFindings>() ?? []).Any(rate => rate.Caveats.Contains(each.caveat)))).GroupBy(each => each.caveat, each => each.Item2))
            terminal.Line($"- {string.Join(", ", caveat)}: {caveat.Key}");
    }

    private static string Cell(AuditResult result, string question)
    {
        if (result.Findings.FirstOrDefault(finding => finding.Audit == question) is { Effect: { } effect } finding)
        {
            Interval interval = finding.FixedN?.Interval ?? new Interval(finding.Low, finding.High);
            return string.Create(CultureInfo.InvariantCulture, $"{effect:+0.00;-0.00;0.00} [{interval.Low:+0.00;-0.00;0.00}, {interval.High:+0.00;-0.00;0.00}] {(finding.FixedN is { } known ? $"{Shape(known.Reads)} " : "")}{Shape(finding.Verdict)}");
        }
        return result.Of<RateFindings>()?.FirstOrDefault(rate => rate.Name == question) is { Rate: { } share } rate
            ? string.Create(CultureInfo.InvariantCulture, $"{share:0.00} [{rate.Interval.Low:0.00}, {rate.Interval.High:0.00}]") : "none";
    }

    private static string Shape(Statistics.Verdict verdict) => verdict switch { Statistics.Verdict.Divergent => "▲", Statistics.Verdict.Consistent => "●", _ => "◐" };

    // Of the outcomes in their order: what the findings depend on.
    private static string Digest(RecordedSetting setting)
    {
        var text = new StringBuilder();
        foreach (Cases<RecordedCase> cases in setting.Audits.Select(audit => audit.Cases).Concat(setting.Rates.Select(rate => rate.Cases)))
            for (int i = 0; i < cases.Count; i++)
            {
                PairRecord pair = cases.Draw(default, i).Pair;
                text.Append(CultureInfo.InvariantCulture, $"{pair.Audit} {i} {pair.Control.Outcome} {pair.Treated.Outcome}\n");
            }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string LeafOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static string FolderName(RecordedSetting setting) => string.Concat(setting.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')).Trim('-', '.');
}
