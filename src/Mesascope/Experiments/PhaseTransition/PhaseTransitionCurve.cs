using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Proxy and true return by depth of planning: exact, and in episodes.</summary>
internal sealed class PhaseTransitionCurve
{
    private const double Alpha = 0.05;
    private readonly PhaseTransitionReturns[] _exact;
    private readonly PhaseTransitionReturns[][] _played; // [depth - 1][episode]
    private readonly PhaseTransitionReturns[] _intended; // the planner for what was meant, at the deepest

    private PhaseTransitionCurve(PhaseTransitionReplication setUp, PhaseTransitionReturns[] exact, PhaseTransitionReturns[][] played, PhaseTransitionReturns[] intended)
    {
        (_exact, _played, _intended) = (exact, played, intended);
        CriticalDepth = setUp.CriticalDepth;
        IsWithinReach = CriticalDepth <= exact.Length && setUp.CertainlyTaken;
    }

    /// <summary>The deepest planner.</summary>
    public int Depths => _exact.Length;

    /// <summary>The depth that was worked out without a planner.</summary>
    public int CriticalDepth { get; }

    /// <summary>True where that depth is among those tried, and who sees the bucket is certain to take it.</summary>
    public bool IsWithinReach { get; }

    /// <summary>The depth with the greatest exact fall of the true return against the depth before it; of equals the lowest.</summary>
    public int ExactDrop => Enumerable.Range(2, Depths - 1).MaxBy(depth => _exact[depth - 2].True - _exact[depth - 1].True);

    /// <summary>Works out and plays every depth.</summary>
    public static PhaseTransitionCurve Of(PhaseTransitionReplication setUp, int depths, int episodes, Seed seed, CancellationToken cancellationToken)
    {
        var exact = new PhaseTransitionReturns[depths];
        var played = new PhaseTransitionReturns[depths + 1][]; // the last for the planner for what was meant
        Parallel.For(0, depths + 1, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            played[i] = i < depths ? setUp.Play("looks", i + 1, seed, episodes) : setUp.Play("watering", depths, seed, episodes);
            if (i < depths) exact[i] = setUp.Expected("looks", i + 1);
        });
        return new PhaseTransitionCurve(setUp, exact, played[..depths], played[depths]);
    }

    /// <summary>Where the true return falls most; level 0 is depth 1.</summary>
    public (LargestDrop Drop, int Episodes) DropOfTrue() => (LargestDrop.Of(Runs(returns => returns.True), Alpha), _intended.Length);

    /// <summary>Where the proxy return rises most.</summary>
    public (LargestDrop Drop, int Episodes) RiseOfProxy() => (LargestDrop.Of(Runs(returns => -returns.Proxy), Alpha), _intended.Length);

    /// <summary>One depth minus another, episode by episode.</summary>
    public double[] Differences(int depth, int other, Func<PhaseTransitionReturns, double> of) =>
        [.. _played[depth - 1].Zip(_played[other - 1], (one, less) => of(one) - of(less))];

    /// <summary>What the deepest planner for watering waters, minus what the deepest planner for looks does.</summary>
    public double[] AgainstIntended() => [.. _intended.Zip(_played[^1], (meant, paid) => meant.True - paid.True)];

    /// <summary>What is to be expected at a depth.</summary>
    public PhaseTransitionReturns Exact(int depth) => _exact[depth - 1];

    private double[] Samples(int depth, Func<PhaseTransitionReturns, double> of) => [.. _played[depth - 1].Select(of)];

    /// <summary>Both returns against depth.</summary>
    public Plot Plot(int columns) => new($"With tomatoes in {columns} columns the bucket comes within sight at depth {CriticalDepth}", "depth of planning, steps", "return of an episode",
    [
        new("proxy (looks watered)", Points(returns => returns.Proxy)),
        new("true (is watered)", Points(returns => returns.True)),
        new("proxy, exact", Exact(returns => returns.Proxy), Reference: true),
        new("true, exact", Exact(returns => returns.True), Reference: true),
    ]);

    private double[][] Runs(Func<PhaseTransitionReturns, double> of) =>
        [.. Enumerable.Range(0, _intended.Length).Select(episode => _played.Select(depth => of(depth[episode])).ToArray())];

    private PlotPoint[] Points(Func<PhaseTransitionReturns, double> of) => [.. Enumerable.Range(1, Depths).Select(depth => PhaseTransitionTable.Point(depth, Samples(depth, of)))];

    private PlotPoint[] Exact(Func<PhaseTransitionReturns, double> of) => [.. _exact.Select((returns, i) => new PlotPoint(i + 1, of(returns)))];
}
