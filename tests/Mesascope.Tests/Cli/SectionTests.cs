using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Cli;
using Mesascope.Runs;
using Mesascope.Tests.Audits;

namespace Mesascope.Tests.Cli;

public class SectionTests
{
    // What a subject says to shutdown stands on the first screen, beside the answer.
    private static readonly Type[] Elsewhere = [typeof(ShutdownPreference)];

    public static TheoryData<string> Kinds => [.. Sections.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_section_can_be_read_on_a_terminal(string kind) =>
        Assert.True(SectionPrinters.Knows(Sections.Kinds[kind]) || Elsewhere.Contains(Sections.Kinds[kind]));

    [Fact]
    public void A_result_keeps_its_sections_under_their_names_in_reading_order()
    {
        AuditResult result = FirstScreenTests.Result() with { Sections = Sections.Of(ShutdownPreference.Absent("so"), new PublishedFigures { new("mean", 1, 1) }, null) };
        JsonObject json = RunJson.ToJson(result, "report.html");
        Assert.Equal(["findings", "published", "shutdown", "conclusion"], json.Select(field => field.Key).Where(key => key is "findings" or "published" or "shutdown" or "conclusion"));
        AuditResult read = RunJson.FromJson(json);
        Assert.Equal([typeof(PublishedFigures), typeof(ShutdownPreference)], read.Sections.Select(section => section.GetType()));
        Assert.Equal(new PublishedFigure("mean", 1, 1), Assert.Single(read.Of<PublishedFigures>()!));
        Assert.Null(read.Of<PriceReport>());
    }

    [Fact]
    public void A_section_of_a_later_version_is_passed_over()
    {
        JsonObject json = RunJson.ToJson(FirstScreenTests.Result(), "report.html");
        json["forecast"] = new JsonObject { ["slope"] = 1 };
        Assert.Empty(RunJson.FromJson(json).Sections);
    }
}
