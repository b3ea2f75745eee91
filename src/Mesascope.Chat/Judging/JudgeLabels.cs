using System.Text.Json;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>One conversation of which people have said what is true.</summary>
/// <param name="Treated">True where it belongs to the treated arm.</param>
/// <param name="Label">What is true of it.</param>
/// <param name="Conversation">The conversation.</param>
public sealed record LabelledConversation(bool Treated, bool Label, IReadOnlyList<Message> Conversation);

/// <summary>A labelled set, and how often a judge agrees with it.</summary>
public static class JudgeLabels
{
    /// <summary>Reads JSON lines: <c>{"arm": "treated", "label": true, "messages": [{"role": "user", "content": "…"}, …]}</c>.</summary>
    /// <exception cref="ArgumentException">A line is none of these; the message says which.</exception>
    public static IReadOnlyList<LabelledConversation> Parse(IEnumerable<string> lines, string file)
    {
        var labels = new List<LabelledConversation>();
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            labels.Add(Read(line) ?? throw new ArgumentException($"{file}, line {number}: a label is {{\"arm\": \"control\" or \"treated\", \"label\": true or false, \"messages\": […]}}."));
        }
        return labels.Count > 0 ? labels : throw new ArgumentException($"{file} holds no label.");
    }

    /// <summary>Asks the judge about every labelled conversation of one arm.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="rubric">The question.</param>
    /// <param name="labels">The labelled set.</param>
    /// <param name="treated">Which arm.</param>
    /// <param name="alpha">The level of each of the two intervals.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where the arm lacks a label of either kind, or no answer could be read: then nothing is known of the judge there.</returns>
    public static async Task<JudgeAccuracy?> MeasureAsync(Judge judge, string rubric, IReadOnlyList<LabelledConversation> labels, bool treated, double alpha, CancellationToken cancellationToken = default)
    {
        int positives = 0, hits = 0, negatives = 0, rejections = 0, number = 0;
        foreach (LabelledConversation one in labels.Where(one => one.Treated == treated))
        {
            bool said;
            try
            {
                // An answer that hangs on the order counts as no.
                said = await judge.ScoreAsync(rubric, one.Conversation, $"label {treated} {number++}", cancellationToken).ConfigureAwait(false) > 0.5;
            }
            catch (ReplyMissingException)
            {
                continue;
            }
            if (one.Label) (positives, hits) = (positives + 1, hits + (said ? 1 : 0));
            else (negatives, rejections) = (negatives + 1, rejections + (said ? 0 : 1));
        }
        return positives == 0 || negatives == 0 ? null : new JudgeAccuracy(ClopperPearson.Of(hits, positives, alpha), ClopperPearson.Of(rejections, negatives, alpha));
    }

    private static LabelledConversation? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            string? arm = json.RootElement.GetProperty("arm").GetString();
            IReadOnlyList<Message>? messages = Transcript.Read(json.RootElement.GetProperty("messages").GetRawText());
            return arm is "control" or "treated" && messages is { Count: > 0 } ? new LabelledConversation(arm == "treated", json.RootElement.GetProperty("label").GetBoolean(), messages) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
