namespace Mesascope.Agents;

/// <summary>What the hidden units of a multilayer perceptron do with their sums; the scores stay sums.</summary>
public enum Activation
{
    /// <summary>The sum, or 0 where it is below 0.</summary>
    Relu,

    /// <summary>The hyperbolic tangent of the sum.</summary>
    Tanh,
}
