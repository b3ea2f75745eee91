using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>The directions in which an occupancy can move: those d with F·d = 0. What of a reward lies outside of them makes no difference between policies.</summary>
/// <remarks>
/// M = I - Fᵀ(FFᵀ)⁻¹F with F[s′, (s, a)] = 1[s = s′] - γP(s′ | s, a) over states that are not terminal.
/// Source: Karwowski et al. (2024), "Goodhart's law in reinforcement learning", section 4. M takes out what potential shaping puts in.
/// </remarks>
internal sealed class OccupancySpace
{
    private const double Nothing = 1e-9; // a norm that only rounding makes

    private readonly double[][] _shaping; // rows of F made orthonormal

    /// <summary>The space of a grid.</summary>
    public OccupancySpace(GridProcess grid)
    {
        _shaping = new double[grid.States][];
        for (int state = 0; state < grid.States; state++)
        {
            double[] row = _shaping[state] = new double[grid.Pairs];
            for (int pair = 0; pair < grid.Pairs; pair++)
                row[pair] = (pair / GridProcess.Actions == state ? 1 : 0) - (grid.StateOf(grid.Next[pair]) == state ? grid.Discount : 0);
            for (int twice = 0; twice < 2; twice++) TakeOut(row, state); // twice is enough (Giraud, Langou and Rozložník 2005)
            Scale(row, 1 / Norm(row));
        }
    }

    /// <summary>M·R. Shape [pairs].</summary>
    public double[] Project(double[] reward)
    {
        var projected = (double[])reward.Clone();
        for (int twice = 0; twice < 2; twice++) TakeOut(projected, _shaping.Length);
        return projected;
    }

    /// <summary>The angle between two projected rewards, in degrees, in [0, 180]; null where one of them is 0.</summary>
    public static double? Angle(double[] a, double[] b)
    {
        double apart = 0, together = 0, lengthA = Norm(a), lengthB = Norm(b);
        if (lengthA < Nothing || lengthB < Nothing) return null;
        for (int i = 0; i < a.Length; i++)
        {
            double x = a[i] / lengthA, y = b[i] / lengthB;
            apart += (x - y) * (x - y);
            together += (x + y) * (x + y);
        }
        // By the tangent of its half: the cosine has no digits left near 0. Rounded, so that the last bits of the library's arc tangent reach no record.
        return Math.Round(2 * Math.Atan2(Math.Sqrt(apart), Math.Sqrt(together)) * 180 / Math.PI, 9);
    }

    /// <summary>Two projected rewards at right angles, each of norm √pairs, drawn from a normal distribution.</summary>
    public (double[] U, double[] V) Orthogonal(Seed seed, int pairs)
    {
        double[] Drawn(string which)
        {
            Seed draws = seed.For(which);
            return Project([.. Enumerable.Range(0, pairs).Select(i => Gaussian.At(draws.Value, i))]);
        }
        double[] u = Drawn("first"), v = Drawn("second");
        Scale(u, Math.Sqrt(pairs) / Norm(u));
        double along = GridProcess.Dot(u, v) / pairs;
        for (int i = 0; i < pairs; i++) v[i] -= along * u[i];
        Scale(v, Math.Sqrt(pairs) / Norm(v));
        return (u, v);
    }

    /// <summary>The Euclidean norm.</summary>
    public static double Norm(double[] vector) => Math.Sqrt(GridProcess.Dot(vector, vector));

    private void TakeOut(double[] vector, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            double along = GridProcess.Dot(_shaping[row], vector);
            for (int i = 0; i < vector.Length; i++) vector[i] -= along * _shaping[row][i];
        }
    }

    private static void Scale(double[] vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++) vector[i] *= factor;
    }
}
