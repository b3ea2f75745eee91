using CsCheck;

namespace Mesascope.Chat.Tests.Transport;

public sealed class KeptRepliesTests : IDisposable
{
    private static readonly Gen<Reply> AnyReply = Gen.Select(Gen.String, Gen.String[0, 20].Array[0, 3], Gen.Double[-50, 0].Array[0, 3], Gen.Int[0, 1000], (text, names, logs, tokens) => new Reply(text)
    {
        Calls = [.. names.Select((name, place) => new ToolCall($"call_{place}", name, name))],
        Tokens = logs.Length == 0 ? null : [new TokenChoice("A", [.. logs.Select(log => new TokenProbability("\u2028A", log))])],
        InputTokens = tokens,
    });

    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    private string File_ => Path.Combine(_folder, KeptReplies.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_reply_is_read_again_as_it_was_kept() => AnyReply.Sample(reply =>
    {
        File.Delete(File_);
        string key = KeptReplies.KeyOf("s", Wire.Ask());
        using (KeptReplies kept = KeptReplies.Open(_folder)) kept.Append(key, reply);
        using KeptReplies again = KeptReplies.Open(_folder);
        // Half a surrogate pair is no text, and comes back as the sign for that.
        Assert.Equal(Written(reply), Written(again.Find(key)!));
    }, iter: 200, threads: 1);

    [Fact]
    public void A_line_cut_short_is_dropped_and_the_next_one_stands_whole()
    {
        using (KeptReplies kept = KeptReplies.Open(_folder))
        {
            kept.Append("one", new Reply("1"));
            kept.Append("two", new Reply("2"));
        }
        byte[] bytes = File.ReadAllBytes(File_);
        File.WriteAllBytes(File_, bytes[..^5]);
        using (KeptReplies kept = KeptReplies.Open(_folder))
        {
            Assert.Equal(("1", null), (kept.Find("one")?.Text, kept.Find("two")));
            kept.Append("three", new Reply("3"));
            Assert.Equal("1", kept.Find("one")?.Text);
        }
        List<string> read = [];
        using KeptReplies last = KeptReplies.Open(_folder, reply => read.Add(reply.Text));
        Assert.Equal(["1", "3"], read);
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        File.WriteAllText(File_, "{\"key\":\"a\",\"reply\":{\"text\":\"1\"}}\n{\"key\":\"b\"}\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => KeptReplies.Open(_folder)).Message);
    }

    [Fact]
    public void Nobody_else_can_read_them()
    {
        if (OperatingSystem.IsWindows()) return;
        KeptReplies.Open(_folder).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File_));
    }

    [Fact]
    public void The_key_tells_apart_all_that_the_reply_depends_on()
    {
        Request request = Wire.Ask();
        Request[] others =
        [
            request with { Purpose = "other" }, request with { Messages = [new Message(Role.User, "Good evening.")] }, request with { Messages = [new Message(Role.System, "Good morning.")] },
            request with { Sampling = request.Sampling with { Temperature = 0.5 } }, request with { Sampling = request.Sampling with { Seed = 8 } }, request with { Sampling = request.Sampling with { LogProbabilities = false } },
            request with { Tools = [new Tool("a", "b", new Dictionary<string, string>())] },
        ];
        string[] keys = [KeptReplies.KeyOf("s", request), KeptReplies.KeyOf("t", request), .. others.Select(other => KeptReplies.KeyOf("s", other))];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], KeptReplies.KeyOf("s", Wire.Ask()));
    }

    private static string Written(Reply reply) => System.Text.Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(reply));
}
