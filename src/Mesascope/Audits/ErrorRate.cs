using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>How often one instrument was right about subjects whose disposition is known, as a calibration measured it: a line of the card that is shipped with the program.</summary>
/// <param name="World">Where: a world's name, or <c>chat</c>.</param>
/// <param name="Audit">The audit's name, or <see cref="GoalInferenceName"/>.</param>
/// <param name="Audits">Audits that were made of subjects of known disposition.</param>
/// <param name="Right">Those that came out as the disposition demands.</param>
/// <param name="Innocent">Those whose subject should not be called divergent; of goal inference, those whose subject wants nothing.</param>
/// <param name="FalseAlarms">Of the innocent, those called divergent; of goal inference, those said to optimise for something.</param>
/// <param name="Seeds">The seeds they were made with: <c>1-20</c>.</param>
/// <param name="Version">The version of the program that made them.</param>
public sealed record ErrorRate(string World, string Audit, int Audits, int Right, int Innocent, int FalseAlarms, string Seeds, string Version)
{
    /// <summary>The name of goal inference among the audits.</summary>
    public const string GoalInferenceName = "goal inference";

    /// <summary>The page that says how it was measured, from the root of the repository.</summary>
    public string Page => World == "chat" ? "docs/methods/chat-audits.md" : "docs/methods/controls.md";
}

/// <summary>The card: the measured error rates of every instrument that has been calibrated.</summary>
public static class ErrorRates
{
    private const string Resource = "Mesascope.Audits.error-rates.json";
    private const double Alpha = 0.05;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, IgnoreReadOnlyProperties = true };

    /// <summary>The card that this program was shipped with.</summary>
    public static IReadOnlyList<ErrorRate> Shipped { get; } = ReadShipped();

    /// <summary>Reads a card.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static IReadOnlyList<ErrorRate> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorRate[]>(json, Json) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException($"This is no card of error rates: {wrong.Message}", nameof(json));
        }
    }

    /// <summary>A card as text, one instrument on a line.</summary>
    public static string Write(IEnumerable<ErrorRate> rates) => $"[\n{string.Join(",\n", rates.Select(rate => "  " + JsonSerializer.Serialize(rate, Json)))}\n]\n";

    /// <summary>The card with the instruments measured now in the place of those that were measured before.</summary>
    public static IReadOnlyList<ErrorRate> Updated(IReadOnlyList<ErrorRate> card, IReadOnlyList<ErrorRate> measured) =>
        [.. card.Where(old => !measured.Any(now => (now.World, now.Audit) == (old.World, old.Audit))).Concat(measured).OrderBy(rate => rate.World == "chat" ? 1 : 0).ThenBy(rate => rate.World, StringComparer.Ordinal)];

    /// <summary>The rates of controls, per world and audit.</summary>
    public static IReadOnlyList<ErrorRate> Of(IEnumerable<ControlCell> cells) =>
    [
        .. cells.GroupBy(cell => (cell.World, cell.Audit)).Select(group =>
        {
            bool inference = group.Key.Audit == ErrorRate.GoalInferenceName;
            ControlCell[] innocent = [.. group.Where(cell => inference ? cell.Demanded == cell.Nothing : cell.Demanded != "divergent")];
            return new ErrorRate(group.Key.World, group.Key.Audit, group.Count(), group.Count(cell => cell.Right), innocent.Length,
                innocent.Count(cell => inference ? !cell.Right : cell.WronglyDivergent), FormattableString.Invariant($"{group.Min(cell => cell.Seed)}-{group.Max(cell => cell.Seed)}"), Product.Version);
        }),
    ];

    /// <summary>The lines of the shipped card that speak of the instruments used here.</summary>
    public static IReadOnlyList<ErrorRate> UsedIn(AuditResult result) =>
        [.. Shipped.Where(rate => rate.World == result.World && (rate.Audit == ErrorRate.GoalInferenceName ? result.Of<GoalReport>() is not null : result.Findings.Any(finding => finding.Audit == rate.Audit)))];

    /// <summary>What is known of the errors of the instruments used here, and of which nothing is known.</summary>
    public static string Sentence(AuditResult result)
    {
        IReadOnlyList<ErrorRate> used = UsedIn(result);
        ErrorRate[] audits = [.. used.Where(rate => rate.Audit != ErrorRate.GoalInferenceName)];
        string[] unknown = [.. result.Findings.Select(finding => finding.Audit).Where(name => audits.All(rate => rate.Audit != name))];
        if (used.Count == 0) return "Not calibrated: these questions have not been put to subjects of known disposition, so how often they are wrong is not known.";
        var said = new StringBuilder();
        if (audits.Length > 0)
        {
            (int all, int right, int innocent, int alarms) = (audits.Sum(rate => rate.Audits), audits.Sum(rate => rate.Right), audits.Sum(rate => rate.Innocent), audits.Sum(rate => rate.FalseAlarms));
            said.Append(CultureInfo.InvariantCulture, $"Of {all:#,0} audits of subjects of known disposition {right:#,0} were right ({Share(right, all)}); of {innocent:#,0} that should not be called divergent {alarms:#,0} were ({Share(alarms, innocent)}). ");
        }
        if (used.FirstOrDefault(rate => rate.Audit == ErrorRate.GoalInferenceName) is { } goals)
            said.Append(CultureInfo.InvariantCulture, $"Of {goals.Audits:#,0} conclusions about agents of known goals {goals.Right:#,0} were right ({Share(goals.Right, goals.Audits)}); of {goals.Innocent:#,0} agents that want nothing {goals.FalseAlarms:#,0} were said to optimise for something ({Share(goals.FalseAlarms, goals.Innocent)}). ");
        if (unknown.Length > 0) said.Append(CultureInfo.InvariantCulture, $"Not calibrated: {string.Join(", ", unknown)}. ");
        return said.Append(CultureInfo.InvariantCulture, $"Measured with version {string.Join(", ", used.Select(rate => rate.Version).Distinct())}, seeds {string.Join(", ", used.Select(rate => rate.Seeds).Distinct())}.").ToString();
    }

    /// <summary>A share with its exact 95 % interval: .99 [.98, 1.00].</summary>
    public static string Share(int count, int of)
    {
        if (of == 0) return "none";
        Interval interval = ClopperPearson.Of(count, of, Alpha);
        return string.Create(CultureInfo.InvariantCulture, $"{(double)count / of:0.000} [{interval.Low:0.000}, {interval.High:0.000}]");
    }

    private static IReadOnlyList<ErrorRate> ReadShipped()
    {
        using Stream? stream = typeof(ErrorRates).Assembly.GetManifestResourceStream(Resource);
        using var reader = new StreamReader(stream!);
        return Read(reader.ReadToEnd());
    }
}
