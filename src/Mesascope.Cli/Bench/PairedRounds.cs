using System.Diagnostics;

namespace Mesascope.Cli;

/// <summary>Times several pieces of work in turn, round after round, so that what slows the machine for a while slows them all and leaves their ratios alone.</summary>
internal sealed class PairedRounds
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(60);
    private readonly List<(string Name, Func<long> Work, List<Pace> Paces)> _pieces = [];

    /// <summary>Adds a piece of work, which says how many steps it took. Each name once.</summary>
    public void Add(string name, Func<long> work) => _pieces.Add((name, work, []));

    /// <summary>Times everything; forwards in even rounds and backwards in odd ones.</summary>
    public void Run(SpeedPlan plan, Action<double> told, CancellationToken cancellationToken)
    {
        foreach ((_, Func<long> work, _) in _pieces) Timed(work, WarmUp);
        for (int round = 0; round < plan.Rounds; round++)
        {
            foreach ((_, Func<long> work, List<Pace> paces) in round % 2 == 0 ? _pieces : Enumerable.Reverse(_pieces))
            {
                cancellationToken.ThrowIfCancellationRequested();
                paces.Add(Timed(work, plan.Turn));
            }
            told((round + 1.0) / plan.Rounds);
        }
    }

    /// <summary>Every round of a piece of work, in order.</summary>
    public IReadOnlyList<Pace> Paces(string name) => _pieces.Single(piece => piece.Name == name).Paces;

    /// <summary>How many times as fast the one was as the other in each round.</summary>
    /// <param name="name">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="of">By which clock.</param>
    public IReadOnlyList<double> Ratios(string name, string other, Func<Pace, double> of) => [.. Paces(name).Zip(Paces(other), (one, two) => of(one) / of(two))];

    private static Pace Timed(Func<long> work, TimeSpan turn)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp(), steps = 0;
        TimeSpan elapsed;
        do
        {
            steps += work();
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < turn);
        // A clock that ticks coarsely may not have moved; then the wall's is as good.
        double spent = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        return new Pace(steps / elapsed.TotalSeconds, steps / (spent > 0 ? spent : elapsed.TotalSeconds));
    }
}

/// <summary>How fast it went in one round.</summary>
/// <param name="PerSecond">Steps per second by the wall clock.</param>
/// <param name="PerProcessorSecond">Steps per second of processor time, all threads together: what others take of the machine does not count.</param>
internal readonly record struct Pace(double PerSecond, double PerProcessorSecond);
