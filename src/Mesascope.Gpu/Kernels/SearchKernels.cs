using ILGPU;
using Mesascope.Evolution;
using Mesascope.Randomness;

namespace Mesascope.Gpu.Kernels;

/// <summary>The steps of <see cref="OpenAiEs"/> on a GPU.</summary>
internal static class SearchKernels
{
    /// <summary>Mean reward and performance of each individual from the sums of its slices. One lane per individual.</summary>
    public static void Score(int slices, int episodes, ArrayView<Total> totals, ArrayView<Total> scores)
    {
        int individual = Grid.IdxX * Group.DimX + Group.IdxX;
        if (individual >= scores.IntLength) return;
        Total sum = default;
        for (int slice = 0; slice < slices; slice++) sum = sum.Plus(totals[individual * slices + slice]);
        scores[individual] = new Total(sum.Reward / episodes, sum.Performance / episodes, sum.Steps);
    }

    /// <summary>Ranks mapped evenly onto [-½, ½], equals sharing theirs, as <c>Ranking.Centred</c> has them. One lane per individual, which counts who is fitter and who as fit.</summary>
    public static void Rank(ArrayView<Total> scores, ArrayView<double> ranks)
    {
        int population = scores.IntLength, individual = Grid.IdxX * Group.DimX + Group.IdxX;
        ArrayView<double> tile = SharedMemory.GetDynamic<double>();
        double own = individual < population ? scores[individual].Reward : 0;
        int fitter = 0, equal = 0;
        for (int start = 0; start < population; start += Group.DimX)
        {
            int mine = start + Group.IdxX, count = IntrinsicMath.Min(Group.DimX, population - start);
            Group.Barrier();
            if (mine < population) tile[Group.IdxX] = scores[mine].Reward;
            Group.Barrier();
            for (int i = 0; i < count; i++)
            {
                double other = tile[i];
                fitter += other > own ? 1 : 0;
                equal += other == own ? 1 : 0;
            }
        }
        // The first of the equals has rank "fitter", the last "fitter + equal - 1"; the individual is its own equal.
        if (individual < population) ranks[individual] = 0.5 - (2 * fitter + equal - 1) / 2.0 / (population - 1);
    }

    /// <summary>The gradient summed over a slice of the pairs: four weights per lane, in the order of the pairs. Grid [blocks of weights, slices].</summary>
    /// <param name="directions">The directions of the generation.</param>
    /// <param name="pairs">How many pairs there are, and how many a slice holds.</param>
    /// <param name="perSlice">Pairs per slice.</param>
    /// <param name="ranks">Shape [2 × pairs].</param>
    /// <param name="weights">How many weights there are.</param>
    /// <param name="partial">Shape [slices × weights].</param>
    public static void Gradient(Directions directions, int pairs, int perSlice, ArrayView<double> ranks, int weights, ArrayView<double> partial)
    {
        int block = Grid.IdxX * Group.DimX + Group.IdxX, at = 4 * block;
        if (at >= weights) return;
        double x = 0, y = 0, z = 0, w = 0;
        int last = IntrinsicMath.Min((Grid.IdxY + 1) * perSlice, pairs);
        for (int pair = Grid.IdxY * perSlice; pair < last; pair++)
        {
            double difference = ranks[2 * pair] - ranks[2 * pair + 1];
            if (difference == 0) continue;
            Philox.Block words = directions.Words(pair, block);
            x += difference * (Noise.Unit * Noise.Centred(words.W0));
            y += difference * (Noise.Unit * Noise.Centred(words.W1));
            z += difference * (Noise.Unit * Noise.Centred(words.W2));
            w += difference * (Noise.Unit * Noise.Centred(words.W3));
        }
        long slice = (long)Grid.IdxY * weights;
        partial[slice + at] = x;
        if (at + 1 < weights) partial[slice + at + 1] = y;
        if (at + 2 < weights) partial[slice + at + 2] = z;
        if (at + 3 < weights) partial[slice + at + 3] = w;
    }

    /// <summary>Adds up the slices in order and takes the step of Adam. One lane per weight.</summary>
    public static void Climb(AdamStep step, int slices, ArrayView<double> partial, ArrayView<float> mean, ArrayView<float> first, ArrayView<float> second)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, weights = mean.IntLength;
        if (i >= weights) return;
        double gradient = 0;
        for (int slice = 0; slice < slices; slice++) gradient += partial[(long)slice * weights + i];
        float weight = mean[i], firstMoment = first[i], secondMoment = second[i];
        step.Take(ref weight, ref firstMoment, ref secondMoment, gradient);
        (mean[i], first[i], second[i]) = (weight, firstMoment, secondMoment);
    }
}
