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

    /// <summary>The standard deviation with which a weight starts out. Shape [<see cref="WeightCount"/>].</summary>
    float[] InitialScale();

    /// <summary>Takes in one observation and scores every action. The plain version; fused rollouts must agree with it bit for bit.</summary>
    /// <param name="weights">Shape [<see cref="WeightCount"/>].</param>
    /// <param name="observation">Bits [0, <see cref="Inputs"/>).</param>
    /// <param name="memory">What it remembers; 0 at the beginning of an episode. Shape [<see cref="Memory"/>], changed.</param>
    /// <param name="scores">Shape [<see cref="Outputs"/>], filled completely.</param>
    void Step(ReadOnlySpan<float> weights, in Bits observation, Span<float> memory, Span<float> scores);
}
