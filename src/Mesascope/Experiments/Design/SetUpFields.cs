using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Mesascope.Experiments;

/// <summary>The word that may stand where a number is expected; the property is then null.</summary>
/// <param name="word">As typed: <c>opposite</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OrWordAttribute(string word) : Attribute
{
    /// <summary>As typed.</summary>
    public string Word { get; } = word;
}

/// <summary>Says more of a list: how many values it has, and whether they rise.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SeveralAttribute : Attribute
{
    /// <summary>Exactly so many; 0 for up to 64, of which no two are alike.</summary>
    public int Exactly { get; init; }

    /// <summary>True where each is above the one before.</summary>
    public bool Rising { get; init; }
}

/// <summary>The parameter without which this one does nothing: one that is 0, false or "none" where what it is about is left out.</summary>
/// <param name="parameter">Its name on the command line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnlyWithAttribute(string parameter) : Attribute
{
    /// <summary>Its name on the command line.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>A text whose form the experiment checks itself.</summary>
/// <param name="form">In words: "worth@cell of each coin, such as 1@4,2@12".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormAttribute(string form) : Attribute
{
    /// <summary>In words.</summary>
    public string Form { get; } = form;
}

/// <summary>The parameters that the properties of a set-up record are: <see cref="RangeAttribute"/> or <see cref="AllowedValuesAttribute"/> say what each takes, <see cref="DescriptionAttribute"/> what it is with its unit, and a new record what it is where it is not typed.</summary>
/// <typeparam name="TSetUp">Properties of type <see cref="int"/>, <see cref="double"/>, <see cref="bool"/> (typed 0 or 1), <see cref="string"/>, or read-only lists of numbers or words.</typeparam>
internal static class SetUpFields<TSetUp> where TSetUp : class, new()
{
    private static readonly PropertyInfo[] Fields = [.. typeof(TSetUp).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetCustomAttribute<DescriptionAttribute>() is not null).OrderBy(property => property.MetadataToken)];

    /// <summary>Each with its default, its range and its meaning, in the order of the record.</summary>
    /// <param name="quick">The small version; null for the same.</param>
    public static IReadOnlyList<Parameter> Parameters(TSetUp? quick)
    {
        var usual = new TSetUp();
        return [.. Fields.Select(field =>
        {
            string text = Text(field, usual), small = Text(field, quick ?? usual);
            return new Parameter(NameOf(field), text, DomainOf(field), field.GetCustomAttribute<DescriptionAttribute>()!.Description, small == text ? null : small, field.GetCustomAttribute<OnlyWithAttribute>()?.Parameter);
        })];
    }

    /// <summary>A set-up, and every parameter of it as typed.</summary>
    /// <param name="experiment">For messages.</param>
    /// <param name="given">By name, as typed.</param>
    /// <param name="quick">What is used where nothing is given; null for a new record.</param>
    /// <exception cref="ArgumentException">A parameter is unknown, out of range, or does nothing; the message says what it may be.</exception>
    public static (TSetUp SetUp, IReadOnlyDictionary<string, string> Settings) Read(string experiment, IReadOnlyDictionary<string, string> given, TSetUp? quick)
    {
        IReadOnlyDictionary<string, string> settings = Parameter.Settings(experiment, Parameters(quick), given, quick is not null);
        object setUp = new TSetUp();
        foreach (PropertyInfo field in Fields) field.SetValue(setUp, Value(field, settings[NameOf(field)]));
        return ((TSetUp)setUp, settings);
    }

    /// <summary>Every parameter of a set-up as it would be typed.</summary>
    public static IReadOnlyDictionary<string, string> Settings(TSetUp setUp) => Fields.ToDictionary(NameOf, field => Text(field, setUp));

    /// <summary>True where a set-up is the published one, so that the published figures are its target.</summary>
    public static bool IsPublished(TSetUp setUp)
    {
        var published = new TSetUp();
        return Fields.All(field => Text(field, setUp) == Text(field, published));
    }

    private static string NameOf(PropertyInfo field) => char.ToLowerInvariant(field.Name[0]) + field.Name[1..];

    private static Domain DomainOf(PropertyInfo field)
    {
        Type element = Element(field);
        Domain domain = field.GetCustomAttribute<FormAttribute>() is { } form ? Domain.Text(form.Form)
            : field.GetCustomAttribute<AllowedValuesAttribute>() is { } words ? Domain.Words([.. words.Values.Cast<string>()])
            : element == typeof(bool) ? Domain.Flag
            : field.GetCustomAttribute<RangeAttribute>() is { } range ? element == typeof(int) ? Domain.Whole(Notation(range)) : Domain.Number(Notation(range))
            : throw new InvalidOperationException($"{typeof(TSetUp).Name}.{field.Name} does not say what it takes.");
        if (element != field.PropertyType && Nullable.GetUnderlyingType(field.PropertyType) is null)
            domain = field.GetCustomAttribute<SeveralAttribute>() is { } several ? domain.Several(several.Exactly == 0 ? null : several.Exactly, several.Rising) : domain.Several();
        return field.GetCustomAttribute<OrWordAttribute>() is { } or ? domain.Or(or.Word) : domain;
    }

    private static string Notation(RangeAttribute range) => string.Create(CultureInfo.InvariantCulture, $"{(range.MinimumIsExclusive ? '(' : '[')}{range.Minimum}, {range.Maximum}{(range.MaximumIsExclusive ? ')' : ']')}");

    // int of int, int? and a list of int
    private static Type Element(PropertyInfo field) =>
        Nullable.GetUnderlyingType(field.PropertyType) ?? (field.PropertyType != typeof(string) && field.PropertyType.IsGenericType ? field.PropertyType.GetGenericArguments()[0] : field.PropertyType);

    private static string Text(PropertyInfo field, TSetUp setUp) => field.GetValue(setUp) switch
    {
        null => field.GetCustomAttribute<OrWordAttribute>()?.Word ?? throw new InvalidOperationException($"{typeof(TSetUp).Name}.{field.Name} is null, and no word stands for that."),
        bool flag => flag ? "1" : "0",
        string text => text,
        IEnumerable list => string.Join(',', list.Cast<object>().Select(each => Convert.ToString(each, CultureInfo.InvariantCulture))),
        { } number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static object? Value(PropertyInfo field, string typed)
    {
        if (typed == field.GetCustomAttribute<OrWordAttribute>()?.Word) return null;
        Type element = Element(field);
        bool isList = element != field.PropertyType && Nullable.GetUnderlyingType(field.PropertyType) is null;
        object One(string text) => element == typeof(bool) ? text == "1" : element == typeof(int) ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : element == typeof(double) ? Domain.Parsed(text)!.Value : text;
        if (!isList) return One(typed);
        object[] values = [.. typed.Split(',').Select(One)];
        var list = Array.CreateInstance(element, values.Length);
        values.CopyTo(list, 0);
        return list;
    }
}
