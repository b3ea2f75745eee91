using System.Diagnostics;
using Mesascope.Statistics;

namespace Mesascope.Cli.Speed;

/// <summary>Times several pieces of work in turn, round after round, so that what slows the machine for a while slows them all and leaves their ratios alone.</summary>
internal sealed class PairedRounds
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(60);
    private readonly List<(string Name, Func<long> Work, List<double> Rates)> _pieces = [];

    /// <summary>Adds a piece of work, which says how many steps it took. Each name once.</summary>
    public void Add(string name, Func<long> work) => _pieces.Add((name, work, []));

    /// <summary>Times everything; forwards in even rounds and backwards in odd ones.</summary>
    public void Run(SpeedPlan plan, Action<double> told, CancellationToken cancellationToken)
    {
        foreach ((_, Func<long> work, _) in _pieces) Rate(work, WarmUp);
        for (int round = 0; round < plan.Rounds; round++)
        {
            foreach ((_, Func<long> work, List<double> rates) in round % 2 == 0 ? _pieces : Enumerable.Reverse(_pieces))
            {
                cancellationToken.ThrowIfCancellationRequested();
                rates.Add(Rate(work, plan.Turn));
            }
            told((round + 1.0) / plan.Rounds);
        }
    }

    /// <summary>Steps per second; the median over the rounds.</summary>
    public double StepsPerSecond(string name) => MedianInterval.Median(Rates(name));

    /// <summary>How many times as fast the one was as the other in each round.</summary>
    public IReadOnlyList<double> Ratios(string name, string other) => [.. Rates(name).Zip(Rates(other), (one, two) => one / two)];

    private List<double> Rates(string name) => _pieces.Single(piece => piece.Name == name).Rates;

    private static double Rate(Func<long> work, TimeSpan turn)
    {
        long started = Stopwatch.GetTimestamp(), steps = 0;
        TimeSpan elapsed;
        do
        {
            steps += work();
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < turn);
        return steps / elapsed.TotalSeconds;
    }
}
