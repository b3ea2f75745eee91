namespace Mesascope.Tests.House;

public class ClaimsTests
{
    private const string File = "docs/claims.md", NotYet = "not yet";

    // How many claims each letter has in the essay: A1–A5, B1–B5, …
    private static readonly (char Letter, int Count)[] Essay = [('A', 5), ('B', 5), ('C', 5), ('D', 6), ('E', 5), ('F', 5), ('G', 4), ('H', 8), ('I', 3), ('J', 2), ('K', 1)];

    [Fact]
    public void Every_claim_of_the_essay_has_one_row_in_order() =>
        Assert.Equal(Essay.SelectMany(part => Enumerable.Range(1, part.Count).Select(number => $"{part.Letter}{number}")), Rows().Select(row => row[0]));

    [Fact]
    public void Every_row_says_claim_command_result_and_what_the_result_cannot_say() =>
        Assert.All(Rows(), row => Assert.True(row.Length == 5 && row.All(cell => cell.Length > 0), string.Join(" | ", row)));

    [Fact]
    public void A_result_comes_from_a_command() =>
        Assert.All(Rows().Where(row => row[2] == NotYet), row => Assert.Equal(NotYet, row[3]));

    [Fact]
    public void A_result_has_an_interval_and_a_count() =>
        Assert.All(Rows().Where(row => row[3] != NotYet), row => Assert.Matches(@"\[.+, .+\].*n = \d|n = \d.*\[.+, .+\]", row[3]));

    [Fact]
    public void Every_command_can_be_typed() =>
        Assert.All(Rows().Where(row => row[2] != NotYet), row =>
        {
            IReadOnlyList<string> commands = DocumentedCommands.In(row[2]);
            Assert.NotEmpty(commands);
            Assert.All(commands, command => Assert.Null(DocumentedCommands.WrongWith(command)));
        });

    private static IReadOnlyList<string[]> Rows() =>
        [.. Repository.Lines(File).Where(line => line.StartsWith('|') && line.Length > 2 && char.IsAsciiLetterUpper(line[2]) && char.IsAsciiDigit(line[3]))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
}
