using System.Runtime.InteropServices;
using TorchSharp;

namespace Mesascope.Gradients.Tests;

/// <summary>The judge: libtorch on one thread. Not part of what a user installs.</summary>
internal static class Torch
{
    private static readonly string? _missing = Missing();

    /// <summary>Skips the test, with the reason, where libtorch cannot be loaded.</summary>
    public static void Require()
    {
        Assert.SkipWhen(_missing is not null, $"libtorch cannot be loaded: {_missing}");
        torch.set_num_threads(1); // its threads wait by spinning
    }

    // TorchSharp's own way to fail copies half a gigabyte first and throws pages.
    private static string? Missing()
    {
        try
        {
            foreach (string library in new[] { "torch_cpu", "LibTorchSharp" }) NativeLibrary.Load(library, typeof(Torch).Assembly, null);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            return failure.Message.Split(". ")[0];
        }
    }
}
