using System.CommandLine;
using Mesascope.Chat;

namespace Mesascope.Cli.Commands;

/// <summary>What an audit of a chat model was asked beside what every audit is asked.</summary>
internal sealed record ChatRequest
{
    /// <summary>How replies are drawn.</summary>
    public Sampling Sampling { get; init; } = new();

    /// <summary>The file that holds the system message it is deployed with; null for none.</summary>
    public string? System { get; init; }

    /// <summary>The folder of an earlier run to compare with; null for none.</summary>
    public string? Against { get; init; }

    /// <summary>Most requests in flight at once, at least 1.</summary>
    public int Concurrency { get; init; } = 64;
}

/// <summary>The options of chat models.</summary>
internal sealed class ChatOptionKinds
{
    private readonly Option<string?> _system = new("--system") { HelpName = "FILE", Description = "Chat models: the system message that it is deployed with." };
    private readonly Option<string?> _against = new("--against") { HelpName = "RUN", Description = "Chat models: replay the cases of an earlier run until it is decided whether it drifted since." };
    private readonly Option<double> _temperature = OptionKinds.Number("--temperature", "Chat models: sampling temperature.", 1, "a number from 0 to 2", x => x is >= 0 and <= 2);
    private readonly Option<double> _topP = OptionKinds.Number("--top-p", "Chat models: share of probability that is drawn from.", 1, "a number above 0 and at most 1", x => x is > 0 and <= 1);
    private readonly Option<int> _maxTokens = OptionKinds.Count("--max-tokens", "Chat models: most tokens of one reply.", 1024);
    private readonly Option<int> _concurrency = OptionKinds.Count("--concurrency", "Chat models: most requests in flight at once.", 64);
    private readonly Option<bool> _noLogProbabilities = new("--no-logprobs") { Description = "Chat models: read letters only, not how likely they were." };

    /// <summary>Adds them to a command.</summary>
    public ChatOptionKinds(Command command)
    {
        foreach (Option option in (Option[])[_system, _against, _temperature, _topP, _maxTokens, _concurrency, _noLogProbabilities]) command.Add(option);
    }

    /// <summary>True where there is an earlier run to compare with.</summary>
    public bool HasAgainst(System.CommandLine.Parsing.CommandResult result) => result.GetValue(_against) is not null;

    /// <summary>What was typed.</summary>
    public ChatRequest Read(ParseResult parsed) => new()
    {
        System = parsed.GetValue(_system),
        Against = parsed.GetValue(_against),
        Concurrency = parsed.GetValue(_concurrency),
        Sampling = new Sampling { Temperature = parsed.GetValue(_temperature), TopP = parsed.GetValue(_topP), MaxTokens = parsed.GetValue(_maxTokens), LogProbabilities = !parsed.GetValue(_noLogProbabilities) },
    };
}
