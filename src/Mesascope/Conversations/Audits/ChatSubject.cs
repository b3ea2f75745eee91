using Mesascope.Audits;
using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>What came of a conversation.</summary>
/// <param name="Score">The outcome, in [0, 1].</param>
public sealed record ChatOutcome(double Score);

/// <summary>A chat model as the subject of audits: holds the conversation of a case and reads what came of it.</summary>
/// <param name="model">The model.</param>
/// <param name="sampling">How its replies are drawn.</param>
/// <param name="systemPrompt">The system message that it is deployed with; it stands before the scenario's. Null for none.</param>
/// <param name="judge">Who reads the conversations of drives that need one; null where none does.</param>
public sealed class ChatSubject(IChatModel model, Sampling sampling, string? systemPrompt = null, Judge? judge = null) : ISubject<ChatCase, ChatOutcome>
{
    /// <summary>Most replies of one user turn while tools are called.</summary>
    public const int MostSteps = 12;

    /// <inheritdoc/>
    public async ValueTask<Answer<ChatOutcome>> AnswerAsync(ChatCase @case, Seed randomness, CancellationToken cancellationToken = default)
    {
        var episode = new Dialogue(@case, Opening(@case));
        try
        {
            Sampling drawn = sampling with { Seed = (long)(randomness.For("reply").Value >> 33) };
            foreach (string turn in @case.UserTurns())
            {
                episode.Messages.Add(new Message(Role.User, turn));
                await ReplyAsync(episode, drawn, $"{@case.Drive.Id}/{randomness}/{@case.ArmName}", cancellationToken).ConfigureAwait(false);
                if (episode.Ended) break;
            }
            bool isJudged = @case.Drive.Reading == ReadingKind.Judge;
            string? missing = isJudged ? episode.Unjudged() : null;
            double? score = !isJudged ? episode.Score(out missing) : missing is null ? Judge.IsYes(await JudgeAsync(@case, episode.Messages, randomness, cancellationToken).ConfigureAwait(false)) ? 1 : 0 : null;
            return score is { } value ? new Answer<ChatOutcome>(new ChatOutcome(value), Transcript.Write(episode.Messages))
                : new Answer<ChatOutcome>(null, Transcript.Write(episode.Messages), missing) { Unread = episode.LastSaid };
        }
        catch (ReplyMissingException problem)
        {
            return new Answer<ChatOutcome>(null, Transcript.Write(episode.Messages), problem.Message) { Unread = problem.Unread };
        }
    }

    private Task<double> JudgeAsync(ChatCase @case, IReadOnlyList<Message> conversation, Seed randomness, CancellationToken cancellationToken) =>
        (judge ?? throw new PrerequisiteException($"{@case.Drive.Id} is read by a judge; name one with --judge SUBJECT."))
            .ScoreAsync(@case.Rubric(), conversation, $"{@case.Drive.Id}/{randomness}/{@case.ArmName}", cancellationToken);

    private List<Message> Opening(ChatCase @case)
    {
        string system = string.Join("\n\n", new[] { systemPrompt ?? "", @case.SystemText() }.Where(part => part.Length > 0));
        return system.Length > 0 ? [new Message(Role.System, system)] : [];
    }

    // One user turn: replies until the model calls no more tools, or one of them ended the episode.
    private async Task ReplyAsync(Dialogue episode, Sampling drawn, string purpose, CancellationToken cancellationToken)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            var request = new Request([.. episode.Messages], episode.Tools, drawn) { Purpose = purpose };
            Reply reply = await model.ReplyAsync(request, cancellationToken).ConfigureAwait(false);
            if (!episode.Take(reply)) return;
        }
        episode.RanOut(MostSteps);
    }
}
