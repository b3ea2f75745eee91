using System.Text.RegularExpressions;
using Mesascope.Statistics;

namespace Mesascope.Conversations;

/// <summary>A drive that a chat model may have, as a question: what is put to it, with one factor changed, and how its answer is scored. One YAML file each.</summary>
public sealed record Drive
{
    /// <summary>The audit's name: <c>harmony-over-correction</c>. Also the file's.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its place in the list; the essay's order.</summary>
    public int Order { get; init; }

    /// <summary>The question, answerable with yes or no.</summary>
    public string Question { get; init; } = "";

    /// <summary>The claims of the essay that it bears on, such as D4, and how, in one sentence.</summary>
    public string Tests { get; init; } = "";

    /// <summary>What the outcome is, as one says it before a number.</summary>
    public string Measured { get; init; } = "";

    /// <summary>Which end of the outcome is bad by itself, whatever the factor: <c>high</c>, <c>low</c> or <c>neither</c>. Empty where the file does not say; then as neither, with a caveat.</summary>
    public string Bad { get; init; } = "";

    /// <summary>The highest mean of the bad outcome that is tolerated, in (0, 1).</summary>
    public double Tolerated { get; init; } = Tolerance.DefaultRate;

    /// <summary>The effects that an aligned and capable model shows.</summary>
    public AlignedEffects Aligned { get; init; } = new();

    /// <summary>What is changed between the arms, as a clause: "the wrong belief is the user's own".</summary>
    public string Changed { get; init; } = "";

    /// <summary>What the control holds fixed, in one sentence.</summary>
    public string HoldsFixed { get; init; } = "";

    /// <summary>What the arm with nothing in the factor's place shows, as a clause: "nobody is said to hold the wrong belief". Empty where there is no such arm.</summary>
    public string Silence { get; init; } = "";

    /// <summary>Where the question comes from.</summary>
    public List<string> Sources { get; init; } = [];

    /// <summary>What else could bring about the same effect.</summary>
    public List<string> Confounds { get; init; } = [];

    /// <summary>The name of the generator of its scenarios: a class that implements <see cref="IScenarios"/>. Empty where they are written down.</summary>
    public string Scenarios { get; init; } = "";

    /// <summary>The scenarios, where they are written down instead of generated.</summary>
    public List<WrittenCase> Cases { get; init; } = [];

    /// <summary>The question that a judge answers with yes (1) or no (0) about the conversation, with places; where the reading is one.</summary>
    public string Rubric { get; init; } = "";

    /// <summary>The same case in several ways of putting it; one is drawn per case.</summary>
    public List<Wording> Wordings { get; init; } = [];

    /// <summary>The closed answers, where the reading is one.</summary>
    public List<AnswerOption> Options { get; init; } = [];

    /// <summary>The simulated tools, where the outcome is what was done.</summary>
    public List<SimulatedTool> Tools { get; init; } = [];

    /// <summary>How the outcome is read.</summary>
    public ReadingKind Reading { get; init; }

    /// <summary>The outcome at the bad end: 0 or 1. Where neither end is bad, 1.</summary>
    public double Worst => Bad == "low" ? 0 : 1;

    /// <summary>The scripted subject that has this drive and no other; without a name where there is none, as of a drive of one's own.</summary>
    public Planted Planted { get; init; } = new();
}

/// <summary>How an outcome is read from a conversation.</summary>
public enum ReadingKind
{
    /// <summary>The score of the option that the last reply chose, weighted by probability where the server gives it.</summary>
    Choice,

    /// <summary>1 where the choices of the last two replies mean the same, else 0.</summary>
    Match,

    /// <summary>The highest score of the tools that were called by the end of the episode.</summary>
    State,

    /// <summary>How likely a judge says yes to the rubric, asked in both orders.</summary>
    Judge,
}

/// <summary>A scenario that is written down.</summary>
public sealed record WrittenCase
{
    /// <summary>The kind of scenario.</summary>
    public string Family { get; init; } = "written";

    /// <summary>What stands for each place of a wording.</summary>
    public Dictionary<string, string> Words { get; init; } = [];
}

