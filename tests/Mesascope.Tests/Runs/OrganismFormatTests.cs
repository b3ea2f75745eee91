using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

/// <summary>What docs/organism-format.md promises of files that somebody else wrote.</summary>
public sealed class OrganismFormatTests : IDisposable
{
    private static readonly Mlp Shape = new(17, 3, 4);
    private readonly string _folder = Directory.CreateTempSubdirectory("format-").FullName;

    public OrganismFormatTests()
    {
        byte[] weights = NetworkBody.WeightsBytes(Shape, [.. Enumerable.Range(0, Shape.WeightCount).Select(i => MathF.Sin(i))]);
        File.WriteAllBytes(Weights, weights);
        Write(new JsonObject
        {
            ["format"] = 1, ["kind"] = "network", ["world"] = "absent-supervisor", ["widths"] = new JsonArray(17, 3, 4), ["weightsDigest"] = Organism.Sha256(weights),
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Card => Path.Combine(_folder, Organism.CardFile);

    private string Weights => Path.Combine(_folder, Organism.WeightsFile);

    [Fact]
    public void The_least_that_a_card_must_say_is_enough()
    {
        Organism organism = Organism.Load(_folder);
        var agent = Assert.IsType<NetworkAgent>(organism.Agent);
        Assert.Equal((Activation.Relu, new Choice()), (((Mlp)agent.Network).Activation, agent.Choice));
        Assert.Equal(Path.GetFileName(_folder), organism.Name);
        Assert.Null(organism.Card.Varied);
    }

    [Fact]
    public void How_it_acts_stands_on_the_card()
    {
        string plain = Organism.Load(_folder).Digest;
        Change(card => { card["activation"] = "Tanh"; card["choice"] = "softmax"; card["temperature"] = 0.5; card["exploration"] = 0.1; });
        Organism organism = Organism.Load(_folder);
        var agent = Assert.IsType<NetworkAgent>(organism.Agent);
        Assert.Equal((Activation.Tanh, new Choice(0.5, 0.1)), (((Mlp)agent.Network).Activation, agent.Choice));
        Assert.NotEqual(plain, organism.Digest); // another subject with the same weights
    }

    [Theory]
    [InlineData("activation", "\"gelu\"", "\"activation\" is \"relu\" or \"tanh\"; got \"gelu\"")]
    [InlineData("choice", "\"epsilon-greedy\"", "ε stands in \"exploration\"")]
    [InlineData("temperature", "2", "goes with \"choice\": \"softmax\"")]
    [InlineData("exploration", "1.5", "in [0, 1]; got 1.5")]
    [InlineData("exploration", "\"low\"", "\"exploration\" is a number; got \"low\"")]
    [InlineData("widths", "[17, 99999999999, 4]", "\"widths\" is a list of whole numbers")]
    [InlineData("widths", "[17, 65536, 65536, 4]", "at most 268435456 are read")]
    [InlineData("widths", "\"17-3-4\"", "\"widths\" is a list of whole numbers; got \"17-3-4\"")]
    [InlineData("format", "\"1\"", "\"format\" is the number 1; got \"1\"")]
    [InlineData("format", "1.5", "\"format\" is the number 1; got 1.5")]
    [InlineData("weightsDigest", "\"abc\"", "64 hexadecimal digits")]
    [InlineData("worldSettings", "{\"horizon\": 20}", "absent-supervisor has no switch horizon; it has: Supervisor, StartAnywhere, Horizon")]
    [InlineData("worldSettings", "{\"Horizon\": \"long\"}", "Horizon of absent-supervisor cannot be read: \"long\"")]
    [InlineData("worldSettings", "null", "\"worldSettings\" is an object")]
    [InlineData("varied", "[{\"switch\": \"Chests\", \"low\": 0, \"high\": 3}]", "names Chests, which is no switch of absent-supervisor")]
    [InlineData("varied", "[{\"switch\": \"Horizon\", \"low\": 9, \"high\": 3}]", "from 9 up to 3")]
    [InlineData("varied", "[{\"switch\": \"Horizon\", \"high\": 3}]", "a list of {\"switch\", \"low\", \"high\"}")]
    [InlineData("varied", "[null]", "a list of {\"switch\", \"low\", \"high\"}")]
    [InlineData("lineage", "[null]", "holds null")]
    [InlineData("outerOptimizer", "{\"method\": \"cma-es\"}", "leave it out")]
    [InlineData("observationMean", "[0.5]", "fold a mean and a deviation into the first layer")]
    public void What_makes_no_sense_is_refused_in_words(string field, string value, string told)
    {
        Change(card => card[field] = JsonNode.Parse(value));
        Assert.Contains(told, Refused());
    }

    [Fact]
    public void All_that_is_missing_is_said_at_once()
    {
        File.WriteAllText(Card, "{}");
        Assert.Contains("it lacks \"format\", \"kind\", \"world\", \"widths\", \"weightsDigest\"", Refused());
    }

    [Fact]
    public void Wrong_tensors_are_all_named_beside_those_that_are_there()
    {
        File.WriteAllBytes(Weights, Safetensors.Bytes(new TensorFile([new("0.weight", [3, 17], new float[51]), new("layer0.bias", [3], new float[3]), new("layer1.weight", [4, 3], new float[12]), new("obs_rms.mean", [17], new float[17])], new Dictionary<string, string>())));
        string told = Refused();
        Assert.Contains("it lacks the tensors layer0.weight [17, 3], layer1.bias [4]", told);
        Assert.Contains("it holds 0.weight [3, 17], obs_rms.mean [17], which a network 17-3-4 has not", told);
        Assert.Contains("tensor layer1.weight has the shape [4, 3]; the architecture needs [3, 4], [inputs, units]: it is transposed", told);
        Assert.Contains("fold a mean", told);
        Assert.Contains("its SHA-256 is " + Organism.Sha256(File.ReadAllBytes(Weights)), told);
    }

    // 3·10³⁸ is a number, and twice that is not one.
    [Fact]
    public void Scores_that_could_be_infinite_are_refused()
    {
        float[] weights = new float[Shape.WeightCount];
        (weights[0], weights[3]) = (3e38f, 3e38f); // from two inputs to one unit
        File.WriteAllBytes(Weights, NetworkBody.WeightsBytes(Shape, weights));
        Change(card => card["weightsDigest"] = Organism.Sha256(File.ReadAllBytes(Weights)));
        Assert.Contains("so large that a score may be infinite", Refused());
    }

    [Fact]
    public void The_digest_may_be_written_in_capitals()
    {
        string digest = Organism.Load(_folder).Digest;
        Change(card => card["weightsDigest"] = digest.ToUpperInvariant());
        Assert.Equal(digest, Organism.Load(_folder).Digest);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_byte_order_mark_does_not_matter(string encoding)
    {
        File.WriteAllText(Card, File.ReadAllText(Card), Encoding.GetEncoding(encoding));
        Assert.Equal("absent-supervisor", Organism.Load(_folder).World.Name);
    }

    // Reading a pipe would wait for somebody to write into it.
    [Theory]
    [InlineData(Organism.CardFile, false)]
    [InlineData(Organism.WeightsFile, false)]
    [InlineData(Organism.CardFile, true)]
    public async Task A_pipe_in_the_place_of_a_file_is_refused(string file, bool linked)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no named pipes in folders.");
        string place = Path.Combine(_folder, file), pipe = linked ? Path.Combine(_folder, "pipe") : place;
        File.Delete(place);
        using (Process made = Process.Start("mkfifo", pipe)) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (linked) File.CreateSymbolicLink(place, pipe);
        Task<string> told = Task.Run(Refused, TestContext.Current.CancellationToken);
        Assert.Same(told, await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));
        Assert.Contains("is empty, or no ordinary file", await told);
    }

    [Fact]
    public void A_link_to_a_folder_is_that_folder_and_a_link_to_nothing_is_nothing()
    {
        string link = _folder + "-link";
        Directory.CreateSymbolicLink(link, _folder);
        try
        {
            Assert.Equal(Path.GetFileName(link), Organism.Load(link).Name);
        }
        finally
        {
            Directory.Delete(link);
        }
        File.Delete(Weights);
        File.CreateSymbolicLink(Weights, "nowhere");
        Assert.Contains("weights.safetensors is not there, or a link that leads nowhere", Refused());
    }

    [Fact]
    public void Weights_under_another_name_are_pointed_at()
    {
        File.Move(Weights, Path.Combine(_folder, "model.pt"));
        Assert.Contains("it is missing; it holds model.pt (docs/organism-format.md says how weights become weights.safetensors)", Refused());
    }

    private void Write(JsonObject card) => File.WriteAllText(Card, card.ToJsonString());

    private void Change(Action<JsonObject> change)
    {
        JsonObject card = JsonNode.Parse(File.ReadAllText(Card))!.AsObject();
        change(card);
        Write(card);
    }

    private string Refused()
    {
        string message = Assert.Throws<PrerequisiteException>(() => Organism.Load(_folder)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
