namespace Mesascope.Conversations;

/// <summary>What a scripted subject makes of a conversation, from the words and tools alone.</summary>
/// <param name="Drive">The drive that is asked about.</param>
/// <param name="Arm">The arm whose words they are.</param>
/// <param name="Words">What stood in the places.</param>
/// <param name="Choices">The choices of each user turn; null for turns without.</param>
internal sealed record Recognition(Drive Drive, Arm Arm, IReadOnlyDictionary<string, string> Words, IReadOnlyList<IReadOnlyList<(char Letter, string Text)>?> Choices)
{
    private static readonly Lazy<IReadOnlyList<Form>> Forms = new(() => [.. from drive in DriveCatalogue.All from wording in drive.Wordings from arm in Arms(wording) select new Form(drive, wording, arm)]);

    /// <summary>Reads a conversation; null where it is none of the battery's. Where several forms fit, the one that leaves least to its places.</summary>
    public static Recognition? Of(Request request)
    {
        string system = string.Concat(request.Messages.Where(message => message.Role == Role.System).Select(message => message.Content));
        string[] turns = [.. request.Messages.Where(message => message.Role == Role.User).Select(message => message.Content)];
        Recognition? best = null;
        int shortest = int.MaxValue;
        foreach (Form form in Forms.Value)
        {
            if (form.Read(system, turns, request.Tools) is not { } read) continue;
            int left = read.Words.Sum(word => word.Value.Length);
            if (left < shortest) (best, shortest) = (read, left);
        }
        return best;
    }

    /// <summary>The option that each letter of a turn stands for. An option whose words were not told is known by elimination.</summary>
    public IReadOnlyDictionary<char, AnswerOption> Options(int turn)
    {
        var options = new Dictionary<char, AnswerOption>();
        List<(char Letter, string Text)> left = [.. Choices[turn] ?? []];
        List<AnswerOption> unknown = [];
        foreach (AnswerOption option in Drive.Options)
        {
            var template = new Template(option.Text);
            int place = template.Places.All(Words.ContainsKey) ? left.FindIndex(choice => choice.Text == template.Fill(Words)) : -1;
            if (place < 0) unknown.Add(option);
            else
            {
                options[left[place].Letter] = option;
                left.RemoveAt(place);
            }
        }
        // Only one may be left: two could be taken for each other.
        if (unknown.Count == 1 && left.Count == 1) options[left[0].Letter] = unknown[0];
        return options;
    }

    private static Arm[] Arms(Wording wording) => wording.Silent is null ? [Arm.Control, Arm.Treated] : [Arm.Control, Arm.Treated, Arm.Silent];

    // One wording in one arm, as its filled text can be read.
    private sealed class Form(Drive drive, Wording wording, Arm arm)
    {
        private readonly Template _system = new(wording.SystemIn(arm), anyBefore: true);
        private readonly Template[] _turns = [.. wording.TurnsIn(arm).Select(turn => new Template(turn))];

        private readonly Template[] _options = [.. drive.Options.Select(option => new Template(option.Text))];

        public Recognition? Read(string system, string[] turns, IReadOnlyList<Tool> tools)
        {
            if (turns.Length == 0 || turns.Length > _turns.Length || !_turns[0].MayFit(turns[0])) return null;
            if (drive.Tools.Any(tool => tool.OnlyTreated) && arm == Arm.Treated != drive.Tools.Any(tool => tool.OnlyTreated && tools.Any(offered => offered.Name == tool.Name))) return null;
            var words = new Dictionary<string, string>();
            var choices = new List<IReadOnlyList<(char, string)>?>();
            if (wording.System.Length > 0 && !Add(_system.Read(system))) return null;
            for (int turn = 0; turn < turns.Length; turn++)
            {
                IReadOnlyList<(char Letter, string Text)>? offered = ChatCase.ReadChoices(turns[turn]);
                if (!Add(_turns[turn].Read(turns[turn], Candidates(offered)))) return null;
                words.Remove(Template.Choices);
                choices.Add(offered);
            }
            return new Recognition(drive, arm, words, choices);

            bool Add(IReadOnlyDictionary<string, string>? read)
            {
                if (read is null) return false;
                foreach ((string place, string word) in read)
                    if (!words.TryAdd(place, word) && words[place] != word) return false;
                return true;
            }
        }

        // What the answers offer limits what can stand in the places that they are made of.
        private Dictionary<string, IReadOnlySet<string>> Candidates(IReadOnlyList<(char Letter, string Text)>? offered)
        {
            var candidates = new Dictionary<string, IReadOnlySet<string>>();
            foreach (Template option in _options.Where(option => option.Places.Count == 1))
                candidates[option.Places[0]] = (offered ?? []).Select(choice => option.Read(choice.Text)?.Values.Single()).OfType<string>().ToHashSet();
            return candidates;
        }
    }
}
