using Mesascope.Audits;

namespace Mesascope.Reports;

/// <summary>Both arms of one conversation, side by side.</summary>
/// <param name="Label">Why it is shown: "the clearest of 60 pairs".</param>
/// <param name="Record">The pair as recorded.</param>
/// <param name="Control">The messages without the factor.</param>
/// <param name="Treated">The messages with it.</param>
public sealed record ShownPair(string Label, PairRecord Record, IReadOnlyList<Said> Control, IReadOnlyList<Said> Treated)
{
    /// <summary>The clearest pair of a finding, then a typical one, then the first that could not be read; none where the transcripts are no conversations.</summary>
    /// <param name="finding">What is to be shown.</param>
    /// <param name="counted">The pairs that it rests on, in case order.</param>
    public static IReadOnlyList<ShownPair> Of(Finding finding, IReadOnlyList<PairRecord> counted)
    {
        ComparedPair[] readable = [.. ComparedPair.In(counted)];
        var shown = new List<(string Label, PairRecord Record)>();
        if (readable.Length > 0)
        {
            ComparedPair clearest = ReplayChoice.Clearest(finding, readable), typical = ReplayChoice.Typical(readable);
            shown.Add(($"the clearest of {Plain.Count(readable.Length, "pair")}; chosen because it shows the finding best", clearest.Record));
            if (typical != clearest) shown.Add(("a typical pair: the median difference", typical.Record));
        }
        if (counted.FirstOrDefault(pair => pair.Control.MissingBecause is not null || pair.Treated.MissingBecause is not null) is { } missing) shown.Add(("a pair that could not be read", missing));
        return [.. from pair in shown
                   let control = Said.Read(pair.Record.Control.Transcript)
                   let treated = Said.Read(pair.Record.Treated.Transcript)
                   where control is not null && treated is not null
                   select new ShownPair(pair.Label, pair.Record, control, treated)];
    }
}
