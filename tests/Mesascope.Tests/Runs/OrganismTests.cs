using System.Buffers.Binary;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Runs;

public sealed class OrganismTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("organism-").FullName;

    public OrganismTests() => Growth.Run(TinyRecipes.Network, new Seed(3), Path.Combine(_folder, "grown"), cancellationToken: TestContext.Current.CancellationToken).Save(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Card => Path.Combine(_folder, Organism.CardFile);

    private string Weights => Path.Combine(_folder, Organism.WeightsFile);

    [Fact]
    public void Comes_back_from_disk_as_it_was()
    {
        Organism grown = Organism.Load(Path.Combine(_folder, "grown")), read = Organism.Load(_folder);
        Assert.Equal(Weighed(grown), Weighed(read));
        Assert.Equal(grown.Digest, read.Digest);
        Assert.Equal("tiny", read.Name);
        Assert.Equal([75, 8, 5], read.Card.Widths!);
        Assert.Equal(TinyRecipes.Network.Search, read.Card.OuterOptimizer);
        Assert.Equal(TinyRecipes.World, read.World.Accept(new Unwrap()));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "grown", Organism.CardFile)), File.ReadAllBytes(Card));
    }

    [Fact]
    public void Acts_as_the_network_that_was_bred()
    {
        Organism organism = Organism.Load(_folder);
        var agent = new NetworkAgent("tiny", new Mlp(75, 8, 5), Weighed(organism), TinyRecipes.Network.Exploration);
        Episode expected = Play.Once<KeysAndChests, KeysAndChests.State>(TinyRecipes.World, agent, new Seed(1));
        Episode seen = Play.Once<KeysAndChests, KeysAndChests.State>(TinyRecipes.World, organism.Agent, new Seed(1));
        Assert.Equal(expected.ActionString, seen.ActionString);
    }

    [Fact]
    public void A_planner_has_the_goal_it_says()
    {
        string folder = Path.Combine(_folder, "planner");
        Organism organism = Growth.Run(TinyRecipes.Planner, new Seed(1), folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("planner:keys", Organism.Load(folder).Agent.Name);
        Assert.Equal(organism.Digest, Organism.Load(folder).Digest);
        Assert.Equal([Organism.CardFile], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void A_truncated_weights_file_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Weights);
        foreach (int length in new[] { 0, 7, 8, 60, bytes.Length - 1 })
        {
            File.WriteAllBytes(Weights, bytes[..length]);
            Refused(Weights);
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(0UL)]
    [InlineData(3UL)]
    public void A_wrong_header_length_is_refused(ulong length)
    {
        byte[] bytes = File.ReadAllBytes(Weights);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Weights, bytes);
        Refused(Weights);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_refused(float value)
    {
        byte[] bytes = File.ReadAllBytes(Weights);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 4), value);
        File.WriteAllBytes(Weights, bytes);
        Assert.Contains("layer1.bias", Refused(Weights));
    }

    [Fact]
    public void Other_weights_of_the_same_shape_are_refused()
    {
        byte[] bytes = File.ReadAllBytes(Weights);
        bytes[^3] ^= 1;
        File.WriteAllBytes(Weights, bytes);
        Assert.Contains("SHA-256", Refused(Weights));
    }

    [Fact]
    public void Weights_of_another_architecture_are_refused()
    {
        File.WriteAllBytes(Weights, NetworkBody.WeightsBytes(new Mlp(75, 9, 5), new float[new Mlp(75, 9, 5).WeightCount]));
        Assert.Contains("the architecture needs [75, 8]", Refused(Weights));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "format 2")]
    [InlineData("\"world\": \"keys-and-chests\"", "\"world\": \"keys-and-chess\"", "no world \"keys-and-chess\"")]
    [InlineData("\"kind\": \"network\"", "\"kind\": \"oracle\"", "oracle")]
    [InlineData("\"Horizon\": 12", "\"Horizont\": 12", "Horizont")]
    [InlineData("\"exploration\": 0.05", "\"exploration\": 5", "exploration")]
    [InlineData("\"name\": \"tiny\"", "\"nome\": \"tiny\"", "nome")]
    [InlineData("    8,", "    -8,", "widths")]
    [InlineData("    75,", "    74,", "does not fit")]
    [InlineData("}", "", "organism.json")]
    public void A_card_that_makes_no_sense_is_refused(string from, string to, string told)
    {
        string text = File.ReadAllText(Card);
        Assert.Contains(from, text);
        File.WriteAllText(Card, text.Replace(from, to));
        Assert.Contains(told, Refused(Card));
    }

    [Fact]
    public void A_planner_for_an_unknown_goal_is_refused_and_nothing_is_written()
    {
        string folder = Path.Combine(_folder, "planner");
        Assert.Throws<ArgumentException>(() => Growth.Run(TinyRecipes.Planner with { Goal = "kays" }, new Seed(1), folder, cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_folder_without_an_organism_is_refused()
    {
        File.Delete(Card);
        Refused(_folder);
    }

    private static float[] Weighed(Organism organism) => ((NetworkBody)organism.Body).Weights;

    private string Refused(string place)
    {
        string message = Assert.Throws<PrerequisiteException>(() => Organism.Load(_folder)).Message;
        Assert.Contains(place, message);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private sealed class Unwrap : IWorldInstanceVisitor<object>
    {
        public object Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => world;
    }
}
