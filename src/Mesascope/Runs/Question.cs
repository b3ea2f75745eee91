using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Mesascope.Runs;

/// <summary>What a run is asked: a record whose properties say everything that the outcome depends on. The check of a resumed run and the command line to type again are read off the record, so that a property cannot be left out of one of them.</summary>
/// <remarks>A property with an <see cref="OptionAttribute"/> or an <see cref="ArgumentAttribute"/> stands on the command line; one with a <see cref="NotAskedAttribute"/> changes nothing in the outcome; a record inside a record is read as if its properties stood here.</remarks>
public abstract record Question
{
    /// <summary>What comes before the options: <c>audit</c>.</summary>
    protected abstract string Command { get; }

    /// <summary>Where the two ask something different, in words: "another seed (3, not 4)", the other's answer first; null where they ask the same.</summary>
    public string? DifferenceFrom(Question there)
    {
        Dictionary<string, (string Said, string Text)> asked = Decides(this).ToDictionary(each => each.Name, each => (each.Said, each.Text)), was = Decides(there).ToDictionary(each => each.Name, each => (each.Said, each.Text));
        foreach (string name in asked.Keys.Union(was.Keys))
        {
            (string now, string then) = (asked.GetValueOrDefault(name).Text ?? None, was.GetValueOrDefault(name).Text ?? None);
            if (now != then) return $"another {asked.GetValueOrDefault(name).Said ?? was[name].Said} ({then}, not {now})";
        }
        return null;
    }

    /// <summary>What to type to ask the same again. Every option is spelt out, so that it asks the same when a default has changed.</summary>
    public string CommandLine() => string.Join(' ', new[] { "mesascope", Command }.Concat(Words(this)).Select(word => word.Any(char.IsWhiteSpace) || word.Length == 0 ? $"\"{word}\"" : word));

    /// <summary>All that decides the outcome, by its name in words.</summary>
    /// <param name="part">A question, or a part of one.</param>
    public static IReadOnlyList<(string Said, string Text)> InWords(object part) => [.. Decides(part).Select(each => (each.Said, each.Text))];

    private const string None = "none";

    private static IEnumerable<(string Name, string Said, string Text)> Decides(object record)
    {
        foreach (PropertyInfo property in Properties(record))
        {
            if (property.GetCustomAttribute<NotAskedAttribute>() is not null || property.GetValue(record) is not { } value) continue;
            if (IsPart(property))
                foreach (var part in Decides(value)) yield return part;
            else yield return (property.Name, property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? Spelt(property.Name), Text(value));
        }
    }

    private static IEnumerable<string> Words(object record)
    {
        foreach (PropertyInfo property in Properties(record))
        {
            object? value = property.GetValue(record);
            if (value is null) continue;
            if (IsPart(property)) foreach (string word in Words(value)) yield return word;
            else if (property.GetCustomAttribute<ArgumentAttribute>() is not null) foreach (string word in value is string one ? [one] : ((IEnumerable)value).Cast<object>().Select(Text)) yield return word;
            else if (property.GetCustomAttribute<OptionAttribute>() is { } option) foreach (string word in option.Words(value)) yield return word;
        }
    }

    private static IEnumerable<PropertyInfo> Properties(object record) =>
        record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetIndexParameters().Length == 0).OrderBy(property => property.MetadataToken);

    private static bool IsPart(PropertyInfo property) => property.GetCustomAttribute<PartAttribute>() is not null;

    /// <summary>A value as it is compared and typed: numbers in the invariant culture, lists joined by commas, pairs as KEY=VALUE.</summary>
    internal static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "yes" : "no",
        JsonNode json => json.ToJsonString(RunJson.Line),
        IReadOnlyDictionary<string, string> { Count: 0 } => None,
        IReadOnlyDictionary<string, string> pairs => string.Join(' ', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
        IEnumerable list => string.Join(',', list.Cast<object>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // SubjectDigest → subject digest
    private static string Spelt(string name) => string.Concat(name.Select((letter, at) => char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}

/// <summary>A property that is typed without a name, before all options.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentAttribute : Attribute;

/// <summary>A property that is a record of its own, read as if its properties stood in the outer one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PartAttribute : Attribute;

/// <summary>A property on which the outcome does not depend, such as a price per token: it may differ when a run is resumed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotAskedAttribute : Attribute;

/// <summary>A property that is an option of the command line. Its type and its <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> say what it takes; a new record says what it is where it is not typed.</summary>
/// <param name="name">With its dashes. <c>--no-</c> before a flag: typed where the property is false.</param>
/// <param name="help">One sentence for the help, in lower case; empty where the option is declared elsewhere.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string name, string help = "") : Attribute
{
    /// <summary>With its dashes.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for the help, in lower case.</summary>
    public string Help { get; } = help;

    /// <summary>What the help calls the value; null for one by its type.</summary>
    public string? HelpName { get; init; }

    /// <summary>The option without which this one does nothing; null for none.</summary>
    public string? Of { get; init; }

    /// <summary>True where each element of a list is an option of its own; else they are joined by commas.</summary>
    public bool Repeated { get; init; }

    /// <summary>A number that is not typed, since it is the usual one and decides nothing.</summary>
    public double Silent { get; init; } = double.NaN;

    internal IEnumerable<string> Words(object value) => value switch
    {
        bool flag => flag != Name.StartsWith("--no-", StringComparison.Ordinal) ? [Name] : [],
        int or double when Convert.ToDouble(value, CultureInfo.InvariantCulture) == Silent => [],
        IReadOnlyDictionary<string, string> pairs => pairs.SelectMany(pair => new[] { Name, $"{pair.Key}={pair.Value}" }),
        IEnumerable list and not string when Repeated => list.Cast<object>().SelectMany(each => new[] { Name, Question.Text(each) }),
        _ => [Name, Question.Text(value)],
    };
}
