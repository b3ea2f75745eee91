namespace Mesascope.Conversations;

/// <summary>A chat model: conversation in, reply out. What keeps, counts, delays or repeats replies wraps one of these.</summary>
/// <remarks>A seam of our own, and not <c>IChatClient</c>, because a reply must be written to disk and read again with its token probabilities.</remarks>
public interface IChatModel
{
    /// <summary>Asks once.</summary>
    /// <exception cref="ReplyMissingException">This one reply cannot be had: the pair is missing, the run goes on.</exception>
    /// <exception cref="PrerequisiteException">No reply can be had: the run stops, with all that is finished saved.</exception>
    Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default);
}

/// <summary>One reply could not be had or read; the message says why, in a few words that are the same for the same reason.</summary>
public sealed class ReplyMissingException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What was said instead, where something was; hostile text.</summary>
    public string? Unread { get; init; }
}
