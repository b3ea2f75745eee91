using CsCheck;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public class NearestNamesTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)] // k→s, e→i, +g
    [InlineData("ca", "abc", 3)]         // the restricted form: swapped letters are not touched again (unrestricted: 2)
    [InlineData("audti", "audit", 1)]    // one swap
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Counts_the_changes(string from, string to, int expected) => Assert.Equal(expected, NearestNames.Distance(from, to));

    [Fact]
    public void Is_the_same_in_both_directions() =>
        Gen.Select(Gen.String[Gen.Char['a', 'd'], 0, 7], Gen.String[Gen.Char['a', 'd'], 0, 7]).Sample((from, to) => NearestNames.Distance(from, to) == NearestNames.Distance(to, from));

    [Fact]
    public void Asks_whether_the_near_name_was_meant() =>
        Assert.Equal("unknown organism kekeeper; did you mean keykeeper?", NearestNames.Unknown("organism", "kekeeper", ["corner-runner", "keykeeper"]));

    [Fact]
    public void Lists_all_names_where_none_is_near() =>
        Assert.Equal("unknown organism zebra; there are: corner-runner, keykeeper", NearestNames.Unknown("organism", "zebra", ["corner-runner", "keykeeper"]));
}
