using System.Text;

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

    /// <summary>How a file is opened that is readable by nobody else where the system knows such a thing, and that nobody else may have open meanwhile unless <paramref name="share"/> lets them.</summary>
    public static FileStreamOptions Private(FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>The text of a file: UTF-8, or with its byte-order mark UTF-16 or UTF-32. Any other would be read as something it does not say.</summary>
    /// <exception cref="PrerequisiteException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is none of these; one line says where.</exception>
    public static string ReadText(string path) => TextOf(Try(path, () => File.ReadAllBytes(path)), path);

    /// <summary>The same of bytes that are read already.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InvalidDataException">They are none of these; one line says where.</exception>
    public static string TextOf(byte[] bytes, string path)
    {
        try
        {
            // The reader knows every byte-order mark; what bears none is UTF-8.
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? throw new InvalidDataException($"{path} holds NUL characters, so it is no text in UTF-8 (perhaps UTF-16 without a byte-order mark); save it as UTF-8.") : text;
        }
        catch (DecoderFallbackException)
        {
            int at = InvalidByte(bytes), line = 1 + bytes.AsSpan(0, at).Count((byte)'\n');
            throw new InvalidDataException(FormattableString.Invariant($"{path}, line {line}: the byte 0x{bytes[at]:X2} is not UTF-8; save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\"; or: iconv -f WINDOWS-1252 -t UTF-8)."));
        }
    }

    private static int InvalidByte(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int used) != System.Buffers.OperationStatus.Done) return at;
            at += used;
        }
        return 0;
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
