using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Mesascope.Cli;

/// <summary>Options that several commands share, each checked at the door with a line that says what it takes.</summary>
internal static class OptionKinds
{
    public static Option<ulong> Seed() => new("--seed")
    {
        HelpName = "N",
        Description = "The one number the run is reproduced from.",
        DefaultValueFactory = _ => 1,
        CustomParser = result => ulong.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : Refuse<ulong>(result, $"--seed is a whole number from 0 to {ulong.MaxValue}; got {Value(result)}"),
    };

    public static Option<string?> Out(string description) => new("--out") { HelpName = "DIR", Description = description };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on stdout and nothing else." };

    public static Option<bool> Resume() => new("--resume") { Description = "Finish the run in --out; start it where there is none; print it again where it is finished." };

    /// <summary>A number between two bounds.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="usual">Where it is not given.</param>
    /// <param name="range">In words: "a number above 0 and below 1".</param>
    /// <param name="holds">True inside the range.</param>
    public static Option<double> Number(string name, string description, double usual, string range, Func<double, bool> holds) => new(name)
    {
        HelpName = "X",
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result => double.TryParse(Value(result), Signed, CultureInfo.InvariantCulture, out double number) && holds(number) ? number + 0.0 // -0 is 0
            : Refuse<double>(result, $"{name} is {range}; got {Value(result)}"),
    };

    /// <summary>A whole number between two bounds, both included.</summary>
    public static Option<int> Whole(string name, string description, int usual, int least, int most, string helpName = "N") => new(name)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parsed(result, name, least, most) ?? 0,
    };

    /// <summary>The same where nothing stands for another choice; null where it is not given.</summary>
    public static Option<int?> WholeOrNone(string name, string description, int least, int most) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => Parsed(result, name, least, most),
    };

    /// <summary>One of a few words.</summary>
    public static Option<string> Word(string name, string description, IReadOnlyList<string> words, string usual) => new(name)
    {
        HelpName = string.Join('|', words),
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result => words.Contains(Value(result)) ? Value(result)
            : Refuse<string>(result, $"{name} is {string.Join(", ", words.SkipLast(1))} or {words[^1]}; got {Value(result)}"),
    };

    /// <summary>Pairs NAME=VALUE; may be given several times.</summary>
    public static Option<string[]> Set(string helpName, string description) => new("--set")
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => result.Tokens.FirstOrDefault(token => token.Value.IndexOf('=') < 1) is { } wrong
            ? Refuse<string[]>(result, $"--set takes {helpName}; got {wrong.Value}")
            : [.. result.Tokens.Select(token => token.Value)],
    };

    /// <summary>Names joined by commas, each of which must be known; null where it is not given, and where it is given bare and that means all.</summary>
    public static Option<IReadOnlyList<string>?> Names(string option, string kind, string description, string helpName, Func<IEnumerable<string>> known, bool bareMeansAll = false) => new(option)
    {
        Arity = bareMeansAll ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
        {
            if (bareMeansAll && result.Tokens.Count == 0) return null;
            string[] names = Value(result).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0) return Refuse<IReadOnlyList<string>?>(result, $"{option} takes names joined by commas; got none");
            return names.FirstOrDefault(name => !known().Contains(name)) is { } stranger
                ? Refuse<IReadOnlyList<string>?>(result, NearestNames.Unknown(kind, stranger, [.. known().Distinct()]))
                : [.. names.Distinct()];
        },
    };

    private const NumberStyles Signed = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static int? Parsed(ArgumentResult result, string name, int least, int most) =>
        int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
            : Refuse<int?>(result, $"{name} is a whole number from {least} to {most}; got {Value(result)}");

    private static string Value(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string line)
    {
        result.AddError(line);
        return default;
    }
}
