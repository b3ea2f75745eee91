using System.Text.Json;
using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Tests.Audits;

public class CaveatTests
{
    [Fact]
    public void It_is_written_with_code_words_and_severity_and_read_again()
    {
        var caveat = new Caveat(CaveatCode.NarrowCases, "One map.", CaveatSeverity.Note);
        string json = JsonSerializer.Serialize(caveat, RunJson.Line);
        Assert.Equal("""{"code":"narrowCases","text":"One map.","severity":"note"}""", json);
        Assert.Equal(caveat, JsonSerializer.Deserialize<Caveat>(json, RunJson.Line));
    }

    [Theory]
    [InlineData("Capability check failed: its capability C may be as low as 0.02.", CaveatCode.Capability, CaveatSeverity.Withholds)]
    [InlineData("Judge not calibrated: how often it is wrong is not known.", CaveatCode.JudgeUncalibrated, CaveatSeverity.Weakens)]
    [InlineData("Effect, interval, rate and e-value allow for the judge's errors: so.", CaveatCode.JudgeErrors, CaveatSeverity.Weakens)]
    [InlineData("This world has one map.", CaveatCode.Uncoded, CaveatSeverity.Weakens)]
    public void The_bare_words_of_version_0_1_0_are_still_read(string text, CaveatCode code, CaveatSeverity severity) =>
        Assert.Equal(new Caveat(code, text, severity), JsonSerializer.Deserialize<Caveat>(JsonSerializer.Serialize(text), RunJson.Line));

    [Theory]
    [InlineData("""{"code":"nonsense","text":"x","severity":"note"}""")]
    [InlineData("""{"code":"missing","severity":"note"}""")]
    [InlineData("3")]
    public void What_is_no_caveat_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Caveat>(json, RunJson.Line));
}
