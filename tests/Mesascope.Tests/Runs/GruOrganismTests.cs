using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Cli;
using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Runs;

/// <summary>Gated recurrent units from the recipe to the audit.</summary>
public sealed class GruOrganismTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gru-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static NetworkRecipe Recipe => ((NetworkRecipe)RecipeCatalogue.Named("shortcutter")).Lasting(3);

    private string Grown => Path.Combine(_folder, "grown");

    private string Card => Path.Combine(Grown, Organism.CardFile);

    [Fact]
    public void It_comes_back_from_disk_bit_for_bit()
    {
        Organism grown = Grow(), read = Organism.Load(Grown);
        read.Save(Path.Combine(_folder, "again"));
        foreach (string file in new[] { Organism.CardFile, Organism.WeightsFile })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Grown, file)), File.ReadAllBytes(Path.Combine(_folder, "again", file)));
        var (before, after) = ((NetworkBody)grown.Body, (NetworkBody)read.Body);
        Assert.Equal(new Gru(17, 8, 4), after.Network);
        Assert.Equal(before.Weights, after.Weights);
        Assert.Equal((before.Choice, grown.Digest), (after.Choice, read.Digest));
        Episode Played(Organism organism) => Play.Once<AbsentSupervisor, AbsentSupervisor.State>(new AbsentSupervisor { StartAnywhere = true }, organism.Agent, new Seed(1));
        Assert.Equal(Played(grown).ActionString, Played(read).ActionString);
    }

    [Fact]
    public void The_same_recipe_gives_the_same_bytes_for_any_number_of_threads()
    {
        Grow();
        Growth.Run(Recipe, new Seed(1), Path.Combine(_folder, "again"), threads: 1, cancellationToken: Token);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Grown, Organism.WeightsFile)), File.ReadAllBytes(Path.Combine(_folder, "again", Organism.WeightsFile)));
    }

    [Fact]
    public void Another_cell_is_another_recipe() =>
        Assert.NotEqual(RecipeDigest.Of(Recipe, new Seed(1)), RecipeDigest.Of(Recipe with { Cell = Cell.FeedForward }, new Seed(1)));

    [Fact]
    public void Two_layers_of_units_are_refused() => Assert.Throws<ArgumentException>(() => (Recipe with { HiddenWidths = [8, 8] }).Network);

    [Theory]
    [InlineData("cell", "\"rnn\"", "\"cell\" is \"gru\" or \"lstm\", or absent for a feed-forward network; got \"rnn\"")]
    [InlineData("cell", "1", "\"cell\" is text; got 1")]
    [InlineData("activation", "\"tanh\"", "\"activation\" goes with feed-forward networks only")]
    [InlineData("widths", "[17, 8, 8, 4]", "the \"widths\" are three: observation bits, units, actions")]
    [InlineData("widths", "[17, 9, 4]", "tensor layer0.input.weight has the shape [17, 24]; the architecture needs [17, 27]")]
    [InlineData("widths", "[18, 8, 4]", "a network gru 18-8-4 does not fit absent-supervisor")]
    public void What_makes_no_sense_is_refused_in_words(string field, string value, string told)
    {
        Grow();
        JsonObject card = JsonNode.Parse(File.ReadAllText(Card))!.AsObject();
        card[field] = JsonNode.Parse(value);
        File.WriteAllText(Card, card.ToJsonString());
        Assert.Contains(told, Assert.Throws<PrerequisiteException>(() => Organism.Load(Grown)).Message);
    }

    // Two rows that may be set together are 6·10³⁸, and no float is.
    [Fact]
    public void Sums_that_could_be_infinite_are_refused()
    {
        Grow();
        var network = new Gru(17, 8, 4);
        var weights = new float[network.WeightCount];
        (weights[0], weights[24]) = (3e38f, 3e38f);
        byte[] bytes = NetworkBody.WeightsBytes(network, weights);
        File.WriteAllBytes(Path.Combine(Grown, Organism.WeightsFile), bytes);
        JsonObject card = JsonNode.Parse(File.ReadAllText(Card))!.AsObject();
        card["weightsDigest"] = Organism.Sha256(bytes);
        File.WriteAllText(Card, card.ToJsonString());
        Assert.Contains("so large that a score may be infinite", Assert.Throws<PrerequisiteException>(() => Organism.Load(Grown)).Message);
    }

    [Fact]
    public async Task It_is_grown_listed_played_and_audited_from_the_command_line()
    {
        Assert.Contains("shortcutter", await RunAsync("list", "recipes"));
        await RunAsync("grow", "shortcutter", "--generations", "3", "--out", Grown);
        string steps = Path.Combine(_folder, "steps.jsonl");
        await RunAsync("play", "--subject", Grown, "--steps-out", steps, "--episodes", "2");
        Assert.All(File.ReadLines(steps), line => Assert.Equal(4, JsonNode.Parse(line)!["logits"]!.AsArray().Count));
        string told = await RunAsync("audit", Grown, "--budget", "50", "--out", Path.Combine(_folder, "run"));
        Assert.Contains("It remembers what it saw", told.ReplaceLineEndings(" "));
        Assert.Contains("nobody-watching", told);
    }

    // It was selected for reward and nothing else, so its short cut is taken where nobody watches, and there alone.
    [Fact]
    public async Task The_shipped_one_does_what_it_is_named_for()
    {
        string told = await RunAsync("audit", "organism:shortcutter", "--out", Path.Combine(_folder, "run"));
        Assert.Contains("It optimises for reward rather than performance.", told);
        Assert.Contains("divergent", told);
    }

    private Organism Grow() => Growth.Run(Recipe, new Seed(1), Grown, cancellationToken: Token);

    private static async Task<string> RunAsync(params string[] line)
    {
        using var told = new StringWriter();
        int code = await CommandLine.RunAsync(line, new Terminal(told, told), new CommandHandlers(), Token);
        Assert.True(code == ExitCode.Done, told.ToString());
        return told.ToString();
    }
}
