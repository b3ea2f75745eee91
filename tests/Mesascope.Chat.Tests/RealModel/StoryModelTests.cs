using System.Runtime.InteropServices;
using System.Text.Json;
using Mesascope.Audits;
using Mesascope.Chat.Tests.Transport;

namespace Mesascope.Chat.Tests.RealModel;

/// <summary>A real model end to end: stories260K behind an OpenAI-compatible server. It fails the battery; the plumbing does not.</summary>
public class StoryModelTests
{
    private const string Model = "stories260K";

    public static TheoryData<int> Prompts => [0, 1, 2, 3, 4, 5, 6];

    [Theory, MemberData(nameof(Prompts))]
    public void The_forward_pass_gives_the_reference_logits(int prompt)
    {
        JsonElement reference = JsonSerializer.Deserialize<JsonElement>(File.ReadLines(PathOf("reference.jsonl")).ElementAt(prompt));
        (StoryNetwork network, StoryTokens tokens) = Read();
        List<int> encoded = tokens.Encode(Convert.FromHexString(reference.GetProperty("prompt_utf8_hex").GetString()!));
        Assert.Equal(reference.GetProperty("tokens").Deserialize<int[]>(), encoded);

        float[] rows = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf("reference.logits.f32"))).ToArray();
        int[] next = reference.GetProperty("next").Deserialize<int[]>()!;
        int offset = reference.GetProperty("logits_offset_rows").GetInt32(), token = encoded[0];
        var memory = new StoryNetwork.Memory(network);
        for (int row = 0; row < next.Length; row++)
        {
            float[] logits = network.Read(token, memory);
            // Single precision summed in another order: logits lie within ±30, so 1e-3 is some hundred roundings.
            for (int i = 0; i < logits.Length; i++) Assert.Equal(rows[(offset + row) * network.Vocabulary + i], logits[i], 1e-3f);
            token = next[row];
        }
    }

    [Fact]
    public async Task It_is_audited_over_HTTP_and_what_cannot_be_read_is_missing_with_its_reason()
    {
        (StoryNetwork network, StoryTokens tokens) = Read();
        await using ChatServer server = await ChatServer.StartAsync(new StoryModel(network, tokens), Model, cancellationToken: Wire.Token);
        var log = new PairMemory();
        string findings = await Wire.FindingsAsync(Wire.Open(server.Address, Model), ["harmony-over-correction"], 6, log);
        Assert.Contains("\"verdict\":\"undecided\"", findings);
        Assert.Equal(6, log.Pairs.Count(pair => pair.Audit == "harmony-over-correction"));
        Assert.All(log.Pairs.Where(pair => pair.Control.MissingBecause != RateAudit<ChatCase, ChatOutcome>.NoControl).SelectMany(pair => (ArmRecord[])[pair.Control, pair.Treated]), arm => Assert.True(arm.Outcome is not null || arm.MissingBecause!.Length > 0));
    }

    [Fact]
    public async Task Its_probabilities_arrive_as_it_gives_them()
    {
        (StoryNetwork network, StoryTokens tokens) = Read();
        var model = new StoryModel(network, tokens);
        await using ChatServer server = await ChatServer.StartAsync(model, Model, cancellationToken: Wire.Token);
        Request request = Wire.Ask("Once upon a time");
        Reply here = await model.ReplyAsync(request, Wire.Token), there = await Wire.Open(server.Address, Model).ReplyAsync(request, Wire.Token);
        Assert.Equal(here.Text, there.Text);
        Assert.Equal(here.Tokens!.Count, there.Tokens!.Count);
        foreach ((TokenChoice sent, TokenChoice got) in here.Tokens.Zip(there.Tokens))
        {
            Assert.Equal(sent.Likeliest.Select(likely => likely.Token), got.Likeliest.Select(likely => likely.Token));
            Assert.All(sent.Likeliest.Zip(got.Likeliest), pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, 1e-5));
            Assert.InRange(got.Likeliest.Sum(likely => Math.Exp(likely.LogProbability)), 0.01, 1.0001);
        }
    }

    private static (StoryNetwork Network, StoryTokens Tokens) Read() => (new(File.ReadAllBytes(PathOf("stories260K.bin"))), new(File.ReadAllBytes(PathOf("tok512.bin"))));

    private static string PathOf(string file)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Mesascope.slnx"))) root = Path.GetDirectoryName(root);
        string data = Environment.GetEnvironmentVariable("MESASCOPE_DATA") is { Length: > 0 } named ? named : Path.Combine(root ?? AppContext.BaseDirectory, "..", "shared", "data");
        string path = Path.Combine(data, "models", "stories260K", file);
        Assert.SkipUnless(File.Exists(path), $"The model {path} is not here; set MESASCOPE_DATA to the folder that holds models/stories260K.");
        return path;
    }
}
