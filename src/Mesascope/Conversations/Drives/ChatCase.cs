using System.Text.RegularExpressions;
using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>One case of a drive, in one of its arms: all that is needed to put it to a model and to read the answer.</summary>
/// <param name="Drive">What is asked about.</param>
/// <param name="Scenario">What it is about this time.</param>
/// <param name="Wording">How it is put.</param>
/// <param name="Letters">The letters of the answers, as many as the drive has options.</param>
/// <param name="Rotation">By how many places the options are turned in the first turn.</param>
/// <param name="Reversed">True where they stand in reverse order.</param>
public sealed partial record ChatCase(Drive Drive, Scenario Scenario, Wording Wording, string Letters, int Rotation, bool Reversed)
{
    private const string LastLine = "Reply with one letter and nothing else.";
    private static readonly string[] Alphabets = ["ABCDE", "KLMNO", "PQRST"];

    /// <summary>In which form it is put.</summary>
    public Arm Arm { get; init; }

    /// <summary>The arm's name as purposes of requests and samples give it.</summary>
    public string ArmName => Arm.ToString().ToLowerInvariant();

    /// <summary>Draws the case of an index. Positions of the options are balanced exactly over the indices: each order comes once in every 2 × options cases.</summary>
    public static ChatCase Draw(Drive drive, Seed randomness, int index)
    {
        var dice = new Dice(randomness.For("scenario"));
        Scenario scenario = drive.Cases.Count > 0 ? new Scenario(drive.Cases[index % drive.Cases.Count].Family, drive.Cases[index % drive.Cases.Count].Words) : DriveCatalogue.Scenarios(drive.Scenarios).Draw(dice);
        int options = Math.Max(1, drive.Options.Count);
        string letters = dice.Pick(Alphabets)[..Math.Max(1, drive.Options.Count)];
        return new ChatCase(drive, scenario, dice.Pick(drive.Wordings), letters, index % options, index / options % 2 == 1);
    }

    /// <summary>The turns of a text: parts between lines that are <c>---</c>.</summary>
    public static string[] Turns(string text) => [.. text.Trim('\n').Split("\n---\n").Select(turn => turn.Trim('\n'))];

    /// <summary>What the user says in each turn.</summary>
    public IReadOnlyList<string> UserTurns() => [.. Wording.TurnsIn(Arm).Select((turn, number) => Template.Of(turn).Fill(Words(number)))];

    /// <summary>The system message of the scenario; empty where it has none.</summary>
    public string SystemText() => Template.Of(Wording.SystemIn(Arm)).Fill(Words(0));

    /// <summary>What a judge is asked about the conversation.</summary>
    public string Rubric() => Template.Of(Drive.Rubric.Trim('\n')).Fill(Words(0));

    /// <summary>What the model may call in this arm.</summary>
    public IReadOnlyList<Tool> Tools() => [.. Simulated().Select(tool => new Tool(tool.Name, Template.Of(tool.Description).Fill(Words(0)), tool.Parameters))];

    /// <summary>The simulated tools of this arm.</summary>
    public IEnumerable<SimulatedTool> Simulated() => Drive.Tools.Where(tool => Arm == Arm.Treated ? !tool.OnlyControl : !tool.OnlyTreated);

    /// <summary>What a tool answers.</summary>
    public string AnswerOf(SimulatedTool tool) => Template.Of(tool.Answers).Fill(Words(0));

    /// <summary>The index of the option that each letter stands for in a turn; orders differ from turn to turn.</summary>
    public int[] OrderIn(int turn)
    {
        int options = Drive.Options.Count;
        return [.. Enumerable.Range(0, options).Select(place => (((Reversed ? options - 1 - place : place) + Rotation + turn) % options + options) % options)];
    }

    /// <summary>What each letter stands for in a turn.</summary>
    public IReadOnlyList<string> ChoicesIn(int turn) => TextsIn(new Dictionary<string, string>(Scenario.Words) { ["factor"] = Template.Of(Wording.Factor(Arm)).Fill(Scenario.Words) }, turn);

    private Dictionary<string, string> Words(int turn)
    {
        var words = new Dictionary<string, string>(Scenario.Words);
        words["factor"] = Template.Of(Wording.Factor(Arm)).Fill(words);
        if (Drive.Options.Count > 0) words[Template.Choices] = Choices(words, turn);
        return words;
    }

    private string Choices(Dictionary<string, string> words, int turn) =>
        string.Concat(TextsIn(words, turn).Select((text, place) => $"{Letters[place]}) {text}\n")) + LastLine;

    private IReadOnlyList<string> TextsIn(Dictionary<string, string> words, int turn) => [.. OrderIn(turn).Select(option => Template.Of(Drive.Options[option].Text).Fill(words))];

    /// <summary>The letters and texts of the choices in a message; null where it has none.</summary>
    internal static IReadOnlyList<(char Letter, string Text)>? ReadChoices(string message)
    {
        if (OfferedChoices().Match(message) is not { Success: true } offered) return null;
        return [.. offered.Groups["line"].Captures.Select(line => (line.Value[0], line.Value[3..].TrimEnd('\n')))];
    }

    [GeneratedRegex(@"(?m)^(?<line>[A-Z]\) [^\n]+\n){2,}Reply with one letter and nothing else\.")]
    private static partial Regex OfferedChoices();
}
