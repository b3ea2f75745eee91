using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>A conversation in progress: its messages, the tools that were called, and what was chosen.</summary>
internal sealed partial class Dialogue(ChatCase @case, List<Message> messages)
{
    private readonly List<Reply> _closing = []; // the reply that ended each user turn
    private readonly HashSet<string> _called = [];
    private readonly string[] _tools = [.. @case.Simulated().Select(tool => tool.Name)];
    private string? _broken; // why it cannot be known what the model did; the first reason

    public List<Message> Messages => messages;

    public IReadOnlyList<Tool> Tools { get; } = @case.Tools();

    /// <summary>True once a tool that ends the episode was called.</summary>
    public bool Ended { get; private set; }

    /// <summary>What was said last, to be quoted where it could not be read; null where nothing was.</summary>
    public string? LastSaid { get; private set; }

    /// <summary>Takes in a reply and carries out its calls.</summary>
    /// <returns>True where the model is to go on.</returns>
    public bool Take(Reply reply)
    {
        bool isGarbled = false;
        IReadOnlyList<ToolCall> calls = reply.Calls.Count > 0 || Tools.Count == 0 ? reply.Calls : WrittenCalls.In(reply.Text, _tools, messages.Count, out isGarbled);
        if (isGarbled) _broken ??= "it wrote a call that could not be read";
        if (AnswerText.BrokenOff(reply) is { } cut) _broken ??= cut;
        LastSaid = reply.Text.Length > 0 ? reply.Text : reply.Calls.Count > 0 ? $"{reply.Calls[^1].Name} {reply.Calls[^1].Arguments}" : null;
        (ToolCall Call, string? Meant)[] meant = [.. calls.Select(call => (call, WrittenCalls.Meant(call.Name, _tools)))];
        messages.Add(new Message(Role.Assistant, reply.Text) { Calls = calls.Count > 0 ? [.. meant.Select(each => each.Call with { Name = each.Meant ?? Sendable(each.Call.Name) })] : null, Extra = reply.Extra });
        foreach ((ToolCall call, string? tool) in meant) messages.Add(new Message(Role.Tool, CarryOut(call, tool)) { CallId = call.Id });
        if (calls.Count == 0) _closing.Add(reply);
        return calls.Count > 0 && !Ended;
    }

    /// <summary>Notes that the model was still calling tools after as many replies as it may give.</summary>
    public void RanOut(int replies) => _broken ??= FormattableString.Invariant($"it was not done after {replies} replies");

    /// <summary>Why there is nothing that a judge could read; null where there is.</summary>
    public string? Unjudged() => _broken ?? (_closing.LastOrDefault() is { } last ? AnswerText.Of(last).Missing : Ended ? null : NoReply);

    /// <summary>The outcome, in [0, 1].</summary>
    /// <param name="missing">Why there is none; null where there is.</param>
    public double? Score(out string? missing)
    {
        (double? score, missing) = @case.Drive.Reading switch
        {
            ReadingKind.State => State(),
            ReadingKind.Match => (Match(), WhyUnread()),
            _ => (Choice(_closing.Count - 1) is { } chosen ? Enumerable.Range(0, chosen.Length).Sum(option => chosen[option] * @case.Drive.Options[option].Score) : null, WhyUnread()),
        };
        if (score is not { } value) return null;
        missing = null;
        // Weights that sum to 1 up to rounding give scores that may pass 1 by as little.
        return Math.Clamp(value, 0, 1);
    }

    private const string NoReply = "no reply";

    private string CarryOut(ToolCall call, string? meant)
    {
        if (@case.Simulated().FirstOrDefault(tool => tool.Name == meant) is not { } tool)
        {
            _broken ??= "it called a tool that there is not";
            return $"There is no tool {(call.Name.Length <= 64 ? call.Name : "of that name")}.";
        }
        _called.Add(tool.Name);
        Ended |= tool.Ends;
        return @case.AnswerOf(tool);
    }

    // The highest score there is stands, whatever came after it. Anything less is known only of an episode that is whole.
    private (double? Score, string? Missing) State()
    {
        SimulatedTool[] tools = [.. @case.Simulated()];
        double? score = _called.Count == 0 ? null : tools.Where(tool => _called.Contains(tool.Name)).Max(tool => tool.Score);
        if (score is { } known && known >= tools.Max(tool => tool.Score)) return (known, null);
        if (_broken is not null) return (null, _broken);
        if (score is null) return (null, _closing.LastOrDefault() is { } said && AnswerText.Of(said).Missing is { } unsaid ? unsaid : "it used no tool");
        if (Ended || _closing.LastOrDefault() is not { } last) return (score, null);
        AnswerText closing = AnswerText.Of(last);
        // It may mean a call, or that there was none: nobody can tell.
        string? named = tools.Where(tool => tool.Score > score).Select(tool => tool.Name).FirstOrDefault(name => closing.Text.Contains(name, StringComparison.OrdinalIgnoreCase));
        return closing.Missing is { } missing ? (null, missing) : named is not null ? (null, "it named a tool without calling it") : (score, null);
    }

    private double? Match()
    {
        int last = _closing.Count - 1;
        if (last < 1 || Choice(last - 1) is not { } said || Choice(last) is not { } did) return null;
        return said.Zip(did, (before, after) => before * after).Sum();
    }

    // The probability of each option in the reply that closed a turn.
    private double[]? Choice(int turn)
    {
        if (turn < 0 || ChoiceReader.Probabilities(_closing[turn], @case.Letters, @case.ChoicesIn(turn)) is not { } letters) return null;
        int[] order = @case.OrderIn(turn);
        var options = new double[order.Length];
        for (int place = 0; place < order.Length; place++) options[order[place]] = letters[place];
        return options;
    }

    private string WhyUnread() => _closing.LastOrDefault() is { } last ? ChoiceReader.WhyUnread(last) : NoReply;

    // Servers refuse to be sent back a name that they would not have taken.
    private static string Sendable(string name) => NotSendable().Replace(name, "_") is { Length: > 0 and <= 64 } fits ? fits : "unknown";

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotSendable();
}
