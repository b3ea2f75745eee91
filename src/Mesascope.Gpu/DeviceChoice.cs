namespace Mesascope.Gpu;

/// <summary>What <c>--device</c> asks for.</summary>
public static class DeviceChoice
{
    /// <summary>The words that may stand there.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "cpu", "cuda"];

    /// <summary>The GPU to run on, or null for the CPU.</summary>
    /// <param name="name">One of <see cref="Names"/>; <c>auto</c> takes a GPU where there is one.</param>
    /// <param name="note">With <c>auto</c> and no GPU, the line that says so; otherwise null.</param>
    /// <exception cref="ArgumentException">The name is none of them.</exception>
    /// <exception cref="PrerequisiteException">A GPU is demanded and there is none.</exception>
    public static GpuDevice? Resolve(string name, out string? note)
    {
        note = null;
        if (name == "cpu") return null;
        if (name is not ("auto" or "cuda")) throw new ArgumentException($"--device is one of {string.Join(", ", Names)}; got \"{name}\".", nameof(name));
        GpuDevice? device = GpuDevice.Find(out string? whyNot);
        if (device is not null) return device;
        if (name == "cuda") throw new PrerequisiteException($"{whyNot}; run with --device cpu.");
        note = $"{whyNot}; running on the CPU";
        return null;
    }
}
