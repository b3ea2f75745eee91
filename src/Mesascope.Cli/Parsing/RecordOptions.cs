using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>The options that the properties of a record declare with <see cref="OptionAttribute"/>: name, help, range and usual value stand there and nowhere else.</summary>
internal sealed class RecordOptions<T> where T : new()
{
    private readonly List<(PropertyInfo Property, Option Option, Func<ParseResult, object?> Value)> _all = [];

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="whose">What the help of each begins with: <c>Chat models</c>.</param>
    public RecordOptions(Command command, string whose)
    {
        var usual = new T();
        foreach (PropertyInfo property in typeof(T).GetProperties())
            if (property.GetCustomAttribute<OptionAttribute>() is { Help.Length: > 0 } declared)
            {
                (Option option, Func<ParseResult, object?> value) = Of(property, declared, $"{(declared.Of is { } other ? $"Of {other}" : whose)}: {declared.Help}", property.GetValue(usual));
                _all.Add((property, option, value));
                command.Add(option);
            }
    }

    /// <summary>What was typed, as a record; what was not is as usual.</summary>
    public T Read(ParseResult parsed)
    {
        object record = new T();
        foreach (var (property, option, value) in _all)
            if (IsGiven(parsed, option)) property.SetValue(record, value(parsed));
        return (T)record;
    }

    /// <summary>The names of those that were typed.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) => [.. _all.Where(each => IsGiven(parsed, each.Option)).Select(each => each.Option.Name)];

    /// <summary>What was typed of an option without the one that it needs, as a line; null where all fits.</summary>
    public string? Missing(ParseResult parsed)
    {
        IReadOnlyList<string> given = Given(parsed);
        return _all.Select(each => (each.Option.Name, each.Property.GetCustomAttribute<OptionAttribute>()!.Of)).FirstOrDefault(each => each.Of is not null && given.Contains(each.Name) && !given.Contains(each.Of)) is { Of: { } other } lone
            ? $"{lone.Name} belongs to {other}, and there is no {other}" : null;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static (Option, Func<ParseResult, object?>) Of(PropertyInfo property, OptionAttribute declared, string help, object? usual)
    {
        RangeAttribute? range = property.GetCustomAttribute<RangeAttribute>();
        switch (usual)
        {
            case bool:
                // --no-x is typed where x is false.
                bool typed = !declared.Name.StartsWith("--no-", StringComparison.Ordinal);
                var flag = new Option<bool>(declared.Name) { Description = help };
                return (flag, parsed => parsed.GetValue(flag) == typed);
            case int number:
                Option<int> whole = OptionKinds.Whole(declared.Name, help, number, (int)range!.Minimum, (int)range.Maximum);
                return (whole, parsed => parsed.GetValue(whole));
            case double number:
                double low = (double)range!.Minimum, high = (double)range.Maximum;
                string least = string.Create(CultureInfo.InvariantCulture, $"a number {(range.MinimumIsExclusive ? "above" : "from")} {low}{(range.MinimumIsExclusive ? " and at most" : " to")} {high}");
                Option<double> real = OptionKinds.Number(declared.Name, help, number, least, x => (range.MinimumIsExclusive ? x > low : x >= low) && x <= high);
                return (real, parsed => parsed.GetValue(real));
            case null or string:
                var text = new Option<string?>(declared.Name) { HelpName = declared.HelpName, Description = help };
                return (text, parsed => parsed.GetValue(text));
            default:
                var several = new Option<string[]>(declared.Name) { HelpName = declared.HelpName, Description = help };
                return (several, parsed => parsed.GetValue(several));
        }
    }
}
