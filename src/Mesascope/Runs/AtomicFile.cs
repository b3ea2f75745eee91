namespace Mesascope.Runs;

/// <summary>Writes a file so that a reader, or the next process after a kill, finds either all of it or what was there before.</summary>
public static class AtomicFile
{
    /// <summary>The ending of a file that is not complete yet; one left behind by a kill may be overwritten.</summary>
    public const string Unfinished = ".partial";

    /// <summary>Writes beside the place, to the disk, and then renames.</summary>
    /// <exception cref="PrerequisiteException">The folder cannot be written, or the disk is full; what was there before is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string partial = path + Unfinished;
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PrerequisiteException($"{path} cannot be written: {e.Message} Free some space or choose another folder with --out.", e);
        }
    }
}
