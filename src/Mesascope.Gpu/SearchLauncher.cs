using ILGPU;
using ILGPU.Runtime;
using Mesascope.Evolution;
using Mesascope.Gpu.Kernels;

namespace Mesascope.Gpu;

/// <summary>The kernels round the rollout, loaded on a GPU: scores, ranks, gradient, step.</summary>
internal sealed class SearchLauncher(GpuDevice device)
{
    private readonly int _lanes = Math.Min(128, device.Limits.MostLanes);
    private readonly Action<KernelConfig, int, int, ArrayView<Total>, ArrayView<Total>> _score = device.Accelerator.LoadStreamKernel<int, int, ArrayView<Total>, ArrayView<Total>>(SearchKernels.Score);
    private readonly Action<KernelConfig, ArrayView<Total>, ArrayView<double>> _rank = device.Accelerator.LoadStreamKernel<ArrayView<Total>, ArrayView<double>>(SearchKernels.Rank);
    private readonly Action<KernelConfig, Directions, int, int, ArrayView<double>, int, ArrayView<double>> _gradient =
        device.Accelerator.LoadStreamKernel<Directions, int, int, ArrayView<double>, int, ArrayView<double>>(SearchKernels.Gradient);
    private readonly Action<KernelConfig, AdamStep, int, ArrayView<double>, ArrayView<float>, ArrayView<float>, ArrayView<float>> _climb =
        device.Accelerator.LoadStreamKernel<AdamStep, int, ArrayView<double>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(SearchKernels.Climb);

    public void Score(int slices, int episodes, ArrayView<Total> totals, ArrayView<Total> scores) => _score(Blocks(scores.Length), slices, episodes, totals, scores);

    public void Rank(ArrayView<Total> scores, ArrayView<double> ranks) =>
        _rank(new KernelConfig(new Index1D(Count(scores.Length)), new Index1D(_lanes), SharedMemoryConfig.RequestDynamic<double>(_lanes)), scores, ranks);

    public void Gradient(Directions directions, int pairs, int perSlice, ArrayView<double> ranks, int weights, ArrayView<double> partial) =>
        _gradient(new KernelConfig(new Index2D(Count((weights + 3) / 4), (pairs + perSlice - 1) / perSlice), new Index2D(_lanes, 1)), directions, pairs, perSlice, ranks, weights, partial);

    public void Climb(AdamStep step, int slices, ArrayView<double> partial, ArrayView<float> mean, ArrayView<float> first, ArrayView<float> second) =>
        _climb(Blocks(mean.Length), step, slices, partial, mean, first, second);

    private KernelConfig Blocks(long lanes) => new(new Index1D(Count(lanes)), new Index1D(_lanes));

    private int Count(long lanes) => (int)((lanes + _lanes - 1) / _lanes);
}
