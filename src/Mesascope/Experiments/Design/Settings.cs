using System.Globalization;

namespace Mesascope.Experiments;

/// <summary>The parameters that one replication runs with, each in its range.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, string> _values = [];

    internal Settings(string replication, IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string> given, bool quick)
    {
        foreach (string name in given.Keys)
            if (parameters.All(parameter => parameter.Name != name))
                throw new ArgumentException($"{replication} has no parameter \"{name}\"; it has: {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
        foreach (Parameter parameter in parameters)
        {
            string value = _values[parameter.Name] = given.GetValueOrDefault(parameter.Name) ?? (quick ? parameter.Quick : null) ?? parameter.Default;
            if (!parameter.Values.Holds(value)) throw new ArgumentException($"{parameter.Name} takes {parameter.Values}; got \"{value}\" ({parameter.Name}: {parameter.Meaning}).");
        }
        foreach (Parameter parameter in parameters)
            if (parameter.OnlyWith is { } other && _values[other] is ("0" or "none") && given.ContainsKey(parameter.Name))
                throw new ArgumentException($"{parameter.Name} does nothing while {other} is {_values[other]}; set {other} too.");
        Changed = parameters.Any(parameter => _values[parameter.Name] != parameter.Default);
    }

    /// <summary>True where a parameter differs from the published set-up, so that the published figures are no target.</summary>
    public bool Changed { get; }

    /// <summary>Every parameter with its value, as typed.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A parameter as a number.</summary>
    public double Number(string name) => Domain.Parsed(_values[name])!.Value;

    /// <summary>A parameter as a whole number.</summary>
    public int Whole(string name) => int.Parse(_values[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A parameter that is 0 or 1.</summary>
    public bool Flag(string name) => _values[name] == "1";

    /// <summary>A parameter as several numbers.</summary>
    public double[] Numbers(string name) => [.. _values[name].Split(',').Select(text => Domain.Parsed(text)!.Value)];

    /// <summary>A parameter as several whole numbers.</summary>
    public int[] Wholes(string name) => [.. Numbers(name).Select(number => (int)number)];

    /// <summary>A parameter as it was typed.</summary>
    public string Text(string name) => _values[name];
}
