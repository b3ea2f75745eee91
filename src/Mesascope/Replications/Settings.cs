using System.Globalization;

namespace Mesascope.Replications;

/// <summary>The parameters that one replication runs with.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, string> _values = [];

    internal Settings(string replication, IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string> given, bool quick)
    {
        foreach (string name in given.Keys)
            if (parameters.All(parameter => parameter.Name != name))
                throw new ArgumentException($"{replication} has no parameter \"{name}\"; it has: {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
        foreach (Parameter parameter in parameters)
            _values[parameter.Name] = given.GetValueOrDefault(parameter.Name) ?? (quick ? parameter.Quick : null) ?? parameter.Default;
        Changed = parameters.Any(parameter => _values[parameter.Name] != parameter.Default);
    }

    /// <summary>True where a parameter differs from the published set-up, so that the published figures are no target.</summary>
    public bool Changed { get; }

    /// <summary>Every parameter with its value, as typed.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A parameter as a finite number.</summary>
    public double Number(string name) =>
        double.TryParse(_values[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new ArgumentException($"{name} is a number, such as 0.1; got {_values[name]}.");

    /// <summary>A parameter as a whole number, at least <paramref name="least"/>.</summary>
    public int Whole(string name, int least = 1) =>
        int.TryParse(_values[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= least ? value
            : throw new ArgumentException($"{name} is a whole number, at least {least}; got {_values[name]}.");

    /// <summary>A parameter as several numbers, separated by commas.</summary>
    public IReadOnlyList<double> Numbers(string name) =>
        [.. _values[name].Split(',', StringSplitOptions.TrimEntries).Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new ArgumentException($"{name} is a list of numbers, such as 0,0.1; got {_values[name]}."))];

    /// <summary>A parameter as it was typed.</summary>
    public string Text(string name) => _values[name];
}
