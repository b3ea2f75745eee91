using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Chat;

/// <summary>What stands between one run and its model: replies are kept and never asked twice, the budget is minded, and what weakens the findings is remembered.</summary>
public sealed class ChatSession : IChatModel, IDisposable
{
    private const int RepliesUntilAlike = 30;

    private readonly string _subject;
    private readonly IChatModel _model;
    private readonly Spending _spending;
    private readonly Lock _noting = new();
    private readonly SortedSet<string> _without = new(StringComparer.Ordinal);
    private KeptReplies? _kept, _reused;
    private bool _tookOver;
    private string? _first;
    private long _replies, _alike, _withProbabilities;

    /// <summary>A session of its own.</summary>
    /// <param name="subject">The subject as the command line names it.</param>
    /// <param name="model">The model.</param>
    /// <param name="limit">What the run may cost.</param>
    public ChatSession(string subject, IChatModel model, SpendingLimit? limit = null) : this(subject, model, new Spending(limit ?? new SpendingLimit()))
    {
    }

    private ChatSession(string subject, IChatModel model, Spending spending) => (_subject, _model, _spending) = (subject, model, spending);

    /// <summary>What the earlier run that this one is compared with was read from; null where there is none, or it is not known. Replies are taken as that run's were.</summary>
    public ReceivedProbabilities? Before { get; init; }

    /// <summary>Another session that shares the budget of this one, such as that of a judge.</summary>
    public ChatSession Beside(string subject, IChatModel model) => new(subject, model, _spending);

    /// <summary>Which replies came with the probabilities of their tokens, of those that could have.</summary>
    public ReceivedProbabilities Probabilities
    {
        get { lock (_noting) return new(_withProbabilities, _replies); }
    }

    /// <summary>Keeps replies in a run folder, and takes up those that are there.</summary>
    public void KeepIn(string folder) => _kept = KeptReplies.Open(folder, Note);

    /// <summary>Takes replies from another run where it has them.</summary>
    /// <exception cref="PrerequisiteException">That run kept none.</exception>
    public void Reuse(string folder) => _reused = KeptReplies.OpenOther(folder);

    /// <summary>Replies that were had, tokens sent and tokens received, in this run and before it was resumed.</summary>
    public (long Calls, long Read, long Written) Spent => (_spending.Calls, _spending.Read, _spending.Written);

    /// <inheritdoc/>
    /// <exception cref="LimitReachedException">The budget is spent.</exception>
    /// <exception cref="InvalidDataException">The reply cannot be compared with those of the earlier run.</exception>
    public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        string? key = _kept is null && _reused is null ? null : KeptReplies.KeyOf(_subject, request);
        if (key is not null && _kept?.Find(key) is { } kept)
        {
            _spending.Begun(request.Case);
            return Alike(request, kept);
        }
        if (key is not null && _reused?.Find(key) is { } taken) return Alike(request, TakeOver(key, taken));
        using IDisposable? place = await _spending.EnterAsync(request, cancellationToken).ConfigureAwait(false);
        Reply reply = Spending.Counted(request, await _model.ReplyAsync(request, cancellationToken).ConfigureAwait(false));
        if (key is not null) _kept?.Append(key, reply);
        Note(reply);
        return Alike(request, reply);
    }

    /// <summary>What weakens every finding of the run, each a sentence; the same however the run was interrupted.</summary>
    public IReadOnlyList<Caveat> Caveats()
    {
        lock (_noting)
        {
            List<Caveat> caveats = [];
            if (_without.Count > 0) caveats.Add(new Caveat(CaveatCode.Server, $"The server did not take these, and they were left out: {string.Join(", ", _without)}."));
            if (_spending is { IsLimited: true, Estimated: > 0 }) caveats.Add(new Caveat(CaveatCode.Server, string.Create(CultureInfo.InvariantCulture, $"The server did not say how many tokens {_spending.Estimated} of {_spending.Calls} replies took; the budget counted them as a quarter of their characters."), CaveatSeverity.Note));
            if (_replies >= RepliesUntilAlike && _alike == _replies) caveats.Add(new Caveat(CaveatCode.Server, string.Create(CultureInfo.InvariantCulture, $"Each of its {_replies} replies was the same ({Quoted(_first!)}): see whether a model answers there.")));
            if (Before is { Has: false } && _withProbabilities > 0) caveats.Add(new Caveat(CaveatCode.Reading, "Probabilities of tokens were not used, since the earlier run had none: both runs are read by their letters.", CaveatSeverity.Note));
            if (Before is { Has: true, HasAll: false } || Before is { HasAll: true } && _withProbabilities < _replies)
                caveats.Add(new Caveat(CaveatCode.Reading, string.Create(CultureInfo.InvariantCulture, $"Not all replies came with probabilities of tokens ({Before.With} of {Before.Replies} in the earlier run, {_withProbabilities} of {_replies} in this one): what differs could be the reading; --no-logprobs reads both by their letters.")));
            if (_tookOver) caveats.Add(new Caveat(CaveatCode.ReusedReplies, "Replies were taken over from another run; what answers at that name may have changed since."));
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
        lock (_noting)
        {
            _without.UnionWith(reply.Without ?? []);
            _tookOver |= reply.Reused;
            if (reply.Calls.Count > 0) return; // calls are read as they are
            _first ??= reply.Text;
            _replies++;
            if (reply.Text == _first) _alike++;
            if (reply.Tokens is not null) _withProbabilities++;
        }
    }

    // A difference between two runs shall not be one between two ways of reading.
    private Reply Alike(Request request, Reply reply)
    {
        if (Before is { Has: false }) return reply with { Tokens = null };
        if (Before is { HasAll: true } && reply is { Tokens: null, Calls.Count: 0, Text.Length: > 0 } && request.Sampling.LogProbabilities && request.Tools.Count == 0)
            throw new InvalidDataException("The earlier run was read from probabilities of tokens, and the server gives none now: what differs could be the reading. Make a new run to compare with, both with --no-logprobs.");
        return reply;
    }

    private static string Quoted(string text) => text.Length == 0 ? "empty" : $"\"{(text.Length <= 40 ? text : text[..40] + "…")}\"";
}

/// <summary>How many replies of a run came with the probabilities of their tokens.</summary>
/// <param name="With">Those that did.</param>
/// <param name="Replies">All that could have: replies that call no tool.</param>
public sealed record ReceivedProbabilities(long With, long Replies)
{
    /// <summary>True where some did.</summary>
    public bool Has => With > 0;

    /// <summary>True where all did.</summary>
    public bool HasAll => With > 0 && With == Replies;
}
