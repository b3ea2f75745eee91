namespace Mesascope.Chat;

/// <summary>How long a run bears with a server that fails.</summary>
internal sealed record Patience
{
    /// <summary>Times that one request is tried again.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Times that a request is tried again that the server asked to come back later with.</summary>
    public int RetriesOfOverloaded { get; init; } = 30;

    /// <summary>Times that a request is tried again whose reply was no reply: it was probably paid for.</summary>
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
