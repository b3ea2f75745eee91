namespace Mesascope.Explanations;

/// <summary>Small linear systems.</summary>
internal static class Linear
{
    /// <summary>Solves a symmetric positive definite system by elimination. Shape [n, n] and [n].</summary>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        var a = (double[,])matrix.Clone();
        var x = (double[])right.Clone();
        for (int pivot = 0; pivot < n; pivot++)
            for (int row = pivot + 1; row < n; row++)
            {
                double factor = a[row, pivot] / a[pivot, pivot];
                for (int column = pivot; column < n; column++) a[row, column] -= factor * a[pivot, column];
                x[row] -= factor * x[pivot];
            }
        for (int row = n - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < n; column++) x[row] -= a[row, column] * x[column];
            x[row] /= a[row, row];
        }
        return x;
    }
}
