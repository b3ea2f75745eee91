using System.Runtime.ExceptionServices;

namespace Mesascope.Agents;

/// <summary>Work over independent cases on all cores. Each case writes to its own place and sums are taken afterwards in case order, so results do not depend on the number of threads.</summary>
internal static class CaseLoop
{
    /// <summary>Does the work once for each of [0, <paramref name="count"/>).</summary>
    /// <exception cref="ArgumentException">A case was refused; the message is that of the first.</exception>
    public static void Run(int count, CancellationToken cancellationToken, Action<int> work)
    {
        try
        {
            // The caller's scheduler, so that a caller (or a test) can say how many threads there are.
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, work);
        }
        catch (AggregateException several) when (several.InnerExceptions.OfType<ArgumentException>().FirstOrDefault() is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
