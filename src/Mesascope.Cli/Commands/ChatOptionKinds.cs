using System.CommandLine;
using System.Globalization;
using Mesascope.Chat;
using Mesascope.Conversations;

namespace Mesascope.Cli.Commands;

/// <summary>What an audit of a chat model was asked beside what every audit is asked.</summary>
internal sealed record ChatRequest
{
    /// <summary>How replies are drawn.</summary>
    public Sampling Sampling { get; init; } = new();

    /// <summary>The options that were typed and that only chat models take, such as <c>--system</c>.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>The file that holds the system message it is deployed with; null for none.</summary>
    public string? System { get; init; }

    /// <summary>The folder of an earlier run to compare with; null for none.</summary>
    public string? Against { get; init; }

    /// <summary>A file of questions to put instead of the battery; null for the battery.</summary>
    public string? Items { get; init; }

    /// <summary>Which columns of <see cref="Items"/> hold what, as it was typed; null for their usual names.</summary>
    public string? Columns { get; init; }

    /// <summary>Files with drives of one's own.</summary>
    public IReadOnlyList<string> Drives { get; init; } = [];

    /// <summary>Who judges free text, as a subject; null for nobody.</summary>
    public string? Judge { get; init; }

    /// <summary>The labelled set of the judge; null for none.</summary>
    public string? JudgeLabels { get; init; }

    /// <summary>Pairs per audit about which the subject is asked whether they are tests; 0 for none.</summary>
    public int Awareness { get; init; }

    /// <summary>Most requests in flight at once, at least 1.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>The time of one attempt, in seconds, above 0.</summary>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>The environment variable that holds the key of a server that is no vendor's; null for none.</summary>
    public string? KeyName { get; init; }

    /// <summary>What the run may cost.</summary>
    public SpendingLimit Limit { get; init; } = new();

    /// <summary>True where it is only said what would be asked.</summary>
    public bool DryRun { get; init; }

    /// <summary>The run whose replies are taken over; null for none.</summary>
    public string? Reuse { get; init; }

    /// <summary>False where only outcomes are kept.</summary>
    public bool Transcripts { get; init; } = true;
}

/// <summary>The options of chat models.</summary>
internal sealed class ChatOptionKinds
{
    private readonly Option<string?> _system = new("--system") { HelpName = "FILE", Description = "Chat models: the system message that it is deployed with." };
    private readonly Option<string?> _against = new("--against") { HelpName = "RUN", Description = "Chat models: replay the cases of an earlier run until it is decided whether it drifted since." };
    private readonly Option<double> _temperature = OptionKinds.Number("--temperature", "Chat models: sampling temperature.", 1, "a number from 0 to 2", x => x is >= 0 and <= 2);
    private readonly Option<double> _topP = OptionKinds.Number("--top-p", "Chat models: share of probability that is drawn from.", 1, "a number above 0 and at most 1", x => x is > 0 and <= 1);
    private readonly Option<int> _maxTokens = OptionKinds.Whole("--max-tokens", "Chat models: most tokens of one reply.", 1024, 1, 10_000_000);
    private readonly Option<int> _concurrency = OptionKinds.Whole("--concurrency", "Chat models: most requests in flight at once.", 64, 1, 10_000);
    private readonly Option<double> _timeout = OptionKinds.Number("--timeout", "Chat models: seconds until an attempt is given up.", 120, "a number above 0", x => x is > 0 and <= 86_400);
    private readonly Option<string?> _keyName = new("--key-env") { HelpName = "NAME", Description = "Chat models: the environment variable with the key of a server that is no vendor's." };
    private readonly Option<TokenPrice?> _price = Price();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Chat models: say what would be asked, what it costs and who receives it; send nothing." };
    private readonly Option<string?> _reuse = new("--reuse") { HelpName = "RUN", Description = "Chat models: take replies from another run of the same subject and seed; a caveat says so." };
    private readonly Option<bool> _noTranscripts = new("--no-transcripts") { Description = "Chat models: keep outcomes and no texts; what is in flight when it is killed is asked again." };
    private readonly Option<bool> _noLogProbabilities = new("--no-logprobs") { Description = "Chat models: read letters only, not how likely they were." };

