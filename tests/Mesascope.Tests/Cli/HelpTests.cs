using System.CommandLine;
using Mesascope.Cli;
using Mesascope.Tests.House;

namespace Mesascope.Tests.Cli;

public class HelpTests
{
    private static IEnumerable<ExplainedCommand> Commands()
    {
        var root = (ExplainedCommand)CommandLine.Parse([], new Terminal(TextWriter.Null, TextWriter.Null), new CommandHandlers()).RootCommandResult.Command;
        return [root, .. root.Subcommands.Cast<ExplainedCommand>()];
    }

    [Fact]
    public void Every_example_in_the_help_is_a_command_line_that_is_understood()
    {
        string[] examples = [.. from command in Commands() from line in command.Explanation.Split('\n') where line.Contains("  mesascope ") || line.Contains("| mesascope ") select line[(line.IndexOf("mesascope ", StringComparison.Ordinal) + 10)..].Split("  ")[0].Trim()];
        Assert.True(examples.Length > 30);
        Assert.All(examples, example => Assert.True(DocumentedCommands.WrongWith(example) is null, $"{example}: {DocumentedCommands.WrongWith(example)}"));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task Help_fits_the_terminal_and_splits_no_word(int columns)
    {
        foreach (string name in Commands().Skip(1).Select(command => command.Name))
        {
            var output = new StringWriter { NewLine = "\n" };
            await CommandLine.RunAsync([name, "--help"], new Terminal(output, TextWriter.Null, drawsOutput: true, columns: () => columns), new CommandHandlers(), TestContext.Current.CancellationToken);
            Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= columns || !line.Trim().Contains(' '), line));
        }
    }
}
