using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope doctor</c>.</summary>
internal static class DoctorHandler
{
    /// <summary>Looks at everything and prints it.</summary>
    /// <returns>0 where all that is needed is there, else 2.</returns>
    public static Task<int> RunAsync(DoctorRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var checkUp = LookAtEverything();
        if (request.Json) terminal.Write(checkUp, DoctorJson.Default.CheckUp);
        else foreach (Check check in checkUp.Checks) terminal.Line(Line(check));
        return Task.FromResult(checkUp.Ready ? ExitCode.Done : ExitCode.NotReady);
    }

    private static CheckUp LookAtEverything()
    {
        Check[] checks = [DotNet(), System(), Cores(), Vectors(), Organisms(), Keys(), Writable(), SharedData()];
        return new CheckUp(ProgramVersion.Text, checks.All(check => check.State != "failed"), checks);
    }

    private static Check DotNet() => Environment.Version.Major >= 10
        ? new(".NET", "ok", RuntimeInformation.FrameworkDescription)
        : new(".NET", "failed", RuntimeInformation.FrameworkDescription, "install the .NET 10 SDK");

    private static Check System() => new("system", "ok", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    private static Check Cores() => new("cores", "ok", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));

    private static Check Vectors() => Vector512.IsHardwareAccelerated ? new("vectors", "ok", "512 bits (AVX-512)")
        : Vector256.IsHardwareAccelerated ? new("vectors", "ok", "256 bits (AVX2)")
        : Vector128.IsHardwareAccelerated ? new("vectors", "ok", "128 bits: results are the same, evolution is slower")
        : new("vectors", "absent", "none: results are the same, evolution is much slower");

    private static Check Organisms() => ProgramFolders.OrganismNames is { Count: > 0 } names
        ? new("organisms", "ok", string.Join(", ", names))
        : new("organisms", "failed", "none found", "run from a whole clone of the repository, which holds organisms/");

    // Present or not; never what they are.
    private static Check Keys()
    {
        string[] present = [.. ((string[])["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY"]).Where(name => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(name)))];
        return present.Length > 0 ? new("keys", "ok", $"present: {string.Join(", ", present)}")
            : new("keys", "absent", "none of OPENAI_API_KEY, ANTHROPIC_API_KEY, AZURE_OPENAI_API_KEY; needed only to audit those vendors' models");
    }

    private static Check Writable()
    {
        string folder = Directory.GetCurrentDirectory();
        string trial = Path.Combine(folder, $".mesascope-{Environment.ProcessId}");
        try
        {
            using (File.Create(trial, 1, FileOptions.DeleteOnClose)) { }
            return new("output", "ok", "this folder can be written to");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("output", "failed", "this folder cannot be written to", "go to another folder, or name one with --out");
        }
    }

    private static Check SharedData() => ProgramFolders.SharedData is not null
        ? new("shared data", "ok", "reference traces and data sets found beside the repository")
        : new("shared data", "absent", "../shared/data is not there", "needed only by tests and replications that follow reference traces");

    private static string Line(Check check)
    {
        string mark = check.State switch { "ok" => "ok", "absent" => "– ", _ => "✗ " };
        return $"{mark}  {check.Name,-12} {check.Detail}{(check.Remedy is { } remedy ? $" → {remedy}" : "")}";
    }
}
