using System.Text.Json;
using Mesascope.Cli;
using Mesascope.Evolution;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Runs;

/// <summary>A card says what was done, not what the recipe would have done.</summary>
public class ProvenanceTests
{
    private static NetworkRecipe ChestOpener => (NetworkRecipe)RecipeCatalogue.Named("chestopener");

    // Its stages: 1500 where chests are plenty, 700 and 1300 where they are short and keys cost.
    [Theory]
    [InlineData(1, new[] { 1 }, 0.0, 10.0)]
    [InlineData(1500, new[] { 1500 }, 0.0, 10.0)]
    [InlineData(1501, new[] { 1500, 1 }, -0.3, 0.0)]
    [InlineData(2200, new[] { 1500, 700 }, -0.3, 0.0)]
    [InlineData(2201, new[] { 1500, 700, 1 }, -0.4, 0.0)]
    [InlineData(4000, new[] { 1500, 700, 1800 }, -0.4, 0.0)]
    public void Stages_that_were_not_reached_are_not_told_of(int generations, int[] stages, double price, double leastChests)
    {
        NetworkRecipe lasting = ChestOpener.Lasting(generations);
        Assert.Equal(stages, lasting.Curriculum.Select(stage => stage.Generations).Append(generations - lasting.Curriculum.Sum(stage => stage.Generations)));
        Assert.Equal(price, lasting.World.Settings["KeyReward"]!.GetValue<float>(), 1e-6);
        Assert.Equal(leastChests, lasting.VariedInAll.Single(range => range.Switch == nameof(KeysAndChests.Chests)).Low);
        Assert.Equal(price != 0, lasting.BaseObjective.Contains(price.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal($"chestopener-{generations}-generations", lasting.OrganismName);
        Assert.StartsWith($"{generations} generation", lasting.Summary);
        Assert.Equal("chestopener", lasting.Name);
    }

    [Fact]
    public void The_recipe_as_it_is_stays_as_it_is() => Assert.Equal(ChestOpener.Name, ChestOpener.Lasting(3500).OrganismName);

    [Fact]
    public async Task What_was_grown_for_a_generation_says_so()
    {
        string folder = Directory.CreateTempSubdirectory("provenance-").FullName;
        try
        {
            (int code, string told) = await GrowAsync("grow", "chestopener", "--generations", "1", "--out", Path.Combine(folder, "mine"));
            Assert.Equal(0, code);
            Assert.Contains("chestopener-1-generations: 1 generation, where the recipe has 3500, of: ", told);
            OrganismCard card = Organism.Load(Path.Combine(folder, "mine")).Card;
            Assert.Equal([1], card.Lineage.Select(stage => stage.Generations));
            Assert.Equal("open chests: 1 for each chest opened, nothing for a key", card.BaseObjective);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("--generations", "5")]
    [InlineData("--seed", "5")]
    [InlineData("--device", "cuda")]
    public async Task An_option_that_a_recipe_cannot_use_is_refused(string option, string value)
    {
        (int code, string told) = await GrowAsync("grow", "keys-planner", option, value);
        Assert.Equal(1, code);
        Assert.Contains($"keys-planner is made, not trained; it has no use for {option}", told);
    }

    // Card for card: the bytes of the shipped ones are what this version would write.
    [Fact]
    public void Shipped_cards_are_written_again_to_the_byte()
    {
        foreach (string name in OrganismCatalogue.Names)
            Assert.Equal(File.ReadAllBytes(Path.Combine(OrganismCatalogue.Folder, name, Organism.CardFile)), OrganismFile.Bytes(OrganismCatalogue.Named(name).Card));
    }

    [Fact]
    public void Shipped_cards_say_what_their_recipes_say()
    {
        foreach (NetworkRecipe recipe in RecipeCatalogue.All.OfType<NetworkRecipe>())
        {
            OrganismCard card = OrganismCatalogue.Named(recipe.Name).Card;
            Assert.Equal(JsonSerializer.Serialize(card.Varied), JsonSerializer.Serialize(recipe.VariedInAll));
            Assert.Equal((card.Name, card.Summary, card.BaseObjective), (recipe.OrganismName, recipe.Summary, recipe.BaseObjective));
        }
    }

    private static async Task<(int Code, string Told)> GrowAsync(params string[] line)
    {
        using var told = new StringWriter();
        int code = await CommandLine.RunAsync(line, new Terminal(told, told), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, told.ToString());
    }
}
