namespace Mesascope.Chat;

/// <summary>How many requests may be in flight: grows while the server keeps up, halves when it says that it does not, and waits for everybody when it asks for that.</summary>
/// <remarks>Additive increase, multiplicative decrease (Chiu and Jain 1989), with a doubling start as in TCP (Jacobson 1988). Departure: one halving per burst; what was in flight at the last one says nothing new.</remarks>
internal sealed class AdaptiveConcurrency(int most, TimeProvider time)
{
    private const int First = 16;
    private readonly Lock _changing = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private double _limit = Math.Min(First, most);
    private bool _starting = true;
    private int _inFlight;
    private long _generation, _pausedUntil;

    /// <summary>How many may be in flight now, in [1, most].</summary>
    public int Limit
    {
        get { lock (_changing) return (int)_limit; }
    }

    /// <summary>Waits for a place.</summary>
    /// <returns>Which time of plenty it was entered in; to be given back to <see cref="Overloaded"/>.</returns>
    public async Task<long> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan pause;
            LinkedListNode<TaskCompletionSource>? place = null;
            lock (_changing)
            {
                pause = time.GetElapsedTime(time.GetTimestamp(), _pausedUntil);
                if (_pausedUntil == 0 || pause <= TimeSpan.Zero)
                {
                    if (_inFlight < (int)_limit && _waiting.Count == 0)
                    {
                        _inFlight++;
                        return _generation;
                    }
                    place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                }
            }
            if (place is null)
            {
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                continue;
            }
            await WaitAsync(place, cancellationToken).ConfigureAwait(false);
            // The place was handed over with its slot; a pause that began meanwhile still holds.
            lock (_changing)
            {
                if (_pausedUntil == 0 || time.GetElapsedTime(time.GetTimestamp(), _pausedUntil) <= TimeSpan.Zero) return _generation;
                _inFlight--;
                HandOver();
            }
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave()
    {
        lock (_changing)
        {
            _inFlight--;
            HandOver();
        }
    }

    /// <summary>A reply came: the server keeps up.</summary>
    public void Succeeded()
    {
        lock (_changing)
        {
            if (_inFlight * 2 < (int)_limit) return; // what is not used is not proven
            _limit = Math.Min(most, _limit + (_starting ? 1 : 1 / _limit));
            HandOver();
        }
    }

    /// <summary>The server does not keep up.</summary>
    /// <param name="generation">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="wait">How long it asks to be left alone; null where it does not say.</param>
    public void Overloaded(long generation, TimeSpan? wait)
    {
        lock (_changing)
        {
            if (wait is { } asked) _pausedUntil = Math.Max(_pausedUntil, time.GetTimestamp() + (long)(asked.TotalSeconds * time.TimestampFrequency));
            if (generation != _generation) return;
            _generation++;
            _starting = false;
            _limit = Math.Max(1, _limit / 2);
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration givingUp = cancellationToken.Register(() =>
        {
            lock (_changing)
            {
                if (place.List is null) return; // the slot is ours already; whoever waits gives it back
                _waiting.Remove(place);
            }
            place.Value.TrySetCanceled(cancellationToken);
        });
        await place.Value.Task.ConfigureAwait(false);
    }

    private void HandOver()
    {
        while (_inFlight < (int)_limit && _waiting.First is { } next)
        {
            _waiting.Remove(next);
            _inFlight++;
            next.Value.SetResult();
        }
    }
}
