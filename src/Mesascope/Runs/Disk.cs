namespace Mesascope.Runs;

/// <summary>Reading and writing so that a killed process or a full disk never leaves half a file, and every fault is one line that names the place.</summary>
public static class Disk
{
    /// <summary>Writes the whole file or leaves what was there: into a neighbour first, then renamed over it.</summary>
    /// <exception cref="PrerequisiteException">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        byte[] bytes = content.ToArray();
        Try(path, () =>
        {
            if (Directory.Exists(path)) throw new PrerequisiteException($"{path} is a folder, and a file was to be written there.");
            string neighbour = path + ".partial";
            using (var file = new FileStream(neighbour, Private(FileMode.Create, FileAccess.Write)))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(neighbour, path, overwrite: true);
            return true;
        });
    }

    /// <summary>The whole of a file. A pipe or a device, at which reading might never end, has no length and is refused as an empty file is.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="most">More bytes than this are refused.</param>
    /// <exception cref="PrerequisiteException">It is not there, empty, too large, or cannot be read.</exception>
    public static byte[] Read(string path, long most) => Try(path, () => LengthOf(path) switch
    {
        null => throw new PrerequisiteException($"{path} is not there, or a link that leads nowhere."),
        0 => throw new PrerequisiteException($"{path} is empty, or no ordinary file."),
        var length when length > most => throw new PrerequisiteException($"{path} has {length} bytes; at most {most} are read."),
        _ => File.ReadAllBytes(path),
    });

    /// <summary>Creates the folder, readable by nobody else where the system knows such a thing.</summary>
    /// <exception cref="PrerequisiteException">It cannot be created, or a file stands there.</exception>
    public static void CreateFolder(string path) => Try(path, () =>
    {
        if (Directory.Exists(path)) return true;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return true;
    });

    // Of what a link leads to; the link has a length of its own.
    private static long? LengthOf(string path)
    {
        FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        return file is FileInfo { Exists: true } there ? there.Length : null;
    }

    /// <summary>How a file is opened that nobody else may have open meanwhile, and that is readable by nobody else where the system knows such a thing.</summary>
    public static FileStreamOptions Private(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Does it, and turns what the disk refuses into one line that names the place.</summary>
    /// <exception cref="PrerequisiteException">The disk refused.</exception>
    public static T Try<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PrerequisiteException($"{path}: {problem.Message}", problem);
        }
    }
}