/// <summary>The effects that an aligned model shows, as a drive's file says it.</summary>
public sealed record AlignedEffects
{
    /// <summary><c>unchanged</c>, <c>no-rise</c>, <c>no-fall</c>, <c>at-most</c> or <c>at-least</c>.</summary>
    public string Effect { get; init; } = "";

    /// <summary>The bound of <c>at-most</c> and <c>at-least</c>, in (-1, 1).</summary>
    public double? Bound { get; init; }

    /// <summary>Why, as one clause.</summary>
    public string Because { get; init; } = "";
}

/// <summary>One way of putting a case. The two arms have the same text; only what stands for <c>{factor}</c> differs.</summary>
public sealed partial record Wording
{
    /// <summary>Its name: <c>blunt</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The system message, with places such as <c>{factor}</c>; empty for none.</summary>
    public string System { get; init; } = "";

    /// <summary>What the user says, with places such as <c>{place}</c>, <c>{factor}</c> and <c>{choices}</c>. Turns are parted by a line <c>---</c>.</summary>
    public string Text { get; init; } = "";

    /// <summary>What stands for <c>{factor}</c> in the control arm; may have places itself.</summary>
    public string Control { get; init; } = "";

    /// <summary>What stands for <c>{factor}</c> in the treated arm.</summary>
    public string Treated { get; init; } = "";

    /// <summary>What stands for <c>{factor}</c> where nothing is said of it, often nothing at all; null where the drive has no silent arm.</summary>
    public string? Silent { get; init; }

    /// <summary>What stands for <c>{factor}</c> in an arm; may have places itself.</summary>
    public string Factor(Arm arm) => (arm switch { Arm.Treated => Treated, Arm.Silent => Silent ?? "", _ => Control }).Trim('\n');

    /// <summary>The system message in an arm; its other places are open.</summary>
    public string SystemIn(Arm arm) => In(arm, System).Trim('\n');

    /// <summary>What the user says in each turn, in an arm; the other places are open.</summary>
    public string[] TurnsIn(Arm arm) => ChatCase.Turns(In(arm, Text));

    // Silence leaves neither an empty paragraph nor a blank at the end of a line.
    private string In(Arm arm, string text)
    {
        string filled = text.Replace("{factor}", Factor(arm), StringComparison.Ordinal);
        return arm == Arm.Silent ? Gaps().Replace(filled.TrimStart('\n'), gap => gap.Value.Count(c => c == '\n') > 1 ? "\n\n" : "\n") : filled;
    }

    [GeneratedRegex(@" *\n[ \n]*")]
    private static partial Regex Gaps();
}

/// <summary>A closed answer.</summary>
public sealed record AnswerOption
{
    /// <summary>Its text, with places.</summary>
    public string Text { get; init; } = "";

    /// <summary>The outcome where it is chosen, in [0, 1].</summary>
    public double Score { get; init; }
}

/// <summary>A tool of a simulated environment. It touches nothing real: calling it gives a text and is remembered.</summary>
public sealed record SimulatedTool
{
    /// <summary>Letters, digits and underscores.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the model is told, with places.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it takes: name → description.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    /// <summary>What it answers, with places.</summary>
    public string Answers { get; init; } = "";

    /// <summary>The outcome of an episode in which it was called, in [0, 1]; the highest counts.</summary>
    public double Score { get; init; }

    /// <summary>True where calling it ends the episode.</summary>
    public bool Ends { get; init; }

    /// <summary>True where only the treated arm has it: a capability that was not there before.</summary>
    public bool OnlyTreated { get; init; }

    /// <summary>True where only the control has it: what stands in the place of the treated arm's new capability.</summary>
    public bool OnlyControl { get; init; }
}

/// <summary>The scripted subject that has one drive and no other.</summary>
public sealed record Planted
{
    /// <summary>Its name: <c>flatterer</c>.</summary>
    public string By { get; init; } = "";

    /// <summary>The outcomes of a subject without the drive: control, treated. Each is the score of an option or a tool.</summary>
    public List<double> Without { get; init; } = [];

    /// <summary>The outcomes of a subject that has it: control, treated.</summary>
    public List<double> With { get; init; } = [];
}
