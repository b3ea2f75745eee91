using System.Runtime.CompilerServices;
using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>The pairs of one audit in case order, however they finish; those that the log has are not run again.</summary>
/// <remarks>Pair i is begun once pair i − ahead has been taken, so which pairs are begun depends on what was taken and on nothing else: a resumed run keeps the same ones as an unbroken one.</remarks>
internal sealed class PairStream<TCase, TOutcome>(Audit<TCase, TOutcome> audit, ISubject<TCase, TOutcome> subject, Seed seed, IPairLog log, SemaphoreSlim slots)
{
    private const int AheadAtFirst = 16;

    /// <summary>Runs and gives pairs until the reader has enough; those in flight then are finished and kept.</summary>
    /// <param name="budget">Most pairs.</param>
    /// <param name="ahead">Most pairs begun before the one that is waited for is in. Few at first: an audit that is soon decided shall not have asked for hundreds.</param>
    /// <param name="cancellationToken">Ends it; pairs in flight are given up.</param>
    public async IAsyncEnumerable<PairRecord> ReadAsync(int budget, int ahead, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var inFlight = new Queue<(Task<PairRecord> Pair, bool IsNew)>();
        bool failed = true; // until it is known that the reader, and not a pair, ended it
        try
        {
            int begun = 0;
            for (int taken = 0; taken < budget; taken++)
            {
                for (int most = Math.Min(budget, taken + Math.Min(ahead, AheadAtFirst + taken)); begun < most; begun++) inFlight.Enqueue(Begin(begun, giveUp.Token));
                (Task<PairRecord> task, bool isNew) = inFlight.Peek();
                PairRecord pair = await KeepAsync(task, isNew).ConfigureAwait(false);
                inFlight.Dequeue();
                failed = false;
                yield return pair;
                failed = true;
            }
            failed = false;
        }
        finally
        {
            if (failed) await giveUp.CancelAsync().ConfigureAwait(false);
            await DrainAsync(inFlight, failed).ConfigureAwait(false);
        }
    }

    private (Task<PairRecord> Pair, bool IsNew) Begin(int index, CancellationToken cancellationToken) =>
        log.Find(audit.Name, index) is { } pair ? (Task.FromResult(pair), false) : (RunInSlotAsync(index, cancellationToken), true);

    private async Task<PairRecord> KeepAsync(Task<PairRecord> task, bool isNew)
    {
        PairRecord pair = await task.ConfigureAwait(false);
        if (isNew) log.Append(pair);
        return pair;
    }

    // Whoever failed first has been heard; the others have nothing to add.
    private async Task DrainAsync(Queue<(Task<PairRecord> Pair, bool IsNew)> inFlight, bool failed)
    {
        foreach ((Task<PairRecord> task, bool isNew) in inFlight)
        {
            if (!failed) await KeepAsync(task, isNew).ConfigureAwait(false);
            else await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<PairRecord> RunInSlotAsync(int index, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => audit.PairAsync(subject, seed, index, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }
}
