namespace Mesascope.Tests.House;

public class ClaimsTests
{
    private const string File = "docs/claims.md", NotYet = "not yet", Measured = "measured", ByConstruction = "ours by construction", InstrumentOnly = "instrument only";

    // The cells of a row.
    private const int Claim = 0, Grade = 2, Command = 3, Result = 4, CannotSay = 5;

    // How many claims each letter has in the essay: A1–A5, B1–B5, …
    private static readonly (char Letter, int Count)[] Essay = [('A', 5), ('B', 5), ('C', 5), ('D', 6), ('E', 5), ('F', 5), ('G', 4), ('H', 8), ('I', 3), ('J', 2), ('K', 1)];

    [Fact]
    public void Every_claim_of_the_essay_has_one_row_in_order() =>
        Assert.Equal(Essay.SelectMany(part => Enumerable.Range(1, part.Count).Select(number => $"{part.Letter}{number}")), Rows().Select(row => row[Claim]));

    [Fact]
    public void Every_row_says_claim_grade_command_result_and_what_the_result_cannot_say() =>
        Assert.All(Rows(), row => Assert.True(row.Length == 6 && row.All(cell => cell.Length > 0), string.Join(" | ", row)));

    [Fact]
    public void A_result_comes_from_a_command() =>
        Assert.All(Rows().Where(row => row[Command] == NotYet), row => Assert.Equal(NotYet, row[Result]));

    [Fact]
    public void Every_row_has_one_of_four_grades_and_the_legend_explains_each()
    {
        string[] grades = [Measured, ByConstruction, InstrumentOnly, NotYet];
        Assert.All(Rows(), row => Assert.Contains(row[Grade], grades));
        Assert.All(grades, grade => Assert.Single(Repository.Lines(File), line => line.StartsWith($"- **{grade}**: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_no_command_measures_is_graded_not_yet_and_nothing_else_is() =>
        Assert.All(Rows(), row => Assert.Equal(row[Command] == NotYet, row[Grade] == NotYet));

    [Fact]
    public void A_result_about_scripted_subjects_is_graded_as_one_about_the_instrument() =>
        Assert.All(Rows(), row => Assert.Equal(row[Result].StartsWith("The instrument only: ", StringComparison.Ordinal), row[Grade] == InstrumentOnly));

    [Fact]
    public void What_is_so_by_construction_says_which_choice_of_ours_makes_it_so() =>
        Assert.All(Rows(), row => Assert.Equal(row[CannotSay].StartsWith("Our choice: ", StringComparison.Ordinal), row[Grade] == ByConstruction));

    [Fact]
    public void A_result_has_an_interval_and_a_count() =>
        Assert.All(Rows().Where(row => row[Result] != NotYet), row => Assert.Matches(@"\[.+, .+\].*n = \d|n = \d.*\[.+, .+\]", row[Result]));

    [Fact]
    public void Every_command_can_be_typed() =>
        Assert.All(Rows().Where(row => row[Command] != NotYet), row =>
        {
            IReadOnlyList<string> commands = DocumentedCommands.In(row[Command]);
            Assert.NotEmpty(commands);
            Assert.All(commands, command => Assert.Null(DocumentedCommands.WrongWith(command)));
        });

    private static IReadOnlyList<string[]> Rows() =>
        [.. Repository.Lines(File).Where(line => line.StartsWith('|') && line.Length > 2 && char.IsAsciiLetterUpper(line[2]) && char.IsAsciiDigit(line[3]))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
}
