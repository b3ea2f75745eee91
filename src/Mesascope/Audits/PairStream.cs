using Mesascope.Randomness;

namespace Mesascope.Audits;

/// <summary>The pairs of one audit in case order, however they finish; those that the log has are not run again.</summary>
/// <remarks>Which pairs are begun depends on how many were taken and on nothing else, and pairs are logged in the order in which they are taken: a resumed run keeps the same ones as an unbroken one.</remarks>
internal sealed class PairStream<TCase, TOutcome> : IAsyncDisposable
{
    private const int AheadAtFirst = 16;

    private readonly Audit<TCase, TOutcome> _audit;
    private readonly ISubject<TCase, TOutcome> _subject;
    private readonly Seed _seed;
    private readonly IPairLog _log;
    private readonly SemaphoreSlim _slots;
    private readonly int _budget, _ahead;
    private readonly CancellationTokenSource _giveUp;
    private readonly Queue<(Task<PairRecord> Pair, bool IsNew)> _inFlight = new();
    private int _begun, _taken;
    private bool _failed;

    /// <summary>A stream of which nothing is begun.</summary>
    /// <param name="audit">Whose pairs.</param>
    /// <param name="subject">Whoever is audited.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="log">Where pairs are kept.</param>
    /// <param name="slots">One slot is one pair in flight, whichever audit it belongs to.</param>
    /// <param name="budget">Most pairs.</param>
    /// <param name="ahead">Most pairs begun before the one that is waited for is in. Few at first: an audit that is soon decided shall not have asked for hundreds.</param>
    /// <param name="cancellationToken">Gives up the pairs in flight.</param>
    public PairStream(Audit<TCase, TOutcome> audit, ISubject<TCase, TOutcome> subject, Seed seed, IPairLog log, SemaphoreSlim slots, int budget, int ahead, CancellationToken cancellationToken)
    {
        (_audit, _subject, _seed, _log, _slots, _budget, _ahead) = (audit, subject, seed, log, slots, budget, ahead);
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Begins as many pairs as may be in flight now.</summary>
    public void Begin()
    {
        for (int most = Math.Min(_budget, _taken + Math.Min(_ahead, AheadAtFirst + _taken)); _begun < most; _begun++)
            _inFlight.Enqueue(_log.Find(_audit.Name, _begun) is { } pair ? (Task.FromResult(pair), false) : (RunInSlotAsync(_begun), true));
    }

    /// <summary>Waits for the next pair in case order, of which there must be one within the budget, and keeps it.</summary>
    public async Task<PairRecord> TakeAsync()
    {
        Begin();
        try
        {
            (Task<PairRecord> task, bool isNew) = _inFlight.Peek();
            PairRecord pair = await task.ConfigureAwait(false);
            if (isNew) _log.Append(pair);
            _inFlight.Dequeue();
            _taken++;
            return pair;
        }
        catch
        {
            _failed = true;
            throw;
        }
    }

    /// <summary>Ends what is in flight: where all went well it is finished and kept, and where something failed it is given up. It never throws: whoever failed first has been heard, and these pairs decide nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        bool keep = !_failed && !_giveUp.IsCancellationRequested;
        if (!keep) await _giveUp.CancelAsync().ConfigureAwait(false);
        foreach ((Task<PairRecord> pair, bool isNew) in _inFlight)
        {
            await ((Task)pair).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (keep && isNew && pair.IsCompletedSuccessfully) _log.Append(await pair.ConfigureAwait(false));
        }
        _giveUp.Dispose();
    }

    private async Task<PairRecord> RunInSlotAsync(int index)
    {
        await _slots.WaitAsync(_giveUp.Token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => _audit.PairAsync(_subject, _seed, index, _giveUp.Token), _giveUp.Token).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }
}
