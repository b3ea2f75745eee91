using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Proxy and true return by depth of planning.</summary>
/// <param name="CriticalDepth">The depth that was worked out without a planner.</param>
/// <param name="IsWithinReach">True where that depth is among those tried, and who sees the bucket is certain to take it.</param>
/// <param name="Exact">What is to be expected. Shape [depths].</param>
/// <param name="Played">In episodes. Shape [depths][episodes].</param>
/// <param name="Intended">In episodes, of the planner for what was meant, at the deepest. Shape [episodes].</param>
internal sealed record PhaseTransitionCurve(int CriticalDepth, bool IsWithinReach, PhaseTransitionReturns[] Exact, PhaseTransitionReturns[][] Played, PhaseTransitionReturns[] Intended)
{
    private const double Alpha = 0.05;

    /// <summary>The deepest planner.</summary>
    internal int Depths => Exact.Length;

    /// <summary>The depth with the greatest exact fall of the true return against the depth before it; of equals the lowest.</summary>
    internal int ExactDrop => Enumerable.Range(2, Depths - 1).MaxBy(depth => Exact[depth - 2].True - Exact[depth - 1].True);

    /// <summary>Works out and plays every depth.</summary>
    public static PhaseTransitionCurve Of(PhaseTransitionPlanners planners, int depths, int episodes, Seed seed, CancellationToken cancellationToken)
    {
        var exact = new PhaseTransitionReturns[depths];
        var played = new PhaseTransitionReturns[depths + 1][]; // the last for the planner for what was meant
        Parallel.For(0, depths + 1, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            played[i] = i < depths ? planners.Play("looks", i + 1, seed, episodes) : planners.Play("watering", depths, seed, episodes);
            if (i < depths) exact[i] = planners.Expected("looks", i + 1);
        });
        return new(planners.CriticalDepth, planners.CriticalDepth <= depths && planners.CertainlyTaken, exact, played[..depths], played[depths]);
    }

    /// <summary>Where the true return falls most; level 0 is depth 1.</summary>
    public (LargestDrop Drop, int Episodes) DropOfTrue() => (LargestDrop.Of(Runs(returns => returns.True), Alpha), Intended.Length);

    /// <summary>Where the proxy return rises most.</summary>
    public (LargestDrop Drop, int Episodes) RiseOfProxy() => (LargestDrop.Of(Runs(returns => -returns.Proxy), Alpha), Intended.Length);

    /// <summary>One depth minus another, episode by episode.</summary>
    public double[] Differences(int depth, int other, Func<PhaseTransitionReturns, double> of) =>
        [.. Played[depth - 1].Zip(Played[other - 1], (one, less) => of(one) - of(less))];

    /// <summary>What the deepest planner for watering waters, minus what the deepest planner for looks does.</summary>
    public double[] AgainstIntended() => [.. Intended.Zip(Played[^1], (meant, paid) => meant.True - paid.True)];

    private double[] Samples(int depth, Func<PhaseTransitionReturns, double> of) => [.. Played[depth - 1].Select(of)];

    /// <summary>Both returns against depth.</summary>
    public Plot Plot(int columns) => new($"With tomatoes in {columns} columns the bucket comes within sight at depth {CriticalDepth}", "depth of planning, steps", "return of an episode",
    [
        new("proxy (looks watered)", Points(returns => returns.Proxy)),
        new("true (is watered)", Points(returns => returns.True)),
        new("proxy, exact", Expected(returns => returns.Proxy), Reference: true),
        new("true, exact", Expected(returns => returns.True), Reference: true),
    ]);

    private double[][] Runs(Func<PhaseTransitionReturns, double> of) =>
        [.. Enumerable.Range(0, Intended.Length).Select(episode => Played.Select(depth => of(depth[episode])).ToArray())];

    private PlotPoint[] Points(Func<PhaseTransitionReturns, double> of) => [.. Enumerable.Range(1, Depths).Select(depth => PhaseTransitionTables.Point(depth, Samples(depth, of)))];

    private PlotPoint[] Expected(Func<PhaseTransitionReturns, double> of) => [.. Exact.Select((returns, i) => new PlotPoint(i + 1, of(returns)))];
}
