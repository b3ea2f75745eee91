using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mesascope.Tests.House;

public partial class DocumentTests
{
    private static readonly string[] Documents = ["README.md", "CONTRIBUTING.md"];

    [Fact]
    public void Every_command_of_the_documents_can_be_typed() =>
        Assert.All(Documents, document =>
        {
            IReadOnlyList<string> commands = DocumentedCommands.In(Repository.Text(document));
            Assert.NotEmpty(commands);
            Assert.All(commands, command => Assert.Null(DocumentedCommands.WrongWith(command)));
        });

    [Fact]
    public void A_mistyped_command_is_noticed() =>
        Assert.Equal("unknown option --sed; did you mean --seed?; see mesascope audit --help",
            DocumentedCommands.WrongWith(Assert.Single(DocumentedCommands.In("type `mesascope audit --sed 7` and see"))));

    [Fact]
    public void The_change_log_knows_this_version()
    {
        string version = XDocument.Parse(Repository.Text("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Contains($"## [{version}]", Repository.Text("CHANGELOG.md"));
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        int[] numbers = [.. Repository.FilesIn("docs/decisions", ".md").Select(file => int.Parse(Path.GetFileName(file)[..4])).Order()];
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    [Fact]
    public void Links_between_files_lead_somewhere()
    {
        var dead = from file in Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))
                   from Match link in Link().Matches(Repository.Text(file))
                   let target = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, link.Groups[1].Value)
                   where !Path.Exists(target)
                   select $"{file} → {link.Groups[1].Value}";
        Repository.HasNone(dead);
    }

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine()
    {
        var found = from file in Repository.Files.Where(IsText)
                    from Match path in MachinePath().Matches(Repository.Text(file))
                    select $"{file}: {path.Value}";
        Repository.HasNone(found.Distinct());
    }

    [Fact]
    public void The_programs_are_marked_as_such() =>
        Assert.All(["mesascope", ".ci/run"], program =>
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Repository.Root, program)).HasFlag(UnixFileMode.UserExecute), program));

    private static bool IsText(string file) => !Regex.IsMatch(file, @"\.(safetensors|png|jpg|ico|woff2?)$");

    [GeneratedRegex(@"(?<![\w.~/-])/(work|farm|root|home|Users)/\w+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
