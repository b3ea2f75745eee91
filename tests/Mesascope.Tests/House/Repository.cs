using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mesascope.Tests.House;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory) ?? Above(ThisFolder()) ?? throw new InvalidOperationException("These tests run inside their repository.");

    /// <summary>The files under version control, or about to be, as paths from the top with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Listed().Where(file => File.Exists(Path.Combine(Root, file)))];

    /// <summary>Those under the folder whose names end so.</summary>
    public static IReadOnlyList<string> FilesIn(string folder, params string[] endings) =>
        [.. Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Fails with all the offenders, each on its line and whole.</summary>
    public static void HasNone(IEnumerable<string> offenders)
    {
        string[] found = [.. offenders];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static IEnumerable<string> Listed()
    {
        // Whoever runs the tests need not be who cloned, and a copy without .git has no list.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process git = Process.Start(start)!;
        string listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or ".git" or "runs" or "TestResults"));
    }

    private static string? Above(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Mesascope.slnx"))) return at.FullName;
        return null;
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
