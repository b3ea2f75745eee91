using Mesascope.Gradients;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gradients;

/// <summary>Wide vectors compute what one number at a time does, to the bit: so the width of the processor's vectors is no part of a result.</summary>
public class SameBitsTests
{
    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(7, 75, 64)]
    [InlineData(20, 243, 128)]
    [InlineData(9, 512, 101)]
    public void Sums_of_set_rows_are_chains_in_order(int cases, int bits, int columns)
    {
        Bits[] seen = [.. Enumerable.Range(0, cases).Select(i => Seen(i, bits))];
        float[] matrix = Numbers("matrix", bits * columns), rows = Numbers("rows", cases * columns), gathered = [.. rows], scattered = [.. matrix];
        new SetBits(seen).Gather(matrix, columns, gathered);
        new SetBits(seen).Scatter(rows, columns, scattered);
        for (int column = 0; column < columns; column++)
        {
            for (int i = 0; i < cases; i++)
            {
                float sum = rows[i * columns + column];
                for (int bit = 0; bit < bits; bit++) if (seen[i].IsSet(bit)) sum += matrix[bit * columns + column];
                Assert.Equal(sum, gathered[i * columns + column]);
            }
            for (int bit = 0; bit < bits; bit++)
            {
                float sum = matrix[bit * columns + column];
                for (int i = 0; i < cases; i++) if (seen[i].IsSet(bit)) sum += rows[i * columns + column];
                Assert.Equal(sum, scattered[bit * columns + column]);
            }
        }
    }

    [Theory]
    [InlineData(29, 64, 5)]
    [InlineData(5, 7, 32)]
    [InlineData(13, 9, 75)]
    public void So_is_a_product_of_the_other_way_round(int rows, int inner, int columns)
    {
        // xᵀ · y, as the gradient by weights is.
        float[] x = Numbers("x", inner * rows), y = Numbers("y", inner * columns), result = Numbers("result", rows * columns), before = [.. result];
        MatrixProduct.Add(new(x, rows, Transposed: true), new(y, columns), result, columns, rows, inner, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                float sum = before[i * columns + j];
                for (int k = 0; k < inner; k++) sum = MathF.FusedMultiplyAdd(x[k * rows + i], y[k * columns + j], sum);
                Assert.Equal(sum, result[i * columns + j]);
            }
    }

    [Fact]
    public void Logarithms_by_the_dozen_are_those_one_by_one()
    {
        float[] x = [.. Numbers("x", 1001).Select(MathF.Abs), 0, 1, float.Epsilon, float.MaxValue, 1.4142135f, 1.4142136f];
        var logs = new double[x.Length];
        PortableMath.Log(x, logs);
        Assert.Equal(x.Select(one => PortableMath.Log(one)), logs);
    }

    private static Bits Seen(int i, int count)
    {
        Bits bits = default;
        for (int bit = 0; bit < count; bit++) if ((bit * 7 + i * 13) % 5 == 0) bits.Set(bit);
        return bits;
    }

    private static float[] Numbers(string name, int count)
    {
        var numbers = new float[count];
        Gaussian.Fill(new Seed(5).For(name), numbers);
        return numbers;
    }
}
