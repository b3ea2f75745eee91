using System.Text;
using System.Text.Json;
using Mesascope.Audits;

namespace Mesascope.Runs;

/// <summary><c>pairs.jsonl</c>: append-only, one pair a line, each flushed before the next. A line cut short by a killed process is dropped when it is opened again.</summary>
public sealed class PairFile : IPairLog, IDisposable
{
    private readonly Dictionary<(string Audit, int Index), PairRecord> _pairs = [];
    private readonly FileStream _file;
    private readonly string _path;
    private readonly Lock _appending = new();

    private PairFile(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens the file for reading and appending, or creates it. Only one process may have it open.</summary>
    /// <exception cref="PrerequisiteException">It cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static PairFile Open(string path)
    {
        FileStream file = Disk.Try(path, () => new FileStream(path, Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite)));
        try
        {
            var pairs = new PairFile(path, file);
            pairs.ReadAll();
            return pairs;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the pairs of a run that nobody is writing.</summary>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static IReadOnlyList<PairRecord> Read(string path)
    {
        var pairs = new List<PairRecord>();
        string text = Disk.Try(path, () => File.ReadAllText(path));
        int line = 0;
        foreach (string row in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            pairs.Add(Parse(row, path, ++line));
        return pairs;
    }

    /// <summary>Every pair that is kept so far, in no order.</summary>
    public IReadOnlyList<PairRecord> All
    {
        get
        {
            lock (_appending) return [.. _pairs.Values];
        }
    }

    /// <inheritdoc/>
    public PairRecord? Find(string audit, int index)
    {
        lock (_appending) return _pairs.GetValueOrDefault((audit, index));
    }

    /// <inheritdoc/>
    public void Append(PairRecord pair)
    {
        byte[] line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(pair, RunJson.Line) + "\n");
        lock (_appending)
        {
            Disk.Try(_path, () =>
            {
                _file.Write(line);
                _file.Flush();
                return true;
            });
            _pairs[(pair.Audit, pair.Index)] = pair;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void ReadAll()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        int line = 0;
        foreach (string row in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            PairRecord pair = Parse(row, _path, ++line);
            _pairs[(pair.Audit, pair.Index)] = pair;
        }
        _file.SetLength(end);
        _file.Seek(end, SeekOrigin.Begin);
    }

    private static PairRecord Parse(string row, string path, int line)
    {
        try
        {
            PairRecord pair = JsonSerializer.Deserialize<PairRecord>(row, RunJson.Line) ?? throw new JsonException("it is null");
            if (pair.Index < 0 || !InRange(pair.Control.Outcome) || !InRange(pair.Treated.Outcome)) throw new JsonException("a number is out of range");
            return pair;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}, line {line}, is not a pair: {problem.Message}", problem);
        }
    }

    private static bool InRange(double? outcome) => outcome is null or (>= 0 and <= 1);
}
