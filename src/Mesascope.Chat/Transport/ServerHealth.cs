using System.Globalization;

namespace Mesascope.Chat;

/// <summary>Whether there is any point in going on: a run stops at once where the key, the model or the address is wrong, and after repeated failure where the server is gone.</summary>
/// <param name="server">The subject as the user named it.</param>
/// <param name="keyName">The environment variable that its key comes from; null where it gets none.</param>
/// <param name="patience">How long to bear with it.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerHealth(string server, string? keyName, RetryLimits patience, TimeProvider time)
{
    private readonly Lock _changing = new();
    private readonly LostKinds _kinds = new(patience.GivenUp);
    private readonly HashSet<ServerFault> _noted = [];
    private long _answered, _silentSince;
    private int _streak;
    private ServerFault? _last;
    private PrerequisiteException? _stop;

    /// <summary>Told, once each, what a user who waits should know; null for nobody.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The time of one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How many attempts were answered so far.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Says whether to go on.</summary>
    /// <exception cref="PrerequisiteException">The run is to stop; one line says what to do.</exception>
    public void ThrowIfStopped()
    {
        lock (_changing) if (_stop is { } stop) throw new PrerequisiteException(stop.Message, stop.InnerException);
    }

    /// <summary>Says before a request whether the server still gets requests of its kind.</summary>
    /// <exception cref="Mesascope.Audits.LimitReachedException">It does not take them.</exception>
    public void Ask(RequestKind kind) => _kinds.Ask(kind);

    /// <summary>A request was refused: perhaps all of its kind are.</summary>
    /// <exception cref="Mesascope.Audits.LimitReachedException">They are.</exception>
    public void Refused(RequestKind kind, ServerException problem) => _kinds.Refused(kind, problem);

    /// <summary>The server refused a request for what is in it: it is there, and it answers.</summary>
    public void Refused()
    {
        lock (_changing) (_answered, _streak) = (_answered + 1, 0);
    }

    /// <summary>A reply came.</summary>
    public void Succeeded(RequestKind kind)
    {
        _kinds.Answered(kind);
        lock (_changing) (_answered, _streak) = (_answered + 1, 0);
    }

    /// <summary>An attempt failed.</summary>
    public void Failed(RequestKind kind, ServerException problem)
    {
        lock (_changing)
        {
            // While it loads, it answers nobody, and that is no fault.
            if (_streak++ == 0 || _last == ServerFault.Loading && problem.Fault != ServerFault.Loading) _silentSince = time.GetTimestamp();
            _last = problem.Fault;
            if (Reason(problem, kind) is { } reason) Stop(reason, problem);
            else if (Waiting(problem) is { } waiting && _noted.Add(problem.Fault)) Note?.Invoke(waiting);
        }
    }

    /// <summary>A request was given up.</summary>
    /// <exception cref="Mesascope.Audits.LimitReachedException">All of its kind fail, and others do not.</exception>
    public void GaveUp(RequestKind kind, ServerException problem)
    {
        if (!_kinds.GaveUp(kind, problem)) return;
        lock (_changing) Stop($"{patience.GivenUp} requests in a row failed; the last one because {problem.Message}{Said(problem)}; see whether the address and the model are right", problem);
    }

    private void Stop(string reason, Exception cause) => _stop ??= new PrerequisiteException($"{server}: {reason}.", cause);

    // What ends the run now; null where it goes on.
    private string? Reason(ServerException problem, RequestKind kind) => problem.Fault switch
    {
        ServerFault.Unauthorized when problem.Message.EndsWith("403", StringComparison.Ordinal) => _answered > 0 ? null // one request that it does not like
            : $"the server does not let us in{Said(problem)}; see whether {(keyName is { } used ? $"the key in {used}" : "a key is needed (--key-env NAME), and whether it")} may use this model",
        ServerFault.Unauthorized => keyName is { } name ? $"the server does not accept the key in {name}{Said(problem)}; put a valid one there" : $"the server wants a key{Said(problem)}; put one into an environment variable and name that by --key-env NAME",
        ServerFault.NotFound => $"the server knows no such model, or no such address{Said(problem)}; see whether both are right{Hint()}",
        ServerFault.Untrusted => $"no secure connection can be made there, because {problem.Message}; {(problem.Message.EndsWith("TLS", StringComparison.Ordinal) ? "perhaps the address begins with http://" : "have this machine trust it (on Linux, its file in SSL_CERT_FILE), or name the server by the name in it")}",
        ServerFault.QuotaSpent => $"the account has nothing left to spend{Said(problem)}; top it up",
        ServerFault.Redirected => $"{problem.Message}, a redirection{(problem.Said is { } target ? $" to {target}" : "")}, which is not followed with a key or a transcript; give the final address",
        ServerFault.Overloaded when problem.RetryAfter > patience.LongestRetryAfter => string.Create(CultureInfo.InvariantCulture, $"the server asks to be left alone for {problem.RetryAfter.Value.TotalMinutes:0} minutes{Said(problem)}; come back then"),
        ServerFault.Unreachable when _answered == 0 && _streak >= patience.FirstContacts => $"no server can be reached there ({problem.Message}); see whether the address is right, whether it runs, and whether this machine has a network",
        _ when !problem.ConcernsAll && _kinds.OthersMayDoBetter(kind) => null, // its kind may be lost, and nothing else
        _ when problem.IsTransient && _streak >= patience.Streak && time.GetElapsedTime(_silentSince) >= Silence(problem.Fault) =>
            string.Create(CultureInfo.InvariantCulture, $"{_streak} attempts in a row failed over {time.GetElapsedTime(_silentSince).TotalSeconds:0} s; the last one because {problem.Message}{Said(problem)}; see whether the server is well"),
        _ => null,
    };

    private TimeSpan Silence(ServerFault fault)
    {
        if (fault == ServerFault.Loading) return patience.LongestLoading;
        TimeSpan attempts = fault == ServerFault.TimedOut ? patience.SilentAttempts * Timeout : TimeSpan.Zero;
        return attempts > patience.Silence ? attempts : patience.Silence;
    }

    // What to tell a user who waits; null where there is nothing to tell.
    private string? Waiting(ServerException problem) => problem.Fault switch
    {
        ServerFault.Loading => string.Create(CultureInfo.InvariantCulture, $"{server}: the server is loading its model{Said(problem)}; waiting for it, at most {patience.LongestLoading.TotalMinutes:0.#} min"),
        ServerFault.TimedOut => string.Create(CultureInfo.InvariantCulture, $"{server}: no reply within {Timeout.TotalSeconds:0.#} s; asking fewer at once (a slow server wants a smaller --concurrency or a longer --timeout)"),
        _ => null,
    };

    // Most servers have their chat below /v1, and addresses are often given without it.
    private string Hint()
    {
        int at = server.IndexOf('#', StringComparison.Ordinal);
        if (!server.StartsWith("http", StringComparison.Ordinal) || at < 0) return "";
        string address = server[..at].TrimEnd('/');
        return address.Contains("/v1", StringComparison.Ordinal) ? "" : $"; most servers want /v1 at the end of the address: {address}/v1{server[at..]}";
    }

    private static string Said(ServerException problem) => problem.Said is { } said ? $" (it says: {said.TrimEnd('.')})" : "";
}
