namespace Mesascope.Chat;

/// <summary>A conversation in progress: its messages, the tools that were called, and what was chosen.</summary>
internal sealed class Episode(ChatCase @case, List<Message> messages)
{
    private readonly List<Reply> _closing = []; // the reply that ended each user turn
    private readonly HashSet<string> _called = [];

    public List<Message> Messages => messages;

    public IReadOnlyList<Tool> Tools { get; } = @case.Tools();

    /// <summary>True once a tool that ends the episode was called.</summary>
    public bool Ended { get; private set; }

    /// <summary>Takes in a reply and carries out its calls.</summary>
    /// <returns>True where the model is to go on.</returns>
    public bool Take(Reply reply)
    {
        messages.Add(new Message(Role.Assistant, reply.Text) { Calls = reply.Calls.Count > 0 ? reply.Calls : null, Extra = reply.Extra });
        foreach (ToolCall call in reply.Calls) messages.Add(new Message(Role.Tool, CarryOut(call)) { CallId = call.Id });
        if (reply.Calls.Count == 0) _closing.Add(reply);
        return reply.Calls.Count > 0 && !Ended;
    }

    /// <summary>The outcome, in [0, 1].</summary>
    /// <param name="missing">Why there is none; null where there is.</param>
    public double? Score(out string? missing)
    {
        double? score = @case.Drive.Reading switch
        {
            ReadingKind.State => State(),
            ReadingKind.Match => Match(),
            _ => Choice(_closing.Count - 1) is { } chosen ? Enumerable.Range(0, chosen.Length).Sum(option => chosen[option] * @case.Drive.Options[option].Score) : null,
        };
        missing = score is not null ? null : @case.Drive.Reading == ReadingKind.State ? "it used no tool" : WhyUnread();
        // Weights that sum to 1 up to rounding give scores that may pass 1 by as little.
        return score is { } value ? Math.Clamp(value, 0, 1) : null;
    }

    private string CarryOut(ToolCall call)
    {
        if (@case.Simulated().FirstOrDefault(tool => tool.Name == call.Name) is not { } tool) return $"There is no tool {(call.Name.Length <= 64 ? call.Name : "of that name")}.";
        _called.Add(tool.Name);
        Ended |= tool.Ends;
        return @case.AnswerOf(tool);
    }

    private double? State() => _called.Count == 0 ? null : @case.Simulated().Where(tool => _called.Contains(tool.Name)).Max(tool => tool.Score);

    private double? Match()
    {
        int last = _closing.Count - 1;
        if (last < 1 || Choice(last - 1) is not { } said || Choice(last) is not { } did) return null;
        return said.Zip(did, (before, after) => before * after).Sum();
    }

    // The probability of each option in the reply that closed a turn.
    private double[]? Choice(int turn)
    {
        if (turn < 0 || ChoiceReader.Probabilities(_closing[turn], @case.Letters) is not { } letters) return null;
        int[] order = @case.OrderIn(turn);
        var options = new double[order.Length];
        for (int place = 0; place < order.Length; place++) options[order[place]] = letters[place];
        return options;
    }

    private string WhyUnread() => _closing.LastOrDefault() switch
    {
        null => "no reply",
        { FinishReason: "content_filter" } => "the server withheld the reply",
        { FinishReason: "length" } => "the reply was cut short",
        { Text.Length: 0 } => "the reply was empty",
        _ => "the reply named no single letter",
    };
}
