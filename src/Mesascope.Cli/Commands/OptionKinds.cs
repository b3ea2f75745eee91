using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Mesascope.Cli.Commands;

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
        CustomParser = result => double.TryParse(Value(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && holds(number) ? number
            : Refuse<double>(result, $"{name} is {range}; got {Value(result)}"),
    };

    /// <summary>A whole number of at least 1.</summary>
    public static Option<int> Count(string name, string description, int usual) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result => int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 ? count
            : Refuse<int>(result, $"{name} is a whole number, at least 1; got {Value(result)}"),
    };

    /// <summary>A whole number from 0, which is what it is where it is not given.</summary>
    public static Option<int> WholeNumber(string name, string description, int usual, int most) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result => int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most ? number
            : Refuse<int>(result, $"{name} is a whole number from 0 to {most}; got {Value(result)}"),
    };

    /// <summary>How many pairs each audit may take.</summary>
    public static Option<int> Budget() => new("--budget")
    {
        HelpName = "PAIRS",
        Description = "Most pairs per audit.",
        DefaultValueFactory = _ => 1000,
        CustomParser = result => int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) && pairs >= 1 ? pairs
            : Refuse<int>(result, $"--budget is a number of pairs, at least 1; got {Value(result)}"),
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

    private static string Value(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string line)
    {
        result.AddError(line);
        return default;
    }
}
