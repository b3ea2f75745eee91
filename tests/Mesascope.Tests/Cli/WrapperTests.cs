using System.Diagnostics;
using Mesascope.Tests.House;

namespace Mesascope.Tests.Cli;

/// <summary>The wrapper, in a checkout of its own that was never built: what it says where it cannot be.</summary>
public sealed class WrapperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, "dotnet builds nothing without a HOME")]
    [InlineData("", "dotnet builds nothing without a HOME")]
    [InlineData("/proc/none", "dotnet cannot write to its home /proc/none")]
    public async Task Without_a_home_it_says_so_in_one_line(string? home, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the wrapper is a shell script");
        Directory.CreateDirectory(Path.Combine(_folder, "src", "Mesascope.Cli"));
        string wrapper = Path.Combine(_folder, "mesascope");
        File.Copy(Path.Combine(Repository.Root, "mesascope"), wrapper);
        var start = new ProcessStartInfo("bash", [wrapper, "doctor"]) { RedirectStandardError = true };
        start.Environment.Remove("DOTNET_CLI_HOME");
        start.Environment["HOME"] = home;
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
