using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mesascope.Runs;

namespace Mesascope.Chat;

/// <summary><c>replies.jsonl</c>: every reply of a run as soon as it came, append-only. A killed run loses nothing that was paid for; a line cut short is dropped when the file is opened again.</summary>
/// <remarks>Only places are held in memory; a reply is read from disk when it is asked for again.</remarks>
public sealed class KeptReplies : IDisposable
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = "replies.jsonl";

    private readonly Dictionary<string, (long Start, int Length)> _places = [];
    private readonly FileStream _file;
    private readonly string _path;
    private readonly Lock _appending = new();

    private KeptReplies(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens the replies of a run folder for reading and appending, or begins them.</summary>
    /// <param name="folder">The run folder, which is there.</param>
    /// <param name="each">Told every reply that is there already.</param>
    /// <exception cref="PrerequisiteException">The file cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static KeptReplies Open(string folder, Action<Reply>? each = null)
    {
        string path = Path.Combine(folder, FileName);
        return Opened(path, Disk.Try(path, () => new FileStream(path, Disk.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite))), each, cutTornEnd: true);
    }

    /// <summary>Opens the replies of another run, which stays as it is.</summary>
    /// <exception cref="PrerequisiteException">The run kept none.</exception>
    /// <exception cref="InvalidDataException">A whole line is damaged; the message says which.</exception>
    public static KeptReplies OpenOther(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new PrerequisiteException($"{folder} holds no replies ({FileName}): it is no run of a chat model, or was made with --no-transcripts.");
        return Opened(path, Disk.Try(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)), null, cutTornEnd: false);
    }

    /// <summary>The reply to a request; null where there is none.</summary>
    /// <param name="key">What <see cref="KeyOf"/> gives.</param>
    public Reply? Find(string key)
    {
        (long Start, int Length) place;
        lock (_appending)
            if (!_places.TryGetValue(key, out place)) return null;
        byte[] line = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            Disk.Try(_path, () => RandomAccess.Read(_file.SafeFileHandle, line.AsSpan(0, place.Length), place.Start));
            return JsonSerializer.Deserialize(line.AsSpan(0, place.Length), KeptReplyJson.Lines.KeptReply)!.Reply;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    /// <summary>Keeps one more reply. Once it returns, a killed process no longer loses it.</summary>
    public void Append(string key, Reply reply)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(new KeptReply(key, reply), KeptReplyJson.Lines.KeptReply);
        lock (_appending)
        {
            long start = _file.Position;
            Disk.Try(_path, () =>
            {
                _file.Write(line);
                _file.WriteByte((byte)'\n');
                _file.Flush();
                return true;
            });
            _places[key] = (start, line.Length);
        }
    }

    /// <summary>What tells one request from another: SHA-256 over the subject and all that the reply depends on, the purpose included.</summary>
    /// <param name="subject">The subject as the command line names it.</param>
    /// <param name="request">The request.</param>
    public static string KeyOf(string subject, Request request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new KeyText(subject, request), KeptReplyJson.Lines.KeyText)));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static KeptReplies Opened(string path, FileStream file, Action<Reply>? each, bool cutTornEnd)
    {
        try
        {
            var kept = new KeptReplies(path, file);
            kept.ReadAll(each, cutTornEnd);
            return kept;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void ReadAll(Action<Reply>? each, bool cutTornEnd)
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int start = 0, number = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            KeptReply kept = Parse(bytes.AsSpan(start, end - start), ++number);
            if (_places.TryAdd(kept.Key, (start, end - start))) each?.Invoke(kept.Reply);
        }
        if (!cutTornEnd) return;
        _file.SetLength(start);
        _file.Seek(start, SeekOrigin.Begin);
    }

    private KeptReply Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, KeptReplyJson.Lines.KeptReply) ?? throw new JsonException("it is null");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{_path}, line {number}, is not a reply: {problem.Message}", problem);
        }
    }
}

/// <summary>One line of <c>replies.jsonl</c>.</summary>
internal sealed record KeptReply(string Key, Reply Reply);

/// <summary>What the key of a reply is made from.</summary>
internal sealed record KeyText(string Subject, Request Request);

/// <summary>How replies are written: compiled, since there are many.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeptReply))]
[JsonSerializable(typeof(KeyText))]
internal sealed partial class KeptReplyJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as they are; what is missing or null where it may not be is refused.</summary>
    public static KeptReplyJson Lines { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase) },
    });
}
