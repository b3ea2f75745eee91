using Mesascope.Conversations;

namespace Mesascope.Reports;

/// <summary>One message of a recorded conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">What was said; for tools that were called, their names and arguments.</param>
public sealed record Said(string Role, string Text)
{
    /// <summary>The messages of a transcript. Null where it is none, as the moves of an agent are not.</summary>
    public static IReadOnlyList<Said>? Read(string transcript) =>
        Transcript.Read(transcript) is { } messages && messages.All(message => message?.Content is not null) ? [.. messages.Select(Of)] : null;

    private static Said Of(Message message) =>
        new(message.Role.ToString().ToLowerInvariant(), string.Join('\n', (message.Calls ?? []).Select(call => $"→ {call.Name}({call.Arguments})").Prepend(message.Content).Where(line => line.Length > 0 || message.Calls is null)));
}
