using Mesascope.Worlds;

namespace Mesascope.Gradients;

/// <summary>Reverse-mode differentiation: operations write down how to go back through them, and <see cref="Backward"/> does so, last to first. One per thread.</summary>
/// <remarks>
/// What an operation adds to a gradient it adds in a fixed order, so the same computation gives the same bits at any vector width; <see cref="Shards"/> does the same for threads.
/// Source: Griewank and Walther (2008), "Evaluating Derivatives", section 3.2.
/// </remarks>
internal sealed class Graph
{
    private readonly Dictionary<int, Stack<float[]>> _pool = [];
    private readonly List<float[]> _rented = [];
    private readonly List<Action> _back = [];
    private readonly Dictionary<Parameter, Variable> _parameters = [];
    private readonly float[] _weights;
    private readonly float[]? _gradient;
    private (ReadOnlyMemory<Bits> Of, SetBits Set)? _listed;

    /// <summary>A graph on which nothing is written.</summary>
    /// <param name="weights">What is trained. Shape [<see cref="Parameters.Count"/>]; read, never written.</param>
    /// <param name="gradient">What <see cref="Backward"/> adds to; whoever wants a gradient and not a sum of them fills it with 0 before. The same shape.</param>
    public Graph(float[] weights, float[] gradient)
    {
        if (weights.Length != gradient.Length) throw new ArgumentException($"There are {weights.Length} weights and {gradient.Length} numbers of the gradient.", nameof(gradient));
        (_weights, _gradient) = (weights, gradient);
    }

    /// <summary>A graph that only computes: nothing on it has a gradient.</summary>
    /// <param name="weights">What was trained. Shape [<see cref="Parameters.Count"/>].</param>
    public Graph(float[] weights) => _weights = weights;

    /// <summary>What is trained, as the operations take it.</summary>
    public Variable this[Parameter parameter]
    {
        get
        {
            if (!_parameters.TryGetValue(parameter, out Variable? variable))
                _parameters[parameter] = variable = new Variable(parameter.Rows, parameter.Columns, _weights, _gradient, parameter.Offset);
            return variable;
        }
    }

    /// <summary>A matrix that the loss is not differentiated by, filled with whatever was there before.</summary>
    public Variable Input(int rows, int columns) => new(rows, columns, Rent(rows * columns), null);

    /// <summary>A matrix that the loss is not differentiated by.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="values">Shape [rows, columns].</param>
    public Variable Input(int rows, int columns, ReadOnlySpan<float> values)
    {
        Variable input = Input(rows, columns);
        values.CopyTo(input.Value);
        return input;
    }

    /// <summary>What an operation computes: values filled with whatever was there before, a gradient of 0.</summary>
    public Variable New(int rows, int columns)
    {
        if (_gradient is null) return Input(rows, columns);
        float[] gradient = Rent(rows * columns);
        Array.Clear(gradient);
        return new Variable(rows, columns, Rent(rows * columns), gradient);
    }

    /// <summary>Numbers that an operation keeps until the graph is cleared, filled with whatever was there before.</summary>
    public float[] Rent(int count)
    {
        float[] array = _pool.TryGetValue(count, out Stack<float[]>? free) && free.Count > 0 ? free.Pop() : new float[count];
        _rented.Add(array);
        return array;
    }

    /// <summary>The set bits of observations, listed once for all operations in turn that take the same.</summary>
    /// <param name="x">Must stay as it is until the graph is cleared.</param>
    public SetBits Listed(ReadOnlyMemory<Bits> x)
    {
        if (_listed is not { } listed || !listed.Of.Equals(x)) _listed = listed = (x, new SetBits(x.Span));
        return listed.Set;
    }

    /// <summary>Writes down how to go back through an operation: from the gradients of what it computed, add to those of what it took.</summary>
    public void Record(Action back)
    {
        if (_gradient is not null) _back.Add(back);
    }

    /// <summary>The gradient of a loss by everything, added to what the gradients hold.</summary>
    /// <param name="loss">One number.</param>
    /// <returns>The loss.</returns>
    public float Backward(Variable loss)
    {
        if (loss.Count != 1) throw new ArgumentException($"A loss is one number; got {loss.Rows}×{loss.Columns}.", nameof(loss));
        loss.Gradient[0] = 1;
        for (int i = _back.Count - 1; i >= 0; i--) _back[i]();
        return loss.Value[0];
    }

    /// <summary>Forgets everything; what was computed on it is no longer valid.</summary>
    public void Clear()
    {
        foreach (float[] array in _rented)
        {
            if (!_pool.TryGetValue(array.Length, out Stack<float[]>? free)) _pool[array.Length] = free = new();
            free.Push(array);
        }
        _rented.Clear();
        _back.Clear();
        _listed = null;
    }
}
