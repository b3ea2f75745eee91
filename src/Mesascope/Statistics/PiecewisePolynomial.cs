namespace Mesascope.Statistics;

/// <summary>The distribution of a continuous number at least 0 whose distribution function is a polynomial between breaks: closed under scaling, the larger of two, and adding a uniform.</summary>
/// <remarks>Piece i is a polynomial in u = (x - breaks[i]) / (breaks[i + 1] - breaks[i]), in [0, 1]; below the first break it is 0, above the last 1. Exact to rounding for degrees up to <see cref="HighestDegree"/>.</remarks>
internal sealed class PiecewisePolynomial
{
    /// <summary>Above this degree sums of polynomials lose too many digits, and the distribution is refused.</summary>
    public const int HighestDegree = 40;

    private const double SameBreak = 1e-12;

    private readonly double[] _breaks;
    private readonly double[][] _pieces;

    private PiecewisePolynomial(double[] breaks, double[][] pieces) => (_breaks, _pieces) = (breaks, pieces);

    /// <summary>Uniform on [0, <paramref name="top"/>], above 0.</summary>
    public static PiecewisePolynomial Uniform(double top) => new([0, top], [[0, 1]]);

    /// <summary>The mean: ∫ 1 - F.</summary>
    public double Mean
    {
        get
        {
            double mean = _breaks[^1];
            for (int i = 0; i < _pieces.Length; i++) mean -= Width(i) * Integral(_pieces[i]);
            return mean;
        }
    }

    /// <summary>The distribution of <paramref name="factor"/> times the number; the factor is above 0.</summary>
    public PiecewisePolynomial Times(double factor) => new([.. _breaks.Select(x => x * factor)], _pieces);

    /// <summary>The distribution of the larger of two independent numbers. Null where the degree would be too high.</summary>
    public PiecewisePolynomial? LargerOf(PiecewisePolynomial other)
    {
        double[] breaks = Union(_breaks, other._breaks);
        double[][] pieces = [.. Enumerable.Range(0, breaks.Length - 1).Select(i => Product(Between(breaks[i], breaks[i + 1]), other.Between(breaks[i], breaks[i + 1])))];
        return pieces.Any(piece => piece.Length > HighestDegree + 1) ? null : new PiecewisePolynomial(breaks, pieces);
    }

    /// <summary>The distribution of the number plus an independent uniform on [0, 1]: H(x) = ∫ F from x - 1 to x. Null where the degree would be too high.</summary>
    public PiecewisePolynomial? PlusUniform()
    {
        double[] breaks = Union(_breaks, [.. _breaks.Select(x => x + 1)]);
        var pieces = new double[breaks.Length - 1][];
        for (int i = 0; i < pieces.Length; i++)
        {
            double from = breaks[i], to = breaks[i + 1];
            pieces[i] = Difference(AreaBetween(from, to), AreaBetween(from - 1, to - 1));
            if (pieces[i].Length > HighestDegree + 1) return null;
        }
        return new PiecewisePolynomial(breaks, pieces);
    }

    /// <summary>The probability that this number is larger than the other, both independent: ∫ F_other dF.</summary>
    public double Exceeds(PiecewisePolynomial other)
    {
        double[] breaks = Union(_breaks, other._breaks);
        double probability = 0;
        for (int i = 0; i + 1 < breaks.Length; i++)
        {
            double[] own = Between(breaks[i], breaks[i + 1]);
            double[] density = [.. own.Skip(1).Select((coefficient, power) => coefficient * (power + 1))];
            if (density.Length > 0) probability += Integral(Product(density, other.Between(breaks[i], breaks[i + 1])));
        }
        return probability;
    }

    private double Width(int piece) => _breaks[piece + 1] - _breaks[piece];

    // F on [from, to], which lies inside one piece or outside all of them.
    private double[] Between(double from, double to)
    {
        double middle = (from + to) / 2;
        if (middle < _breaks[0]) return [0];
        int piece = PieceAt(middle);
        return piece == _pieces.Length ? [1] : Restricted(_pieces[piece], (from - _breaks[piece]) / Width(piece), (to - from) / Width(piece));
    }

    // ∫ F up to x, as a polynomial on [from, to].
    private double[] AreaBetween(double from, double to)
    {
        double middle = (from + to) / 2, area = 0;
        if (middle < _breaks[0]) return [0];
        int piece = PieceAt(middle);
        for (int i = 0; i < piece; i++) area += Width(i) * Integral(_pieces[i]);
        if (piece == _pieces.Length) return [area + from - _breaks[^1], to - from];
        double[] integral = [area, .. _pieces[piece].Select((coefficient, power) => Width(piece) * coefficient / (power + 1))];
        return Restricted(integral, (from - _breaks[piece]) / Width(piece), (to - from) / Width(piece));
    }

    private int PieceAt(double x)
    {
        int piece = 0;
        while (piece < _pieces.Length && x > _breaks[piece + 1]) piece++;
        return piece;
    }

    // p(start + scale·u) as a polynomial in u, by Horner.
    private static double[] Restricted(double[] polynomial, double start, double scale)
    {
        if (start == 0 && scale == 1) return polynomial;
        var result = new double[polynomial.Length];
        for (int power = polynomial.Length - 1; power >= 0; power--)
        {
            for (int k = polynomial.Length - 1; k > 0; k--) result[k] = result[k] * start + result[k - 1] * scale;
            result[0] = result[0] * start + polynomial[power];
        }
        return result;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length + b.Length - 1];
        for (int i = 0; i < a.Length; i++) for (int j = 0; j < b.Length; j++) product[i + j] += a[i] * b[j];
        return product;
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var difference = new double[Math.Max(a.Length, b.Length)];
        for (int i = 0; i < a.Length; i++) difference[i] = a[i];
        for (int i = 0; i < b.Length; i++) difference[i] -= b[i];
        return difference;
    }

    private static double Integral(double[] polynomial)
    {
        double sum = 0;
        for (int power = 0; power < polynomial.Length; power++) sum += polynomial[power] / (power + 1);
        return sum;
    }

    private static double[] Union(double[] a, double[] b)
    {
        var union = new List<double>();
        foreach (double x in a.Concat(b).Order()) if (union.Count == 0 || x - union[^1] > SameBreak) union.Add(x);
        return [.. union];
    }
}
