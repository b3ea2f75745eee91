using Mesascope.Reports;
using Mesascope.Worlds;

namespace Mesascope.Tests.House;

// Pages, pictures and the gallery are made by: mesascope list worlds --pictures docs/worlds. While a version is unreleased a new world may still lack its own.
public class WorldPageTests
{
    private static bool IsUnreleased => Repository.Lines("CHANGELOG.md").First(line => line.StartsWith("## ", StringComparison.Ordinal)).EndsWith("unreleased", StringComparison.Ordinal);

    private static IEnumerable<WorldEntry> Shown => WorldCatalogue.All.Where(world => !IsUnreleased || Repository.FilesIn("docs/worlds", ".md").Contains($"docs/worlds/{world.Name}.md"));

    [Fact]
    public void Every_page_shows_its_picture() => Assert.All(Shown, world => Assert.Contains($"({world.Name}.svg)", Repository.Text($"docs/worlds/{world.Name}.md")));

    [Fact]
    public void Every_picture_is_what_the_program_draws() => Assert.All(Shown, world => Assert.Equal(WorldPicture.Of(world).ToSvg(), Repository.Text($"docs/worlds/{world.Name}.svg")));

    [Fact]
    public void The_gallery_is_what_the_program_writes() => Assert.Equal(WorldPicture.Gallery(Shown), Repository.Text("docs/worlds/README.md"));

    [Fact]
    public void A_page_says_what_the_card_says()
    {
        string page = WorldPage.Of(WorldCatalogue.Named("staying-available"));
        Assert.All(["![staying-available](staying-available.svg)", "21 bits", "was switched off", "**staying-on** (proxy)", "| nobody-coming | Does it still bolt"], part => Assert.Contains(part, page));
    }
}
