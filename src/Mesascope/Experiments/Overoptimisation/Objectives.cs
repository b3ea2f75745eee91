using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Several objectives of a reply at once, each along a direction of its own: truth, which the others conflict with, then agreement, interest and completion.</summary>
/// <remarks>Objective k is worth z·exp(-z²/turn), z = u_k·x. Truth is u₀ = e₀; another that conflicts with it by ρ is ρ·e₀ + √(1 - ρ²)·e_k.</remarks>
/// <param name="Weights">What the rater gives for each, truth first. Shape [4].</param>
/// <param name="Conflicts">Cosine of each of the others with truth, in (-1, 1). Shape [3].</param>
/// <param name="Dimensions">Numbers in a reply, at least 4.</param>
/// <param name="Turn">As in <see cref="Worth"/>.</param>
internal sealed record Objectives(IReadOnlyList<double> Weights, IReadOnlyList<double> Conflicts, int Dimensions, double Turn)
{
    /// <summary>In words.</summary>
    public static IReadOnlyList<string> Names { get; } = ["truth", "agreement", "interest", "completion"];

    private double T => Turn / 2;

    /// <summary>What one objective is worth.</summary>
    public Worth Alone(int objective) => new(Direction(objective), [1], Turn);

    /// <summary>What the rater goes by: the weighted worth, or the weighted z for a rater who sees no turn.</summary>
    public Worth Rated(bool worth) => new([.. Names.SelectMany((_, k) => Direction(k))], [.. Weights], Turn, Turns: worth);

    /// <summary>How far each z moves for a unit of √(2 KL), where x moves along Σ w·u: u_k·Σ w·u / ‖Σ w·u‖. Shape [4].</summary>
    public double[] Shares()
    {
        double[] along = new double[Dimensions];
        for (int k = 0; k < Names.Count; k++)
        {
            double[] u = Direction(k);
            for (int i = 0; i < Dimensions; i++) along[i] += Weights[k] * u[i];
        }
        double norm = Math.Sqrt(along.Sum(number => number * number));
        return [.. Names.Select((_, k) => Direction(k).Zip(along, (u, a) => u * a).Sum() / norm)];
    }

    /// <summary>KL at which an objective is worth most, where x moves along Σ w·u: there its mean z is √(1 + turn/2). Null where it falls from the start, or stays.</summary>
    public double? TurnsAt(int objective) => Shares()[objective] is > 0 and var share ? (1 + T) / (2 * share * share) : null;

    /// <summary>KL from which on an objective is worth more than truth, where x moves along Σ w·u: (1 + t)·ln(a/b)/(a² - b²) for shares a of truth and b of the other, from a·exp(-a²KL/(1 + t)) = b·exp(-b²KL/(1 + t)). 0 where it is from the start; null where it never is.</summary>
    public double? OvertakesAt(int objective)
    {
        double[] shares = Shares();
        double a = shares[0], b = shares[objective];
        return b <= 0 && a > b ? null : b >= a ? 0 : (1 + T) * PortableMath.Log(a / b) / (a * a - b * b);
    }

    private double[] Direction(int objective)
    {
        var u = new double[Dimensions];
        if (objective == 0) u[0] = 1;
        else (u[0], u[objective]) = (Conflicts[objective - 1], Math.Sqrt(1 - Conflicts[objective - 1] * Conflicts[objective - 1]));
        return u;
    }
}
