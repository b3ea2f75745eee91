namespace Mesascope.Evolution;

/// <summary>One step of Adam with decoupled weight decay, uphill. Runs unchanged inside a GPU kernel.</summary>
/// <remarks>Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1; the decay from Loshchilov and Hutter (2019), algorithm 2.</remarks>
/// <param name="Scale">What the summed gradient is multiplied by.</param>
/// <param name="Rate">Step size.</param>
/// <param name="Unbias1">1 - β₁ᵗ.</param>
/// <param name="Unbias2">1 - β₂ᵗ.</param>
/// <param name="WeightDecay">How much of a weight is taken off per unit of step size.</param>
public readonly record struct AdamStep(double Scale, double Rate, double Unbias1, double Unbias2, double WeightDecay)
{
    /// <summary>How much of the first moment is kept.</summary>
    public const double Beta1 = 0.9;

    /// <summary>How much of the second moment is kept.</summary>
    public const double Beta2 = 0.999;

    private const double Epsilon = 1e-8;

    /// <summary>Moves one weight and its two moments.</summary>
    public void Take(ref float weight, ref float firstMoment, ref float secondMoment, double gradient)
    {
        double slope = Scale * gradient;
        double first = Beta1 * firstMoment + (1 - Beta1) * slope, second = Beta2 * secondMoment + (1 - Beta2) * slope * slope;
        (firstMoment, secondMoment) = ((float)first, (float)second);
        double step = first / Unbias1 / (Math.Sqrt(second / Unbias2) + Epsilon);
        weight = (float)(weight + Rate * (step - WeightDecay * weight));
    }
}
