using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mesascope.Runs;

/// <summary>What the lines of a journal are.</summary>
/// <param name="Noun">With its article: "a pair".</param>
/// <param name="Key">What tells one record from another.</param>
/// <param name="Json">How a record is written; one made by a source generator where there are many.</param>
public sealed record JournalOf<TKey, TRecord>(string Noun, Func<TRecord, TKey> Key, JsonTypeInfo<TRecord> Json) where TKey : notnull where TRecord : class
{
    /// <summary>What is wrong with a record that can be read; null where nothing is.</summary>
    public Func<TRecord, string?> Check { get; init; } = _ => null;

    /// <summary>One that is written as <see cref="RunJson.Line"/> says.</summary>
    public JournalOf(string noun, Func<TRecord, TKey> key) : this(noun, key, (JsonTypeInfo<TRecord>)RunJson.Line.GetTypeInfo(typeof(TRecord)))
    {
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names the file and the line, from 1.</exception>
    internal TRecord Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            TRecord record = JsonSerializer.Deserialize(line, Json) ?? throw new JsonException("it is null");
            return Check(record) is { } wrong ? throw new JsonException(wrong) : record;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}, line {number}, is not {Noun}: {problem.Message}", problem);
        }
    }
}

/// <summary>What all journals share.</summary>
internal static class Journals
{
    /// <summary>The ending of the file that its writer holds for itself alone.</summary>
    public const string Writing = ".writing";
}

/// <summary>A file of records, one a line, append-only: once <see cref="Append"/> returns, a killed process no longer loses the record. One process writes it; any number may read it meanwhile (<see cref="JournalReader{TKey, TRecord}"/>).</summary>
/// <remarks>Only places are held in memory; a record is read from disk when it is asked for. Of two records with one key the first counts. A line cut short by a killed process is dropped when the file is opened again. Safe to call from any thread.</remarks>
public sealed class Journal<TKey, TRecord> : IDisposable where TKey : notnull where TRecord : class
{
    private readonly Dictionary<TKey, (long Start, int Length)> _places = [];
    private readonly List<(long Start, int Length)> _inOrder = [];
    private readonly JournalOf<TKey, TRecord> _lines;
    private readonly FileStream _file;
    private readonly FileStream? _writing;
    private readonly string _path;
    private readonly Lock _appending = new();

    private Journal(string path, JournalOf<TKey, TRecord> lines, FileStream file, FileStream? writing) => (_path, _lines, _file, _writing) = (path, lines, file, writing);

