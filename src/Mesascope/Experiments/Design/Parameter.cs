namespace Mesascope.Experiments;

/// <summary>One parameter of an experiment.</summary>
/// <param name="Name">As in <c>--set name=value</c>.</param>
/// <param name="Default">The published value.</param>
/// <param name="Values">What it may be set to.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Quick">The value under <c>--quick</c>; null for the same.</param>
/// <param name="OnlyWith">The parameter without which it does nothing: one that is <c>0</c> or <c>none</c> where what it is about is left out. Null for none.</param>
public sealed record Parameter(string Name, string Default, Domain Values, string Meaning, string? Quick = null, string? OnlyWith = null)
{
    /// <summary>Every one of them with its value, as typed and in its range.</summary>
    /// <param name="experiment">For messages.</param>
    /// <param name="parameters">All there are.</param>
    /// <param name="given">By name; those not given keep their defaults.</param>
    /// <param name="quick">Smaller where they know a smaller value.</param>
    /// <exception cref="ArgumentException">One is unknown, out of range, or does nothing; the message says what it may be.</exception>
    internal static IReadOnlyDictionary<string, string> Settings(string experiment, IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string> given, bool quick)
    {
        foreach (string name in given.Keys)
            if (parameters.All(parameter => parameter.Name != name))
                throw new ArgumentException($"{experiment} has no parameter \"{name}\"; it has: {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
        var settings = new Dictionary<string, string>();
        foreach (Parameter parameter in parameters)
        {
            string value = settings[parameter.Name] = given.GetValueOrDefault(parameter.Name) ?? (quick ? parameter.Quick : null) ?? parameter.Default;
            if (!parameter.Values.Holds(value)) throw new ArgumentException($"{parameter.Name} takes {parameter.Values}; got \"{value}\" ({parameter.Name}: {parameter.Meaning}).");
        }
        foreach (Parameter parameter in parameters)
            if (parameter.OnlyWith is { } other && settings[other] is ("0" or "none") && given.ContainsKey(parameter.Name))
                throw new ArgumentException($"{parameter.Name} does nothing while {other} is {settings[other]}; set {other} too.");
        return settings;
    }
}