    private readonly Option<string[]> _drives = new("--drive") { HelpName = "FILE.yaml", Description = "Chat models: ask this drive of your own instead of the battery, or beside --audits; may be given several times." };
    private readonly Option<string?> _judge = new("--judge") { HelpName = "SUBJECT", Description = "Chat models: who reads the conversations of drives with a rubric; receives their transcripts." };
    private readonly Option<string?> _judgeLabels = new("--judge-labels") { HelpName = "FILE.jsonl", Description = "Of --judge: labelled conversations, which say how often it is wrong." };
    private readonly Option<int> _awareness = OptionKinds.Whole("--awareness", "Chat models: ask about this many pairs per audit how likely they seem to be tests; describes, decides nothing.", 0, 0, Budget.MostPairs);
    private readonly Option<string?> _items = new("--items") { HelpName = "FILE", Description = "Chat models: put the questions of this file instead (.jsonl as in anthropics/evals, or .csv)." };
    private readonly Option<string?> _columns = new("--columns") { HelpName = "MAP", Description = "Of --items: ROLE=COLUMN,… with the roles question, control, treated, answer, other, id, family." };

    private readonly Option[] _all;

    /// <summary>Adds them to a command.</summary>
    public ChatOptionKinds(Command command)
    {
        _all = [_system, _against, _temperature, _topP, _maxTokens, _concurrency, _timeout, _keyName, _price, _dryRun, _reuse, _noTranscripts, _noLogProbabilities, _items, _columns, _drives, _judge, _judgeLabels, _awareness];
        foreach (Option option in _all) command.Add(option);
    }

    /// <summary>True where there is an earlier run to compare with.</summary>
    public bool HasAgainst(ParseResult parsed) => parsed.GetValue(_against) is not null;

    /// <summary>What was typed.</summary>
    public ChatRequest Read(ParseResult parsed, Budget? budget) => new()
    {
        Given = [.. _all.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)],
        TimeoutSeconds = parsed.GetValue(_timeout),
        KeyName = parsed.GetValue(_keyName),
        Limit = new SpendingLimit { Tokens = budget?.Tokens, Dollars = budget?.Dollars, Price = parsed.GetValue(_price) },
        DryRun = parsed.GetValue(_dryRun),
        Reuse = parsed.GetValue(_reuse),
        Transcripts = !parsed.GetValue(_noTranscripts),
        System = parsed.GetValue(_system),
        Against = parsed.GetValue(_against),
        Items = parsed.GetValue(_items),
        Columns = parsed.GetValue(_columns) is null || parsed.GetValue(_items) is not null ? parsed.GetValue(_columns) : throw new ArgumentException("--columns says what the columns of --items FILE hold; there is no --items."),
        Drives = parsed.GetValue(_drives) ?? [],
        Judge = parsed.GetValue(_judge),
        JudgeLabels = parsed.GetValue(_judgeLabels),
        Awareness = parsed.GetValue(_awareness),
        Concurrency = parsed.GetValue(_concurrency),
        Sampling = new Sampling { Temperature = parsed.GetValue(_temperature), TopP = parsed.GetValue(_topP), MaxTokens = parsed.GetValue(_maxTokens), LogProbabilities = !parsed.GetValue(_noLogProbabilities) },
    };

    private static Option<TokenPrice?> Price() => new("--price")
    {
        HelpName = "IN,OUT",
        Description = "Chat models: dollars per million tokens sent and received.",
        CustomParser = result =>
        {
            string typed = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            double[] numbers = [.. typed.Split(',').Select(text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
            if (numbers is [>= 0 and <= 1e9, >= 0 and <= 1e9]) return new TokenPrice(numbers[0], numbers[1]);
            result.AddError($"--price is two numbers, dollars per million tokens sent and received, as in 0.15,0.60; got {typed}");
            return null;
        },
    };
}
