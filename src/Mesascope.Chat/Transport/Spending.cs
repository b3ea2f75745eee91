using System.Globalization;
using Mesascope.Audits;

namespace Mesascope.Chat;

/// <summary>Counts what a run has spent, and lets no case begin that the budget has no room for. A case that was begun is finished: whether it is had was settled before any reply to it was seen, so what is lost cannot depend on what was said.</summary>
/// <param name="limit">The most that it may.</param>
internal sealed class Spending(SpendingLimit limit)
{
    private const int CharactersPerToken = 4, UsualReply = 256;

    private readonly Lock _changing = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _read, _written, _calls, _estimated, _readInFlight, _writtenInFlight;

    /// <summary>Replies so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Tokens sent so far.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>Tokens received so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>True where something limits the spending.</summary>
    public bool IsLimited => limit is not { Tokens: null, Dollars: null };

    /// <summary>Replies so far whose tokens the server did not count.</summary>
    public long Estimated => Interlocked.Read(ref _estimated);

    /// <summary>Counts a reply.</summary>
    public void Add(Reply reply)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _read, reply.InputTokens);
        Interlocked.Add(ref _written, reply.OutputTokens);
        if (reply.Estimated) Interlocked.Increment(ref _estimated);
    }

    /// <summary>A case was begun before this run was resumed: it is finished.</summary>
    public void Begun(string @case)
    {
        if (IsLimited) lock (_changing) _begun.Add(@case);
    }

    /// <summary>Waits until there is room for a request. One of a case that was begun has it always; another waits where what is in flight may spend the rest.</summary>
    /// <returns>To be disposed of once the reply is counted.</returns>
    /// <exception cref="LimitReachedException">The budget is spent.</exception>
    public async Task<IDisposable?> EnterAsync(Request request, CancellationToken cancellationToken)
    {
        if (!IsLimited) return null;
        while (true)
        {
            Task left;
            lock (_changing)
            {
                if (_begun.Contains(request.Case) || HasRoom())
                {
                    _begun.Add(request.Case);
                    return new Place(this, TokensOf(request), Calls > 0 ? Written / Calls : Math.Min(UsualReply, request.Sampling.MaxTokens));
                }
                left = _left.Task;
            }
            await left.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A reply whose tokens the server did not count, with a count from its characters.</summary>
    public static Reply Counted(Request request, Reply reply) => reply is { InputTokens: > 0, OutputTokens: > 0 } or { InputTokens: > 0, Text.Length: 0, Calls.Count: 0 } ? reply : reply with
    {
        InputTokens = reply.InputTokens > 0 ? reply.InputTokens : (int)Math.Min(int.MaxValue, TokensOf(request)),
        OutputTokens = reply.OutputTokens > 0 ? reply.OutputTokens : Math.Max(1, (reply.Text.Length + (reply.Extra?.Length ?? 0) + reply.Calls.Sum(call => call.Name.Length + call.Arguments.Length)) / CharactersPerToken),
        Estimated = true,
    };

    private static long TokensOf(Request request) => Math.Max(1, (request.Messages.Sum(message => (long)message.Content.Length + (message.Calls?.Sum(call => call.Name.Length + call.Arguments.Length) ?? 0))
        + request.Tools.Sum(tool => tool.Name.Length + tool.Description.Length + tool.Parameters.Sum(each => each.Key.Length + each.Value.Length))) / CharactersPerToken);

    // Decided by what other cases have cost and may still cost, never by this one.
    private bool HasRoom()
    {
        if (Reached(Read, Written) is { } reached) throw new LimitReachedException($"{reached} was spent");
        return _readInFlight == 0 || Reached(Read + _readInFlight, Written + _writtenInFlight) is null;
    }

    // The limit that is reached, in words; null where there is something left.
    private string? Reached(long read, long written)
    {
        if (limit.Tokens is { } tokens && read + written >= tokens) return string.Create(CultureInfo.InvariantCulture, $"the budget of {tokens} tokens");
        return limit.Dollars is { } dollars && limit.Price!.Of(read, written) >= dollars ? string.Create(CultureInfo.InvariantCulture, $"the budget of {dollars} dollars") : null;
    }

    private void Leave(long read, long written)
    {
        TaskCompletionSource left;
        lock (_changing)
        {
            (_readInFlight, _writtenInFlight) = (_readInFlight - read, _writtenInFlight - written);
            (left, _left) = (_left, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        left.SetResult();
    }

    // What a request in flight is thought to cost.
    private sealed class Place : IDisposable
    {
        private readonly Spending _spending;
        private readonly long _read, _written;

        public Place(Spending spending, long read, long written)
        {
            (_spending, _read, _written) = (spending, read, written);
            (spending._readInFlight, spending._writtenInFlight) = (spending._readInFlight + read, spending._writtenInFlight + written);
        }

        public void Dispose() => _spending.Leave(_read, _written);
    }
}
