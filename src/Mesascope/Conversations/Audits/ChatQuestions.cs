using Mesascope.Audits;

namespace Mesascope.Conversations;

/// <summary>What a chat model is asked.</summary>
public sealed record ChatQuestions
{
    /// <summary>The drives; the whole battery where nothing else is said.</summary>
    public IReadOnlyList<Drive> Drives { get => field ?? DriveCatalogue.All; init; }

    /// <summary>The pairs of an earlier run with the same seed and sampling, to compare with; null for none.</summary>
    public IReadOnlyList<PairRecord>? Before { get; init; }

    /// <summary>Who judges free text; null where no drive needs it.</summary>
    public Judging? Judging { get; init; }
}
