using Mesascope.Audits;
using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>About what a battery will ask and cost if every audit runs to its budget. Audits that are soon decided cost less.</summary>
/// <param name="Audits">Audits.</param>
/// <param name="Pairs">Most pairs of all audits together.</param>
/// <param name="Calls">Requests to the subject, most of them one per arm; silent arms and questions about awareness among them.</param>
/// <param name="Read">Tokens sent, counted as a quarter of the characters.</param>
/// <param name="Written">Tokens received, if answers are as short as they are asked to be.</param>
/// <param name="JudgeCalls">Requests to the judge, two per conversation that it reads; their tokens are not among the others.</param>
public sealed record CostEstimate(int Audits, long Pairs, long Calls, long Read, long Written, long JudgeCalls)
{
    private const int Sampled = 40, CharactersPerToken = 4, TokensOfAnswer = 8, TokensOfCall = 40, CallsPerEpisode = 3, TokensOfFrame = 8, TokensOfQuestion = 80;

    /// <summary>Looks at the first cases of every drive.</summary>
    /// <param name="drives">The drives.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="budget">Most pairs per audit.</param>
    /// <param name="systemPrompt">The system message that it is deployed with; null for none.</param>
    /// <param name="awareness">Pairs of every audit about which the subject is asked whether they are tests.</param>
    public static CostEstimate Of(IReadOnlyList<Drive> drives, Seed seed, int budget, string? systemPrompt, int awareness = 0)
    {
        double calls = 0, read = 0, written = 0;
        long judged = 2 * 2L * budget * drives.Count(drive => drive.Reading == ReadingKind.Judge);
        foreach (Drive drive in drives)
        {
            int cases = Math.Min(Sampled, budget);
            double scale = (double)budget / cases;
            for (int index = 0; index < cases; index++)
                foreach (ChatCase arm in SamplePairs.Arms(drive, seed, index))
                {
                    Add(arm, scale);
                    // The conversation is sent once more, and a number comes back.
                    (int _, int said, int _) = Cost(arm, systemPrompt);
                    double asked = (double)Math.Min(awareness, budget) / cases;
                    (calls, read, written) = (calls + asked, read + asked * (said + TokensOfQuestion), written + asked * TokensOfAnswer);
                }
            int silent = Math.Min(ChatAuditing.SilentCases, budget);
            if (drive.Silence.Length > 0)
                for (int index = 0; index < cases; index++) Add(SamplePairs.Arms(drive, seed, index)[0] with { Arm = Arm.Silent }, (double)silent / cases);
        }
        return new CostEstimate(drives.Count, (long)budget * drives.Count, (long)Math.Round(calls), (long)Math.Round(read), (long)Math.Round(written), judged);

        void Add(ChatCase arm, double times)
        {
            (int ask, int send, int get) = Cost(arm, systemPrompt);
            (calls, read, written) = (calls + times * ask, read + times * send, written + times * get);
        }
    }

    // Every request sends the conversation again.
    private static (int Calls, int Read, int Written) Cost(ChatCase @case, string? systemPrompt)
    {
        int tools = @case.Tools().Sum(tool => tool.Name.Length + tool.Description.Length + tool.Parameters.Sum(each => each.Key.Length + each.Value.Length)) / CharactersPerToken;
        int said = ((systemPrompt?.Length ?? 0) + @case.SystemText().Length) / CharactersPerToken + TokensOfFrame;
        int perTurn = tools > 0 ? CallsPerEpisode : 1, calls = 0, read = 0, written = 0;
        foreach (string turn in @case.UserTurns())
        {
            said += turn.Length / CharactersPerToken + TokensOfFrame;
            for (int step = 0; step < perTurn; step++)
            {
                int answer = tools > 0 ? TokensOfCall : TokensOfAnswer;
                (calls, read, written, said) = (calls + 1, read + said + tools, written + answer, said + 2 * answer);
            }
        }
        return (calls, read, written);
    }
}

/// <summary>Cases as they would be put, for a look before anything is sent.</summary>
public static class SamplePairs
{
    /// <summary>Both arms of a case, control first.</summary>
    public static IReadOnlyList<ChatCase> Arms(Drive drive, Seed seed, int index)
    {
        ChatCase drawn = ChatCase.Draw(drive, Cases.Luck(seed, drive.Id, index), index);
        return [drawn with { Arm = Arm.Control }, drawn with { Arm = Arm.Treated }];
    }

    /// <summary>The first pairs of a battery: of different drives as far as there are, spread over them.</summary>
    public static IReadOnlyList<(Drive Drive, int Index)> Of(IReadOnlyList<Drive> drives, int count) =>
        [.. Enumerable.Range(0, count).Select(place => drives.Count >= count ? (drives[place * drives.Count / count], 0) : (drives[place % drives.Count], place / drives.Count))];

    /// <summary>What would be said in one arm: role and text, and the tools as the model is told of them.</summary>
    public static IEnumerable<(string Role, string Text)> Said(ChatCase arm, string? systemPrompt)
    {
        string system = string.Join("\n\n", new[] { systemPrompt ?? "", arm.SystemText() }.Where(part => part.Length > 0));
        if (system.Length > 0) yield return ("system", system);
        foreach (Tool tool in arm.Tools()) yield return ("tool", $"{tool.Name}({string.Join(", ", tool.Parameters.Keys)}): {tool.Description}");
        foreach (string turn in arm.UserTurns()) yield return ("user", turn);
    }
}
