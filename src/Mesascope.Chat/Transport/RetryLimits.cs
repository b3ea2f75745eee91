namespace Mesascope.Chat;

/// <summary>How often, and for how long, a run tries again when a server fails.</summary>
internal sealed record RetryLimits
{
    /// <summary>Retries of one request.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Retries after the server asked us to wait.</summary>
    public int RetriesOfOverloaded { get; init; } = 30;

    /// <summary>Retries after a reply that was none, which was probably paid for.</summary>
    public int RetriesOfMalformed { get; init; } = 1;

    /// <summary>The wait before the first retry; it doubles, and is spread at random so that requests do not come back together.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait, unless the server asks for a longer one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait that a server may ask for; one that asks for more is out of reach for today.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A server that answered nobody for this long, over at least <see cref="Streak"/> attempts, is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for a server that says that it is loading its model.</summary>
    public TimeSpan LongestLoading { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for a server that answers nobody in time, in times of one attempt.</summary>
    public int SilentAttempts { get; init; } = 3;

    /// <summary>Attempts in a row, none of which was answered.</summary>
    public int Streak { get; init; } = 8;

    /// <summary>Attempts in a row, none of which reached a server, before the first reply of a run: probably there is none.</summary>
    public int FirstContacts { get; init; } = 3;

    /// <summary>Requests of one kind in a row that were given up, each for itself.</summary>
    public int GivenUp { get; init; } = 20;
}
