using System.Text;
using System.Text.Json;
using Mesascope.Learning;

namespace Mesascope.Runs;

/// <summary><c>growth.jsonl</c>: one line per generation, without a clock.</summary>
internal sealed class GrowthLog : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "growth.jsonl";

    private readonly FileStream _stream;

    private GrowthLog(FileStream stream) => _stream = stream;

    /// <summary>Opens the log and cuts it to the lines of these generations: what came after the checkpoint will come again.</summary>
    /// <exception cref="PrerequisiteException">It has fewer lines, or cannot be written.</exception>
    public static GrowthLog Open(string folder, int generations)
    {
        string path = Path.Combine(folder, FileName);
        return Disk.Try(path, () =>
        {
            var stream = new FileStream(path, Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
            long length = LengthOf(stream, generations);
            if (length < 0)
            {
                stream.Dispose();
                throw new PrerequisiteException($"{path} has fewer than the {generations} lines that the checkpoint knows of; choose a new folder with --out.");
            }
            stream.SetLength(length);
            stream.Position = length;
            return new GrowthLog(stream);
        });
    }

    /// <summary>Adds a generation.</summary>
    public void Append(TrainingProgress now) => Disk.Try(_stream.Name, () =>
    {
        string line = JsonSerializer.Serialize(new { generation = now.Done, best = now.Best, mean = now.Mean, performance = now.Performance });
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        return true;
    });

    /// <summary>Puts everything so far onto the disk.</summary>
    public void Flush() => Disk.Try(_stream.Name, () =>
    {
        _stream.Flush(flushToDisk: true);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // How many bytes that many lines take; -1 where there are fewer.
    private static long LengthOf(FileStream stream, int lines)
    {
        for (int seen = 0; seen < lines;)
        {
            int next = stream.ReadByte();
            if (next < 0) return -1;
            if (next == '\n') seen++;
        }
        return stream.Position;
    }
}
