using Mesascope.Reports;
using Mesascope.Worlds;

namespace Mesascope.Tests.House;

public class WorldPageTests
{
    [Fact]
    public void Every_world_has_its_page_with_its_picture() =>
        Assert.All(WorldCatalogue.All, world => Assert.Contains($"({world.Name}.svg)", Repository.Text($"docs/worlds/{world.Name}.md")));

    [Fact]
    public void Every_picture_is_what_the_program_draws() => // renew them with: mesascope list worlds --pictures docs/worlds
        Assert.All(WorldCatalogue.All, world => Assert.Equal(WorldPicture.Of(world).ToSvg(), Repository.Text($"docs/worlds/{world.Name}.svg")));

    [Fact]
    public void The_gallery_is_what_the_program_writes() => Assert.Equal(WorldPicture.Gallery(), Repository.Text("docs/worlds/README.md"));
}
