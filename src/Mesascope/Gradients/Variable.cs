namespace Mesascope.Gradients;

/// <summary>A matrix that was computed on a <see cref="Graph"/>, and the gradient of the loss by it. Valid until the graph is cleared.</summary>
internal sealed class Variable
{
    private readonly float[] _values;
    private readonly int _offset;
    private float[]? _gradient;

    internal Variable(int rows, int columns, float[] values, float[]? gradient, int offset = 0) =>
        (Rows, Columns, _values, _gradient, _offset, HasGradient) = (rows, columns, values, gradient, offset, gradient is not null);

    /// <summary>How many rows it has: usually one for each case of a batch.</summary>
    public int Rows { get; }

    /// <summary>How many columns it has.</summary>
    public int Columns { get; }

    /// <summary>How many numbers it is.</summary>
    public int Count => Rows * Columns;

    /// <summary>The numbers, row after row.</summary>
    public Span<float> Value => new(_values, _offset, Count);

    /// <summary>False of what the loss is not differentiated by: a batch's input. An operation that would take long over such a gradient leaves it out.</summary>
    public bool HasGradient { get; }

    /// <summary>The gradient of the loss by each number, complete once <see cref="Graph.Backward"/> has passed; of an input whatever operations added, which nobody reads.</summary>
    public Span<float> Gradient => new(_gradient ??= new float[Count], _offset, Count);
}
