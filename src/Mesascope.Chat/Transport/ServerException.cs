namespace Mesascope.Chat;

/// <summary>In which way a server failed to reply; decides whether to try again, to do without, or to stop.</summary>
internal enum ServerFault
{
    /// <summary>No server answers at that address.</summary>
    Unreachable,

    /// <summary>No secure connection can be made: its certificate is not trusted, or it speaks no TLS.</summary>
    Untrusted,

    /// <summary>It asks to be left alone for a while: 429, 503, 529.</summary>
    Overloaded,

    /// <summary>It is still loading its model.</summary>
    Loading,

    /// <summary>Whoever stands before it gets no answer from it: 502, 504.</summary>
    Unavailable,

    /// <summary>It failed over this request: 500 and its like.</summary>
    Failed,

    /// <summary>The connection broke off before the reply was whole.</summary>
    BrokenOff,

    /// <summary>No reply within the time of one attempt: most often it has too much to do.</summary>
    TimedOut,

    /// <summary>It answered with something that is no reply.</summary>
    Malformed,

    /// <summary>It does not accept this request: 400 and its like.</summary>
    Refused,

    /// <summary>It does not accept the key, or wants one: 401, 403.</summary>
    Unauthorized,

    /// <summary>It knows no such model, or no such address: 404.</summary>
    NotFound,

    /// <summary>The account behind the key has nothing left to spend.</summary>
    QuotaSpent,

    /// <summary>It points elsewhere; keys do not follow.</summary>
    Redirected,
}

/// <summary>A server that did not give a reply.</summary>
/// <param name="fault">In which way.</param>
/// <param name="message">Short, and the same for the same reason: it is counted.</param>
/// <param name="inner">What it came from.</param>
internal sealed class ServerException(ServerFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public ServerFault Fault => fault;

    /// <summary>How long it asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the server said itself, in one short line; null where nothing. Hostile text.</summary>
    public string? Said { get; init; }

    /// <summary>The parameter of the request that it names as the cause; null where none.</summary>
    public string? Parameter { get; init; }

    /// <summary>True where the fault lies with the server as a whole, not with one request.</summary>
    public bool ConcernsAll => fault is ServerFault.Unreachable or ServerFault.Overloaded or ServerFault.Loading or ServerFault.Unavailable or ServerFault.TimedOut;

    /// <summary>True where the same request may do better in a moment.</summary>
    public bool IsTransient => ConcernsAll || fault is ServerFault.Failed or ServerFault.BrokenOff or ServerFault.Malformed;
}
