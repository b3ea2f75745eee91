using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;

namespace Mesascope.Items;

/// <summary>A chat model as the subject of items from a file: one question, one reply.</summary>
/// <param name="model">The model.</param>
/// <param name="sampling">How its replies are drawn.</param>
/// <param name="systemPrompt">The system message that it is deployed with; null for none.</param>
public sealed class ItemSubject(IChatModel model, Sampling sampling, string? systemPrompt = null) : ISubject<ItemCase, ChatOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Answer<ChatOutcome>> AnswerAsync(ItemCase @case, Seed randomness, CancellationToken cancellationToken = default)
    {
        List<Message> messages = systemPrompt is null ? [] : [new Message(Role.System, systemPrompt)];
        messages.Add(new Message(Role.User, @case.Text));
        try
        {
            Sampling drawn = sampling with { Seed = (long)(randomness.For("reply").Value >> 33) };
            var request = new Request([.. messages], [], drawn) { Purpose = $"items/{@case.Item.Id}/{randomness}/{(@case.Treated ? "treated" : "control")}" };
            Reply reply = await model.ReplyAsync(request, cancellationToken).ConfigureAwait(false);
            messages.Add(new Message(Role.Assistant, reply.Text));
            double? score = @case.Score(reply);
            return new Answer<ChatOutcome>(score is { } value ? new ChatOutcome(value) : null, Transcript.Write(messages), score is null ? AnswerText.Of(reply).Missing ?? "the reply named no single answer" : null) { Unread = score is null ? reply.Text : null };
        }
        catch (ReplyMissingException problem)
        {
            return new Answer<ChatOutcome>(null, Transcript.Write(messages), problem.Message) { Unread = problem.Unread };
        }
    }
}
