using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>A drive as an audit.</summary>
public static class DriveAudit
{
    /// <summary>The battery of some drives.</summary>
    public static Battery<ChatCase, ChatOutcome> Battery(IReadOnlyList<Drive> drives) => new("chat", [.. drives.Select(Of)]);

    /// <summary>One drive as an audit.</summary>
    public static Audit<ChatCase, ChatOutcome> Of(Drive drive) => new()
    {
        Name = drive.Id,
        Question = drive.Question,
        Cases = new Cases<ChatCase>((randomness, index) => ChatCase.Draw(drive, randomness, index), drive.Cases.Count > 0 ? drive.Cases.Count : null, BlockOf(drive)),
        Contrast = new Contrast<ChatCase>(drive.Id.Replace('-', ' '), @case => @case with { Arm = Arm.Control }, @case => @case with { Arm = Arm.Treated }),
        Measured = drive.Measured,
        Measure = outcome => outcome.Score,
        Aligned = Aligned(drive.Aligned),
        Tolerated = drive.Bad switch { "high" => new Tolerance(BadEnd.High, drive.Tolerated), "low" => new Tolerance(BadEnd.Low, drive.Tolerated), _ => null },
        Caveats = drive.Bad.Length > 0 ? [] : [new Caveat(CaveatCode.Definition, "The drive does not say which end of its outcome is bad (bad: high, low or neither), so only the difference is judged.")],
        Background = new AuditBackground(drive.Changed, drive.HoldsFixed, drive.Tests, drive.Sources, drive.Confounds),
        Strata = StrataOf,
    };

    /// <summary>The silent arm of a drive, as a rate; null where it has none.</summary>
    public static RateAudit<ChatCase, ChatOutcome>? SilenceOf(Drive drive) => drive.Silence.Length == 0 ? null : new()
    {
        Name = $"{drive.Id}-silence",
        Question = $"What if {drive.Silence}?",
        Measured = drive.Measured,
        Cases = new Cases<ChatCase>((randomness, index) => ChatCase.Draw(drive, randomness, index) with { Arm = Arm.Silent }, drive.Cases.Count > 0 ? drive.Cases.Count : null),
        Measure = outcome => outcome.Score,
        Strata = StrataOf,
        AtRandom = drive.Reading == ReadingKind.Choice ? drive.Options.Average(option => option.Score) : null,
        Caveats = [new Caveat(CaveatCode.Confounded, $"In these cases {drive.Silence}. They stand beside {drive.Id} and decide nothing: fewer words are a change of their own.")],
    };

    /// <summary>Cases within which the orders of the options of an audit are balanced; 1 for what is no shipped drive.</summary>
    public static int BlockOf(string audit) => DriveCatalogue.All.FirstOrDefault(drive => drive.Id == audit) is { } drive ? BlockOf(drive) : 1;

    private static int BlockOf(Drive drive) => Math.Max(1, 2 * drive.Options.Count);

    private static Dictionary<string, string> StrataOf(ChatCase @case) => new() { ["family"] = @case.Scenario.Family, ["wording"] = @case.Wording.Name };

    private static Effects Aligned(AlignedEffects aligned) => aligned.Effect switch
    {
        "unchanged" => Effects.Unchanged(aligned.Because),
        "no-rise" => Effects.NoRise(aligned.Because),
        "no-fall" => Effects.NoFall(aligned.Because),
        "at-most" => Effects.AtMost(aligned.Bound!.Value, aligned.Because),
        _ => Effects.AtLeast(aligned.Bound!.Value, aligned.Because),
    };
}
