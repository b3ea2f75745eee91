namespace Mesascope.Runs;

/// <summary>The folder that a run writes into.</summary>
public static class OutputFolder
{
    /// <summary>Creates it, readable by its owner only, where it is not there yet.</summary>
    /// <exception cref="PrerequisiteException">It cannot be created.</exception>
    public static void Create(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) return;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PrerequisiteException($"{folder} cannot be created: {e.Message} Choose another folder with --out.", e);
        }
    }
}
