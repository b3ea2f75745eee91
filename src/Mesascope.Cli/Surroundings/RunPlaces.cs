using System.Globalization;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Where a run goes when nobody names a folder.</summary>
internal static class RunPlaces
{
    private const string Top = "runs";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary><c>runs/NAME-1</c> in the current folder, or the first number that is free; created, so that no run that begins at the same moment gets the same.</summary>
    /// <param name="name">What is run; characters that a path cannot hold become dashes.</param>
    /// <exception cref="PrerequisiteException">It cannot be created.</exception>
    public static string Claim(string name)
    {
        string safe = string.Concat(name.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')).Trim('-', '.');
        if (safe.Length == 0) safe = "run";
        Disk.CreateFolder(Top);
        using FileStream turn = Turn();
        for (int number = 1; ; number++)
        {
            string folder = Path.Combine(Top, string.Create(CultureInfo.InvariantCulture, $"{safe}-{number}"));
            if (Path.Exists(folder)) continue;
            Disk.CreateFolder(folder);
            return folder;
        }
    }

    // Whoever holds this file looks for a number; it is gone when he has found one.
    private static FileStream Turn()
    {
        string file = Path.Combine(Top, ".claim");
        FileStreamOptions options = Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        options.Options = FileOptions.DeleteOnClose;
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, options);
            }
            catch (IOException problem) when (IsInUse(problem) && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                Thread.Sleep(5); // another run is looking
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new PrerequisiteException($"{Top}: {problem.Message}", problem);
            }
        }
    }

    // Not whether the file is there: whoever held it may have let it go meanwhile. EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsInUse(IOException problem) => problem.HResult is 11 or 35 or unchecked((int)0x80070020);
}
