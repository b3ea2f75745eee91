using Mesascope.Evolution;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Runs;

public sealed class GrowthTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("growth-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_recipe_and_seed_give_the_same_bytes()
    {
        Growth.Run(TinyRecipes.Network, new Seed(5), At("a"), threads: 1, cancellationToken: Token);
        Growth.Run(TinyRecipes.Network, new Seed(5), At("b"), threads: 8, cancellationToken: Token);
        Same("a", "b");
    }

    // 25 generations, a checkpoint after every 10: stopped before the first, on one, between two, and after the last.
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(25)]
    public void A_growth_that_broke_off_ends_as_an_unbroken_one(int generation)
    {
        Grow("whole");
        BreakOff("broken", generation);
        Assert.False(File.Exists(Path.Combine(At("broken"), Organism.CardFile)));
        Grow("broken", resume: true);
        Same("whole", "broken");
    }

    [Fact]
    public void The_first_generations_live_under_the_rules_of_the_upbringing()
    {
        NetworkRecipe plain = TinyRecipes.Network with { Generations = 12 };
        var rich = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(TinyRecipes.World with { KeyReward = 100 });
        var best = new List<double>();
        Organism organism = Growth.Run(plain with { Curriculum = [new(rich, 11)] }, new Seed(5), At("a"), progress: now => best.Add(now.Best), cancellationToken: Token);
        Assert.InRange(best[..11].Max(), 50, double.MaxValue); // one key in two episodes is worth 50
        Assert.InRange(best[11], 0, 12);
        Assert.Equal([11, 1], organism.Card.Lineage.Select(stage => stage.Generations));
        Assert.Equal(100, organism.Card.Lineage[0].WorldSettings!["KeyReward"]!.GetValue<float>());
    }

    [Fact]
    public void A_cancelled_growth_saves_where_it_stands()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Assert.Throws<OperationCanceledException>(() => Growth.Run(TinyRecipes.Network, new Seed(5), At("a"), progress: now => { if (now.Done == 13) source.Cancel(); }, cancellationToken: source.Token));
        int first = 0;
        Growth.Run(TinyRecipes.Network, new Seed(5), At("a"), resume: true, progress: now => first = first == 0 ? now.Done : first, cancellationToken: Token);
        Assert.Equal(14, first);
        Grow("b");
        Same("a", "b");
    }

    [Fact]
    public void A_half_written_line_of_the_log_comes_again()
    {
        BreakOff("a", 12);
        File.AppendAllText(Path.Combine(At("a"), "growth.jsonl"), "{\"genera");
        Grow("a", resume: true);
        Grow("b");
        Same("a", "b");
    }

    [Fact]
    public void Half_written_files_of_a_kill_are_written_again()
    {
        BreakOff("a", 10);
        foreach (string file in new[] { "checkpoint.safetensors.partial", "weights.safetensors.partial", "organism.json.partial" }) File.WriteAllText(Path.Combine(At("a"), file), "{");
        Grow("a", resume: true);
        Grow("b");
        Assert.Equal(File.ReadAllBytes(Path.Combine(At("b"), Organism.WeightsFile)), File.ReadAllBytes(Path.Combine(At("a"), Organism.WeightsFile)));
    }

    [Fact]
    public void Resuming_in_an_absent_folder_begins_and_a_finished_growth_is_read()
    {
        Organism grown = Grow("a", resume: true);
        Organism read = Growth.Run(TinyRecipes.Network, new Seed(5), At("a"), resume: true, progress: _ => Assert.Fail("nothing is left to do"), cancellationToken: Token);
        Assert.Equal(((NetworkBody)grown.Body).Weights, ((NetworkBody)read.Body).Weights);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        Directory.CreateDirectory(At("a"));
        File.WriteAllText(Path.Combine(At("a"), "letter.txt"), "Dear Sir");
        foreach (bool resume in new[] { false, true })
            Assert.Contains("letter.txt", Assert.Throws<ArgumentException>(() => Grow("a", resume)).Message);
        Assert.Equal(["letter.txt"], Directory.GetFiles(At("a")).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void Another_growth_is_not_gone_on_with()
    {
        BreakOff("a", 11);
        byte[] before = File.ReadAllBytes(Path.Combine(At("a"), "checkpoint.safetensors"));
        Assert.Throws<ArgumentException>(() => Grow("a"));
        Assert.Throws<ArgumentException>(() => Growth.Run(TinyRecipes.Network, new Seed(6), At("a"), resume: true, cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => Growth.Run(TinyRecipes.Network with { Generations = 26 }, new Seed(5), At("a"), resume: true, cancellationToken: Token));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(At("a"), "checkpoint.safetensors")));
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        BreakOff("a", 11);
        string path = Path.Combine(At("a"), "checkpoint.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        Assert.Contains(path, Assert.Throws<PrerequisiteException>(() => Grow("a", resume: true)).Message);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused()
    {
        File.WriteAllText(At("file"), "");
        Assert.Throws<PrerequisiteException>(() => Grow(Path.Combine("file", "inside")));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Organism Grow(string name, bool resume = false) => Growth.Run(TinyRecipes.Network, new Seed(5), At(name), resume, cancellationToken: Token);

    private void BreakOff(string name, int generation) => Assert.Throws<Broken>(() => Growth.Run(
        TinyRecipes.Network, new Seed(5), At(name), progress: now => { if (now.Done == generation) throw new Broken(); }, cancellationToken: Token));

    private void Same(string first, string second)
    {
        foreach (string file in new[] { Organism.WeightsFile, Organism.CardFile, "growth.jsonl" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(At(first), file)), File.ReadAllBytes(Path.Combine(At(second), file)));
        Assert.Equal(Directory.GetFiles(At(first)).Select(file => Path.GetFileName(file)).Order(), Directory.GetFiles(At(second)).Select(file => Path.GetFileName(file)).Order());
    }

    private sealed class Broken : Exception;
}
