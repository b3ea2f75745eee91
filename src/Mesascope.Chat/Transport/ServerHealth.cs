using System.Globalization;

namespace Mesascope.Chat;

/// <summary>Whether there is any point in going on: a run stops at once where the key, the model or the address is wrong, and after repeated failure where the server is gone.</summary>
/// <param name="server">The subject as the user named it.</param>
/// <param name="keyName">The environment variable that its key comes from; null where it gets none.</param>
/// <param name="patience">How long to bear with it.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerHealth(string server, string? keyName, Patience patience, TimeProvider time)
{
    private readonly Lock _changing = new();
    private long _answered, _silentSince;
    private int _streak, _givenUp;
    private PrerequisiteException? _stop;

    /// <summary>How many attempts were answered so far.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Says whether to go on.</summary>
    /// <exception cref="PrerequisiteException">The run is to stop; one line says what to do.</exception>
    public void ThrowIfStopped()
    {
        lock (_changing) if (_stop is { } stop) throw new PrerequisiteException(stop.Message, stop.InnerException);
    }

    /// <summary>The server refused a request for what is in it: it is there, and it answers.</summary>
    public void Refused()
    {
        lock (_changing) (_answered, _streak) = (_answered + 1, 0);
    }

    /// <summary>A reply came.</summary>
    public void Succeeded()
    {
        lock (_changing) (_answered, _streak, _givenUp) = (_answered + 1, 0, 0);
    }

    /// <summary>An attempt failed.</summary>
    public void Failed(ServerException problem)
    {
        lock (_changing)
        {
            if (_streak++ == 0) _silentSince = time.GetTimestamp();
            if (Reason(problem) is { } reason) Stop(reason, problem);
        }
    }

    /// <summary>A request was given up.</summary>
    public void GaveUp(ServerException problem)
    {
        lock (_changing)
            if (++_givenUp >= patience.GivenUp) Stop($"{_givenUp} requests in a row failed; the last one because {problem.Message}{Said(problem)}; see whether the address and the model are right", problem);
    }

    private void Stop(string reason, Exception cause) => _stop ??= new PrerequisiteException($"{server}: {reason}.", cause);

    // What ends the run now; null where it goes on.
    private string? Reason(ServerException problem) => problem.Fault switch
    {
        ServerFault.Unauthorized when _answered > 0 && problem.Message.EndsWith("403", StringComparison.Ordinal) => null, // one request that it does not like
        ServerFault.Unauthorized => keyName is { } name ? $"the server does not accept the key in {name}{Said(problem)}; put a valid one there" : $"the server wants a key{Said(problem)}; put one into an environment variable and name that by --key-env NAME",
        ServerFault.NotFound => $"the server knows no such model, or no such address{Said(problem)}; see whether both are right",
        ServerFault.QuotaSpent => $"the account has nothing left to spend{Said(problem)}; top it up",
        ServerFault.Redirected => $"{problem.Message}, a redirection, which is not followed with a key or a transcript; give the final address",
        ServerFault.Overloaded when problem.RetryAfter > patience.LongestRetryAfter => string.Create(CultureInfo.InvariantCulture, $"the server asks to be left alone for {problem.RetryAfter.Value.TotalMinutes:0} minutes{Said(problem)}; come back then"),
        ServerFault.Unreachable when _answered == 0 && _streak >= patience.FirstContacts => $"no server can be reached there ({problem.Message}); see whether the address is right, whether it runs, and whether this machine has a network",
        _ when problem.IsTransient && _streak >= patience.Streak && time.GetElapsedTime(_silentSince) >= patience.Silence =>
            string.Create(CultureInfo.InvariantCulture, $"{_streak} attempts in a row failed over {time.GetElapsedTime(_silentSince).TotalSeconds:0} s; the last one because {problem.Message}{Said(problem)}; see whether the server is well"),
        _ => null,
    };

    private static string Said(ServerException problem) => problem.Said is { } said ? $" (it says: {said.TrimEnd('.')})" : "";
}