    /// <summary>Opens a journal for appending, or begins it.</summary>
    /// <param name="path">Its file; the folder is there.</param>
    /// <param name="lines">What its lines are.</param>
    /// <param name="each">Told every record that is there already, in order.</param>
    /// <exception cref="PrerequisiteException">It cannot be opened, or another process writes it.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static Journal<TKey, TRecord> Open(string path, JournalOf<TKey, TRecord> lines, Action<TRecord>? each = null)
    {
        FileStream writing = OneWriter(path);
        try
        {
            return Opened(new(path, lines, Disk.Try(path, () => new FileStream(path, Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))), writing), each, append: true);
        }
        catch
        {
            writing.Dispose();
            throw;
        }
    }

    /// <summary>Opens the journal of another run for looking up; it stays as it is.</summary>
    /// <exception cref="PrerequisiteException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static Journal<TKey, TRecord> OpenOther(string path, JournalOf<TKey, TRecord> lines) =>
        Opened(new(path, lines, Disk.Try(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)), null), null, append: false);

    /// <summary>Records that it holds.</summary>
    public int Count
    {
        get { lock (_appending) return _inOrder.Count; }
    }

    /// <summary>Every record, in the order in which they were kept.</summary>
    public IReadOnlyList<TRecord> All
    {
        get
        {
            (long, int)[] places;
            lock (_appending) places = [.. _inOrder];
            return [.. places.Select(ReadAt)];
        }
    }

    /// <summary>The record with that key; null where there is none.</summary>
    public TRecord? Find(TKey key)
    {
        (long, int) place;
        lock (_appending)
            if (!_places.TryGetValue(key, out place)) return null;
        return ReadAt(place);
    }

    /// <summary>Keeps one more record.</summary>
    /// <exception cref="PrerequisiteException">The disk refused.</exception>
    public void Append(TRecord record)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, _lines.Json), (byte)'\n'];
        lock (_appending)
        {
            long start = _file.Position;
            Disk.Try(_path, () =>
            {
                _file.Write(line);
                _file.Flush();
                return true;
            });
            Add(_lines.Key(record), (start, line.Length - 1));
        }
    }

    /// <summary>Puts everything so far onto the disk itself, where not even a power cut loses it.</summary>
    public void FlushToDisk()
    {
        lock (_appending)
            Disk.Try(_path, () =>
            {
                _file.Flush(flushToDisk: true);
                return true;
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _writing?.Dispose();
    }

    // Of two that append at once, one would write over the other; that readers may open the file does not keep out a second writer on every system.
    private static FileStream OneWriter(string path)
    {
        FileStreamOptions options = Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        options.Options = FileOptions.DeleteOnClose;
        return Disk.Try(path, () => new FileStream(path + Journals.Writing, options));
    }

    private static Journal<TKey, TRecord> Opened(Journal<TKey, TRecord> journal, Action<TRecord>? each, bool append)
    {
        try
        {
            journal.ReadAll(each, append);
            return journal;
        }
        catch
        {
            journal._file.Dispose();
            throw;
        }
    }

    private void ReadAll(Action<TRecord>? each, bool append)
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int start = 0, number = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            TRecord record = _lines.Parse(bytes.AsSpan(start, end - start), _path, ++number);
            if (Add(_lines.Key(record), (start, end - start))) each?.Invoke(record);
        }
        if (!append) return;
        _file.SetLength(start);
        _file.Seek(start, SeekOrigin.Begin);
    }

    private bool Add(TKey key, (long, int) place)
    {
        bool isNew = _places.TryAdd(key, place);
        if (isNew) _inOrder.Add(place);
        return isNew;
    }

    private TRecord ReadAt((long Start, int Length) place)
    {
        byte[] line = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            Disk.Try(_path, () => RandomAccess.Read(_file.SafeFileHandle, line.AsSpan(0, place.Length), place.Start));
            return JsonSerializer.Deserialize(line.AsSpan(0, place.Length), _lines.Json)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }
}

/// <summary>Reads a journal that may be written meanwhile: each <see cref="Next"/> gives the records that came since the last. It never blocks the writer and never changes the file.</summary>
/// <param name="path">The journal's file; it need not be there yet.</param>
/// <param name="lines">What its lines are.</param>
internal sealed class JournalReader<TKey, TRecord>(string path, JournalOf<TKey, TRecord> lines) where TKey : notnull where TRecord : class
{
    private long _read;
    private int _number;

    /// <summary>All records of a journal as it stands; a line cut short is left out.</summary>
    /// <exception cref="PrerequisiteException">It is not there, or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static IReadOnlyList<TRecord> ReadAll(string path, JournalOf<TKey, TRecord> lines) =>
        File.Exists(path) ? new JournalReader<TKey, TRecord>(path, lines).Next() : throw new PrerequisiteException($"{path} is not there.");

    /// <summary>The records that are whole and were not read yet; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">A whole line is damaged; the message says which.</exception>
    public IReadOnlyList<TRecord> Next()
    {
        if (!File.Exists(path)) return [];
        byte[] bytes = Disk.Try(path, () =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // A writer that takes up a killed run cuts off a torn line, which was not read.
            byte[] rest = new byte[Math.Max(0, file.Length - _read)];
            file.Position = _read;
            return rest.AsSpan(0, file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false)).ToArray();
        });
        var records = new List<TRecord>();
        int start = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
            records.Add(lines.Parse(bytes.AsSpan(start, end - start), path, ++_number));
        _read += start;
        return records;
    }
}
