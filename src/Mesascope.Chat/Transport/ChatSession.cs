using Mesascope.Audits;

namespace Mesascope.Chat;

/// <summary>What stands between one run and its model: replies are kept and never asked twice, the budget is minded, and what weakens the findings is remembered.</summary>
/// <param name="subject">The subject as the command line names it.</param>
/// <param name="model">The model.</param>
/// <param name="limit">What the run may cost.</param>
public sealed class ChatSession(string subject, IChatModel model, SpendingLimit? limit = null) : IChatModel, IDisposable
{
    private readonly Spending _spending = new(limit ?? new SpendingLimit());
    private readonly Lock _noting = new();
    private readonly SortedSet<string> _without = new(StringComparer.Ordinal);
    private KeptReplies? _kept, _reused;
    private bool _tookOver;

    /// <summary>Keeps replies in a run folder, and takes up those that are there.</summary>
    public void KeepIn(string folder) => _kept = KeptReplies.Open(folder, Note);

    /// <summary>Takes replies from another run where it has them.</summary>
    /// <exception cref="PrerequisiteException">That run kept none.</exception>
    public void Reuse(string folder) => _reused = KeptReplies.OpenOther(folder);

    /// <summary>Replies that were had, tokens sent and tokens received, in this run and before it was resumed.</summary>
    public (long Calls, long Read, long Written) Spent => (_spending.Calls, _spending.Read, _spending.Written);

    /// <inheritdoc/>
    /// <exception cref="LimitReachedException">The budget is spent.</exception>
    public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        string? key = _kept is null && _reused is null ? null : KeptReplies.KeyOf(subject, request);
        if (key is not null && _kept?.Find(key) is { } kept) return kept;
        if (key is not null && _reused?.Find(key) is { } taken) return TakeOver(key, taken);
        if (_spending.Reached() is { } reached) throw new LimitReachedException($"{reached} was spent");
        Reply reply = await model.ReplyAsync(request, cancellationToken).ConfigureAwait(false);
        if (key is not null) _kept?.Append(key, reply);
        Note(reply);
        return reply;
    }

    /// <summary>What weakens every finding of the run, each a sentence; the same however the run was interrupted.</summary>
    public IReadOnlyList<string> Caveats()
    {
        lock (_noting)
        {
            List<string> caveats = [];
            if (_without.Count > 0) caveats.Add($"The server did not take these, and they were left out: {string.Join(", ", _without)}.");
            if (_tookOver) caveats.Add("Replies were taken over from another run; what answers at that name may have changed since.");
            return caveats;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept?.Dispose();
        _reused?.Dispose();
    }

    // It is kept here too, so that this run can be finished without the other.
    private Reply TakeOver(string key, Reply taken)
    {
        Reply reply = taken with { Reused = true, InputTokens = 0, OutputTokens = 0 };
        _kept?.Append(key, reply);
        Note(reply);
        return reply;
    }

    private void Note(Reply reply)
    {
        _spending.Add(reply);
        if (reply is { Without: null, Reused: false }) return;
        lock (_noting)
        {
            _without.UnionWith(reply.Without ?? []);
            _tookOver |= reply.Reused;
        }
    }
}
