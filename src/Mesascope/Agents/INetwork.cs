using Mesascope.Worlds;

namespace Mesascope.Agents;

/// <summary>The shape of a network that scores actions: <see cref="Mlp"/> and <see cref="Gru"/>. The weights are one flat <c>float[]</c> that lives elsewhere.</summary>
public interface INetwork
{
    /// <summary>Binary features in.</summary>
    int Inputs { get; }

    /// <summary>Action scores out.</summary>
    int Outputs { get; }

    /// <summary>How many numbers it remembers from step to step; 0 for one that does not.</summary>
    int Memory { get; }

    /// <summary>How many numbers the weights are.</summary>
    int WeightCount { get; }

    /// <summary>What the weights are made of, in their order: as a file names them and a trainer takes them.</summary>
    IReadOnlyList<TensorShape> Tensors { get; }

    /// <summary>The standard deviation with which a weight starts out. Shape [<see cref="WeightCount"/>].</summary>
    float[] InitialScale();

    /// <summary>No score and no sum on the way to it is larger in size, whatever is seen; infinite or not a number where none can be promised.</summary>
    /// <param name="weights">Shape [<see cref="WeightCount"/>].</param>
    double LargestScore(ReadOnlySpan<float> weights);

    /// <summary>Takes in one observation and scores every action. The plain version; fused rollouts must agree with it bit for bit.</summary>
    /// <param name="weights">Shape [<see cref="WeightCount"/>].</param>
    /// <param name="observation">Bits [0, <see cref="Inputs"/>).</param>
    /// <param name="memory">What it remembers; 0 at the beginning of an episode. Shape [<see cref="Memory"/>], changed.</param>
    /// <param name="scores">Shape [<see cref="Outputs"/>], filled completely.</param>
    void Step(ReadOnlySpan<float> weights, in Bits observation, Span<float> memory, Span<float> scores);
}

/// <summary>One named array of a network's weights.</summary>
/// <param name="Name">As a file has it: <c>layer0.weight</c>.</param>
/// <param name="Shape">The last index runs fastest.</param>
public sealed record TensorShape(string Name, params IReadOnlyList<int> Shape)
{
    /// <summary>How many numbers it holds.</summary>
    public int Count => Shape.Aggregate(1, (product, n) => product * n);
}
