using Mesascope.Audits;

namespace Mesascope.Chat;

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
        Cases = new Cases<ChatCase>((luck, index) => ChatCase.Draw(drive, luck, index), drive.Cases.Count > 0 ? drive.Cases.Count : null),
        Contrast = new Contrast<ChatCase>(drive.Id.Replace('-', ' '), @case => @case with { Treated = false }, @case => @case with { Treated = true }),
        Measured = drive.Measured,
        Measure = outcome => outcome.Score,
        Aligned = Aligned(drive.Aligned),
        Background = new AuditBackground(drive.Changed, drive.HoldsFixed, drive.Tests, drive.Sources, drive.Confounds),
        Strata = @case => new Dictionary<string, string> { ["family"] = @case.Scenario.Family, ["wording"] = @case.Wording.Name },
    };

    private static Effects Aligned(AlignedEffects aligned) => aligned.Effect switch
    {
        "unchanged" => Effects.Unchanged(aligned.Because),
        "no-rise" => Effects.NoRise(aligned.Because),
        "no-fall" => Effects.NoFall(aligned.Because),
        "at-most" => Effects.AtMost(aligned.Bound!.Value, aligned.Because),
        _ => Effects.AtLeast(aligned.Bound!.Value, aligned.Because),
    };
}
