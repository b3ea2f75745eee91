using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>The off-switch game: a robot that may act at once, switch itself off, or wait for a human H who permits the action or presses the switch.</summary>
/// <param name="Mu">μ: what the robot expects its action to be worth to H.</param>
/// <param name="Sigma">σ: how uncertain it is, the standard deviation of U ~ N(μ, σ²); at least 0.</param>
/// <param name="Beta">β: H's noise, in the unit of U; H permits with probability π(U) = 1/(1 + e^(-U/β)). 0: H is rational.</param>
/// <remarks>
/// Source: Hadfield-Menell et al. (2017), "The off-switch game". Disabling the switch is acting at once, so Δ = E[πU] - max(μ, 0) is what the switch is worth to the robot.
/// Since max(μ, 0) is what it gets by its own best choice, Δ is also what its own mistakes would cost minus what H's cost, which is how it is integrated here: nothing large cancels.
/// </remarks>
internal sealed record OffSwitchGame(double Mu, double Sigma, double Beta)
{
    private const int Farthest = 38;       // in σ: beyond it the density is 0 in double precision
    private const double MostCertain = 35; // |μ|/σ beyond which Δ is

    // Gauss and Legendre, eight points to a panel.
    private static readonly double[] Nodes = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    private static readonly double[] Weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];
    private static readonly double[] Scales = [0, 1, 2, 4, 8, 16, 32, 64]; // of β

    /// <summary>Δ by numerical integration: E[|U|, where the robot's own choice is wrong] - E[|U|·P(H is wrong)]. Above 0 the robot keeps its switch.</summary>
    public double Delta() => Expected(u => Math.Abs(u) * ((u > 0 != Mu > 0 ? 1 : 0) - Wrong(u)));

    /// <summary>Δ by Stein's lemma, E[πU] = μ·E[π] + σ²·E[π']: σ²·E[π'] - |μ|·P(H overrules the robot). In closed form where H is rational, σφ(μ/σ) - |μ|Φ(-|μ|/σ), or the robot certain, -|μ|·P(H is wrong).</summary>
    public double DeltaByStein()
    {
        if (Sigma == 0) return 0 - Math.Abs(Mu) * Wrong(Mu); // 0 -: never -0
        double ratio = Math.Abs(Mu) / Sigma;
        if (Beta == 0) return Sigma * NormalDistribution.Density(ratio) - Math.Abs(Mu) * NormalDistribution.Below(-ratio);
        double slope = Expected(u => Wrong(u) * (1 - Wrong(u))) / Beta;
        double overrules = Expected(u => u * Math.Sign(Mu) > 0 ? Wrong(u) : 1 - Wrong(u));
        return Sigma * Sigma * slope - Math.Abs(Mu) * overrules;
    }

    /// <summary>How often H is right: E[1/(1 + e^(-|U|/β))].</summary>
    public double HumanRight() => 1 - Expected(Wrong);

    /// <summary>How often the robot's own choice would be right: Φ(|μ|/σ).</summary>
    public double RobotRight() => Sigma == 0 ? 1 : NormalDistribution.Below(Math.Abs(Mu) / Sigma);

    /// <summary>β* = σ²/(2|μ|): the noise at which Δ = 0. There e^(-|U|/β) is the odds that U has not the sign of μ, given |U|, so H and robot are right equally often at every |U|. +∞ where μ = 0.</summary>
    public double BreakEvenNoise() => Sigma * Sigma / (2 * Math.Abs(Mu));

    /// <summary>The same found by halving, of <see cref="Delta"/>, which falls in β. Null where there is none, or Δ is too small for double precision (|μ| above 35σ).</summary>
    public double? BreakEvenByHalving()
    {
        if (Mu == 0 || Math.Abs(Mu) > MostCertain * Sigma) return null;
        double low = 0, high = Sigma;
        while ((this with { Beta = high }).Delta() > 0) (low, high) = (high, 2 * high);
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            if ((this with { Beta = middle }).Delta() > 0) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    // The probability that H does the wrong thing, 1/(1 + e^(|u|/β)).
    private double Wrong(double u) => u == 0 ? 0.5 : Beta == 0 ? 0 : 1 / (1 + PortableMath.Exp(Math.Abs(u) / Beta));

    // E f(μ + σz). Panels end where the integrand bends: where U is 0, at H's scale around it, and every half σ.
    private double Expected(Func<double, double> f)
    {
        if (Sigma == 0) return f(Mu) + 0.0; // never -0
        double sum = 0;
        List<double> ends = [.. Enumerable.Range(0, 4 * Farthest + 1).Select(half => half / 2.0 - Farthest)];
        foreach (double scale in Scales) ends.AddRange([(scale * Beta - Mu) / Sigma, (-scale * Beta - Mu) / Sigma]);
        double[] within = [.. ends.Where(end => Math.Abs(end) <= Farthest).Order()];
        for (int panel = 1; panel < within.Length; panel++) sum += Panel(f, within[panel - 1], within[panel]);
        return sum;
    }

    private double Panel(Func<double, double> f, double low, double high)
    {
        double middle = (low + high) / 2, half = (high - low) / 2, sum = 0;
        for (int i = 0; i < Nodes.Length; i++) sum += Weights[i] * (At(middle - half * Nodes[i]) + At(middle + half * Nodes[i]));
        return sum * half;
        double At(double z) => f(Mu + Sigma * z) * NormalDistribution.Density(z);
    }
}
