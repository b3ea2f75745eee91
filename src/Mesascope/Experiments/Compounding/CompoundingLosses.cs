namespace Mesascope.Experiments;

/// <summary>Losses that were worked out, each once.</summary>
internal sealed class CompoundingLosses(CancellationToken cancellationToken)
{
    private readonly Dictionary<(Commons, int), double> _known = [];

    /// <summary>The loss per step of a commons over a horizon.</summary>
    public double this[Commons commons, int horizon]
    {
        get
        {
            if (!_known.TryGetValue((commons, horizon), out double loss)) _known[(commons, horizon)] = loss = commons.ExpectedLoss(horizon, cancellationToken);
            return loss;
        }
    }

    /// <summary>Works several out, side by side.</summary>
    public void Prepare(IReadOnlyList<(Commons Commons, int Horizon)> wanted, Action<int, int> done)
    {
        var found = new double[wanted.Count];
        int count = 0;
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            found[i] = wanted[i].Commons.ExpectedLoss(wanted[i].Horizon, cancellationToken);
            done(Interlocked.Increment(ref count), found.Length);
        });
        for (int i = 0; i < found.Length; i++) _known[wanted[i]] = found[i];
    }
}
