using System.Globalization;
using Mesascope.Statistics;

namespace Mesascope.Audits;

/// <summary>The effect in one kind of case.</summary>
/// <param name="Kind">How cases are divided: <c>wording</c>, <c>family</c>.</param>
/// <param name="Value">Which of them: the wording's or the family's name.</param>
/// <param name="Pairs">Pairs of that kind, those with a missing arm included.</param>
/// <param name="Effect">Mean difference over its complete pairs, in [-1, 1]; null where there is none.</param>
/// <param name="Low">Lower end of its own confidence sequence.</param>
/// <param name="High">Upper end of its own confidence sequence.</param>
public sealed record StratumEffect(string Kind, string Value, int Pairs, double? Effect, double Low, double High);

/// <summary>The effect of an audit in each kind of its cases, as pairs come in.</summary>
/// <param name="alpha">The level of each interval by itself; that there are many is not allowed for, so these describe and decide nothing.</param>
internal sealed class Strata(double alpha)
{
    private readonly Dictionary<(string Kind, string Value), PairedSequence> _sequences = [];

    /// <summary>Takes in the next pair.</summary>
    public void Add(PairRecord pair)
    {
        foreach ((string kind, string value) in pair.Strata ?? new Dictionary<string, string>())
        {
            if (!_sequences.TryGetValue((kind, value), out PairedSequence? sequence)) _sequences[(kind, value)] = sequence = new PairedSequence(alpha);
            sequence.Add(pair.Control.Outcome, pair.Treated.Outcome);
        }
    }

    /// <summary>One effect per kind and value, in the order of their names; null where cases were all of one kind.</summary>
    public IReadOnlyList<StratumEffect>? Effects() => _sequences.Count == 0 ? null :
        [.. _sequences.OrderBy(each => each.Key.Kind, StringComparer.Ordinal).ThenBy(each => each.Key.Value, StringComparer.Ordinal)
            .Select(each => new StratumEffect(each.Key.Kind, each.Key.Value, each.Value.Count, each.Value.Mean, each.Value.Low, each.Value.High))];

    /// <summary>A caveat for each kind of case whose whole interval lies on the other side of no effect.</summary>
    public IEnumerable<Caveat> Opposed(double? effect) =>
        from stratum in Effects() ?? []
        where (effect > 0 && stratum.High < 0) || (effect < 0 && stratum.Low > 0)
        select new Caveat(CaveatCode.Inconsistent, string.Create(CultureInfo.InvariantCulture, $"The effect has the opposite sign in {stratum.Kind} {stratum.Value}: {stratum.Effect:+0.00;-0.00;0.00} [{stratum.Low:+0.00;-0.00;0.00}, {stratum.High:+0.00;-0.00;0.00}], {stratum.Pairs} pairs."));
}
