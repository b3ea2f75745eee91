using ILGPU.Runtime.Cuda;

namespace Mesascope.Gpu;

/// <summary>What a GPU has, as its driver says.</summary>
/// <param name="Multiprocessors">How many multiprocessors.</param>
/// <param name="ClockGigahertz">Their highest clock.</param>
/// <param name="SharedPerBlock">Bytes of shared memory that one block may ask for.</param>
/// <param name="SharedPerMultiprocessor">Bytes of shared memory of a multiprocessor.</param>
/// <param name="MostLanes">Most lanes per block that we use, a power of two.</param>
public sealed record GpuLimits(int Multiprocessors, double ClockGigahertz, int SharedPerBlock, int SharedPerMultiprocessor, int MostLanes)
{
    /// <summary>The lanes that a multiprocessor issues an instruction for in a clock: four warps of 32.</summary>
    public const int LanesPerClock = 128;

    /// <summary>Bytes that shared memory gives a multiprocessor in a clock: 32 banks of 4.</summary>
    public const int SharedBytesPerClock = 128;

    /// <summary>An H100 SXM, for planning without one. Source: NVIDIA (2022), "H100 Tensor Core GPU architecture", tables 3 and 4.</summary>
    public static GpuLimits H100 { get; } = new(132, 1.98, 227 * 1024, 228 * 1024, 512);

    internal static GpuLimits Of(CudaDevice device) => new(
        device.NumMultiprocessors, device.ClockRate / 1e3, CudaDriver.SharedPerBlock(device), device.MaxSharedMemoryPerMultiprocessor, 512);

    internal static GpuLimits OfSimulated(int lanes) => new(1, 1, 227 * 1024, 228 * 1024, lanes);
}
