using Mesascope.Evolution;
using Mesascope.Runs;

namespace Mesascope.Tests.Evolution;

public class RecipeCatalogueTests
{
    public static TheoryData<string> Names => [.. RecipeCatalogue.All.Select(recipe => recipe.Name)];

    [Fact]
    public void No_two_recipes_have_the_same_name() =>
        Assert.Equal(RecipeCatalogue.All.Count, RecipeCatalogue.All.Select(recipe => recipe.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_organism_is_the_one_that_its_recipe_describes(string name)
    {
        Recipe recipe = RecipeCatalogue.Named(name);
        Organism organism = OrganismCatalogue.Named(name);
        ulong seed = recipe is TrainedRecipe trained ? trained.Seed : organism.Card.Lineage[^1].Seed;
        Assert.Equal(RecipeDigest.Of(recipe, new(seed)), organism.Card.Lineage[^1].RecipeDigest);
    }

    [Fact]
    public void Every_planner_has_a_goal_of_its_world() =>
        Assert.All(RecipeCatalogue.All.OfType<PlannerRecipe>(), planner => Assert.True(planner.World.HasGoal(planner.Goal, out _)));

    [Fact]
    public void An_unknown_recipe_is_told_what_there_is() =>
        Assert.Contains("keykeeper", Assert.Throws<ArgumentException>(() => RecipeCatalogue.Named("keykeper")).Message);
}
