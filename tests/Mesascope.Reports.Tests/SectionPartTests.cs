using Mesascope.Audits;

namespace Mesascope.Reports.Tests;

public class SectionPartTests
{
    public static TheoryData<string> Kinds => [.. Sections.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_section_has_its_part_of_the_page(string kind) =>
        Assert.True(SectionParts.Of(Sections.Kinds[kind]) is not null || Sections.Kinds[kind] == typeof(ShutdownPreference)); // it stands beside the answer
}
