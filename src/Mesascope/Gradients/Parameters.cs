using Mesascope.Randomness;

namespace Mesascope.Gradients;

/// <summary>The shapes of everything that is trained, one after another; the numbers are one flat <c>float[]</c> that lives elsewhere.</summary>
/// <remarks>A model adds its parameters when it is made and keeps what it is given back. Models that are added in the order of <see cref="Agents.Mlp"/> have its weights.</remarks>
internal sealed class Parameters
{
    private readonly List<Parameter> _all = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Parameter> All => _all;

    /// <summary>How many numbers they are.</summary>
    public int Count => _all is [.., var last] ? last.Offset + last.Rows * last.Columns : 0;

    /// <summary>Adds a matrix.</summary>
    /// <param name="name">As a file has it: <c>layer0.weight</c>.</param>
    /// <param name="rows">At least 1; 1 for a vector.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="scale">The standard deviation with which each number starts out, at least 0.</param>
    /// <param name="start">The mean with which each starts out.</param>
    public Parameter Add(string name, int rows, int columns, float scale, float start = 0)
    {
        if (rows < 1 || columns < 1) throw new ArgumentException($"{name} has at least 1 row and 1 column; got {rows} and {columns}.");
        if (_all.Any(parameter => parameter.Name == name)) throw new ArgumentException($"There is a parameter {name} already.", nameof(name));
        var added = new Parameter(name, rows, columns, Count, scale, start);
        _all.Add(added);
        return added;
    }

    /// <summary>Normal numbers to start from: each parameter draws from a purpose of its own name, so that one more changes no other.</summary>
    /// <returns>Shape [<see cref="Count"/>].</returns>
    public float[] Draw(Seed seed)
    {
        var values = new float[Count];
        foreach (Parameter parameter in _all)
        {
            Span<float> own = values.AsSpan(parameter.Offset, parameter.Count);
            if (parameter.Scale > 0) Gaussian.Fill(seed.For(parameter.Name), own);
            for (int i = 0; i < own.Length; i++) own[i] = parameter.Start + parameter.Scale * own[i];
        }
        return values;
    }
}

/// <summary>One matrix of what is trained, row after row.</summary>
/// <param name="Name">As a file has it: <c>layer0.weight</c>.</param>
/// <param name="Rows">At least 1.</param>
/// <param name="Columns">At least 1.</param>
/// <param name="Offset">Where it begins in the flat array.</param>
/// <param name="Scale">The standard deviation with which each number starts out.</param>
/// <param name="Start">The mean with which each starts out.</param>
internal sealed record Parameter(string Name, int Rows, int Columns, int Offset, float Scale, float Start)
{
    /// <summary>How many numbers it is.</summary>
    public int Count => Rows * Columns;
}
