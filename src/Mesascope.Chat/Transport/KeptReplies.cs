using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mesascope.Runs;

namespace Mesascope.Chat;

/// <summary><c>replies.jsonl</c>: every reply of a run as soon as it came, append-only. A killed run loses nothing that was paid for; a line cut short is dropped when the file is opened again.</summary>
internal sealed class KeptReplies : IDisposable
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = "replies.jsonl";

    private static readonly JournalOf<string, KeptReply> Lines = new("a reply", kept => kept.Key, KeptReplyJson.Lines.KeptReply);

    private readonly Journal<string, KeptReply> _replies;

    private KeptReplies(Journal<string, KeptReply> replies) => _replies = replies;

    /// <summary>Opens the replies of a run folder for reading and appending, or begins them.</summary>
    /// <param name="folder">The run folder, which is there.</param>
    /// <param name="each">Told every reply that is there already.</param>
    /// <exception cref="PrerequisiteException">The file cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">A whole line of it is damaged; the message says which.</exception>
    public static KeptReplies Open(string folder, Action<Reply>? each = null) =>
        new(Journal<string, KeptReply>.Open(Path.Combine(folder, FileName), Lines, each is null ? null : kept => each(kept.Reply)));

    /// <summary>Opens the replies of another run, which stays as it is.</summary>
    /// <exception cref="PrerequisiteException">The run kept none.</exception>
    /// <exception cref="InvalidDataException">A whole line is damaged; the message says which.</exception>
    public static KeptReplies OpenOther(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? new(Journal<string, KeptReply>.OpenOther(path, Lines))
            : throw new PrerequisiteException($"{folder} holds no replies ({FileName}): it is no run of a chat model, or was made with --no-transcripts.");
    }

    /// <summary>The reply to a request; null where there is none.</summary>
    /// <param name="key">What <see cref="KeyOf"/> gives.</param>
    public Reply? Find(string key) => _replies.Find(key)?.Reply;

    /// <summary>Keeps one more reply. Once it returns, a killed process no longer loses it.</summary>
    public void Append(string key, Reply reply) => _replies.Append(new KeptReply(key, reply));

    /// <summary>What tells one request from another: SHA-256 over the subject and all that the reply depends on, the purpose included.</summary>
    /// <param name="subject">The subject as the command line names it.</param>
    /// <param name="request">The request.</param>
    public static string KeyOf(string subject, Request request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new KeyText(subject, request), KeptReplyJson.Lines.KeyText)));

    /// <inheritdoc/>
    public void Dispose() => _replies.Dispose();
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
