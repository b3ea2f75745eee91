using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace Mesascope.Gpu;

/// <summary>The two calls of the CUDA driver that ILGPU does not offer: blocks with more than 48 KiB of shared memory must be asked for.</summary>
/// <remarks>Source: CUDA Driver API, <c>cuFuncSetAttribute</c> and <c>cuDeviceGetAttribute</c>.</remarks>
internal static partial class CudaDriver
{
    private const string Library = "mesascope-cuda";
    private const int LargestSharedPerBlock = 97, LargestDynamicShared = 8, SharedCarveout = 9, RegistersPerLane = 4;

    static CudaDriver() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, assembly, path) =>
        name == Library ? NativeLibrary.Load(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1") : 0);

    /// <summary>Bytes of shared memory that a block may ask for.</summary>
    public static int SharedPerBlock(CudaDevice device) => GetDeviceAttribute(out int bytes, LargestSharedPerBlock, device.DeviceId) == 0 && bytes > 0 ? bytes : device.MaxSharedMemoryPerGroup;

    /// <summary>Lets a kernel ask for so many bytes of dynamic shared memory.</summary>
    public static void Allow(CudaKernel kernel, int bytes)
    {
        int error = SetFunctionAttribute(kernel.FunctionPtr, LargestDynamicShared, bytes);
        if (error != 0) throw new PrerequisiteException($"The GPU refuses a block {bytes} bytes of shared memory (CUDA error {error}); run with --device cpu.");
        _ = SetFunctionAttribute(kernel.FunctionPtr, SharedCarveout, 100); // a wish: all of the memory that caches and blocks share
    }

    /// <summary>Registers that a kernel takes per lane; what they leave room for bounds the warps at work.</summary>
    public static int Registers(CudaKernel kernel) => GetFunctionAttribute(out int registers, RegistersPerLane, kernel.FunctionPtr) == 0 ? registers : 0;

    [LibraryImport(Library, EntryPoint = "cuDeviceGetAttribute")]
    private static partial int GetDeviceAttribute(out int value, int attribute, int device);

    [LibraryImport(Library, EntryPoint = "cuFuncSetAttribute")]
    private static partial int SetFunctionAttribute(nint function, int attribute, int value);

    [LibraryImport(Library, EntryPoint = "cuFuncGetAttribute")]
    private static partial int GetFunctionAttribute(out int value, int attribute, nint function);
}
