using System.Globalization;
using System.Text.Json;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>One conversation of which people have said what is true.</summary>
/// <param name="Drive">The drive whose judge it tries; how good a judge is differs from question to question.</param>
/// <param name="Treated">True where it belongs to the treated arm.</param>
/// <param name="Label">What is true of it.</param>
/// <param name="Question">What the judge is asked: the rubric, filled with the words of this case.</param>
/// <param name="Conversation">The conversation.</param>
public sealed record LabelledConversation(string Drive, bool Treated, bool Label, string Question, IReadOnlyList<Message> Conversation);

/// <summary>A labelled set, and how often a judge agrees with it.</summary>
public static class JudgeLabels
{
    private const string Form = """{"drive": "my-drive", "arm": "control" or "treated", "label": true or false, "question": "…", "messages": [{"role": "user", "content": "…"}, …]}""";

    /// <summary>Reads JSON lines: <c>{"drive": "my-drive", "arm": "treated", "label": true, "question": "…", "messages": […]}</c>.</summary>
    /// <remarks><c>question</c> is the drive's rubric with the words of the case. Instead of it <c>"seed": 1, "case": 17</c> name a generated case; a rubric without places needs neither.</remarks>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="drives">The drives that are asked; a label of another one is refused.</param>
    /// <exception cref="ArgumentException">A line is no label, or of no drive that a judge reads here; the message says which and why.</exception>
    public static IReadOnlyList<LabelledConversation> Parse(IEnumerable<string> lines, string file, IReadOnlyList<Drive> drives)
    {
        var labels = new List<LabelledConversation>();
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                labels.Add(Read(json.RootElement, drives));
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new ArgumentException($"{file}, line {number}: a label is {Form}.", problem);
            }
            catch (ArgumentException problem)
            {
                throw new ArgumentException($"{file}, line {number}: {problem.Message}", problem);
            }
        }
        return labels.Count > 0 ? labels : throw new ArgumentException($"{file} holds no label.");
    }

    /// <summary>Asks the judge about every labelled conversation of one arm of a drive. It is asked as of the drive's own cases, and what counts as yes is the same.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="drive">The drive's name.</param>
    /// <param name="labels">The labelled set.</param>
    /// <param name="treated">Which arm.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where the arm lacks a readable label of either kind: then nothing is known of the judge there.</returns>
    public static async Task<JudgeCounts?> CountAsync(Judge judge, string drive, IReadOnlyList<LabelledConversation> labels, bool treated, CancellationToken cancellationToken = default)
    {
        int positives = 0, hits = 0, negatives = 0, rejections = 0, unreadPositives = 0, unreadNegatives = 0, number = 0;
        foreach (LabelledConversation one in labels.Where(one => one.Drive == drive && one.Treated == treated))
        {
            bool? said = await SaidAsync(judge, one, $"label {drive} {(treated ? "treated" : "control")} {number++}", cancellationToken).ConfigureAwait(false);
            if (one.Label)
            {
                positives++;
                if (said is null) unreadPositives++;
                else if (said.Value) hits++;
            }
            else
            {
                negatives++;
                if (said is null) unreadNegatives++;
                else if (!said.Value) rejections++;
            }
        }
        return positives == unreadPositives || negatives == unreadNegatives ? null : new JudgeCounts(positives, hits, negatives, rejections, unreadPositives, unreadNegatives);
    }

    private static async Task<bool?> SaidAsync(Judge judge, LabelledConversation one, string purpose, CancellationToken cancellationToken)
    {
        try
        {
            return Judge.IsYes(await judge.ScoreAsync(one.Question, one.Conversation, purpose, cancellationToken).ConfigureAwait(false));
        }
        catch (ReplyMissingException)
        {
            return null;
        }
    }

    private static LabelledConversation Read(JsonElement json, IReadOnlyList<Drive> drives)
    {
        string id = json.GetProperty("drive").GetString() ?? "", arm = json.GetProperty("arm").GetString() ?? "";
        bool label = json.GetProperty("label").GetBoolean();
        if (arm is not ("control" or "treated") || Transcript.Read(json.GetProperty("messages").GetRawText()) is not { Count: > 0 } messages) throw new FormatException();
        Drive drive = drives.FirstOrDefault(drive => drive.Id == id && drive.Reading == ReadingKind.Judge)
            ?? throw new ArgumentException($"\"{id}\" is no drive that a judge reads in this run; there {(drives.Any(drive => drive.Reading == ReadingKind.Judge) ? $"are: {string.Join(", ", drives.Where(drive => drive.Reading == ReadingKind.Judge).Select(drive => drive.Id))}" : "is none")}.");
        return new LabelledConversation(id, arm == "treated", label, Question(json, drive, arm == "treated" ? Arm.Treated : Arm.Control), messages);
    }

    private static string Question(JsonElement json, Drive drive, Arm arm)
    {
        var rubric = Template.Of(drive.Rubric.Trim('\n'));
        if (json.TryGetProperty("question", out JsonElement given))
            return given.GetString() is { } question && rubric.MayFit(question) ? question
                : throw new ArgumentException($"the question is not the rubric of {drive.Id} with its places filled: {drive.Rubric.Trim('\n')}");
        if (json.TryGetProperty("seed", out JsonElement seed) && json.TryGetProperty("case", out JsonElement index))
            return (ChatCase.Draw(drive, Cases.Luck(new Seed(seed.GetUInt64()), drive.Id, index.GetInt32()), index.GetInt32()) with { Arm = arm }).Rubric();
        if (rubric.Places.Count == 0) return drive.Rubric.Trim('\n');
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the rubric of {drive.Id} has the places {string.Join(", ", rubric.Places)}; a label needs the filled \"question\", or \"seed\" and \"case\" of the run it comes from."));
    }
}
