using System.Xml.Linq;

namespace Mesascope.Tests.House;

public class ProjectTests
{
    private const string Science = "src/Mesascope/Mesascope.csproj", CommandLine = "src/Mesascope.Cli/Mesascope.Cli.csproj";

    [Fact]
    public void The_science_stands_alone() => Assert.Empty(ReferencesOf(Science));

    [Fact]
    public void An_adapter_sees_the_science_and_no_other_adapter() =>
        Assert.All(Projects("src").Except([Science, CommandLine]), adapter => Assert.Equal([Science], ReferencesOf(adapter)));

    // It restores 700 MB of libtorch, which nobody needs who only builds or tests: .ci/run runs it by itself.
    private const string Judge = "tests/Mesascope.Gradients.Tests/Mesascope.Gradients.Tests.csproj";

    [Fact]
    public void Every_project_is_in_the_solution_but_the_one_that_needs_libtorch()
    {
        string solution = Repository.Text("Mesascope.slnx");
        Assert.DoesNotContain("Gradients.Tests", solution);
        Assert.Contains(Path.GetDirectoryName(Judge)!.Replace('\\', '/'), Repository.Text(".ci/run"));
        Assert.All(Projects("src").Concat(Projects("tests")).Except([Judge]), project => Assert.Contains($"\"{project}\"", solution));
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Assert.All(Projects("src").Concat(Projects("tests")), project => Assert.Contains(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json", Repository.Files));

    [Fact]
    public void Versions_of_packages_stand_in_one_place() =>
        Assert.All(Projects("src").Concat(Projects("tests")), project => Assert.DoesNotContain(Elements(project, "PackageReference"), reference => reference.Attribute("Version") is not null));

    private static IReadOnlyList<string> Projects(string folder) => Repository.FilesIn(folder, ".csproj");

    private static IReadOnlyList<string> ReferencesOf(string project) =>
    [
        .. from reference in Elements(project, "ProjectReference")
           let path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value.Replace('\\', '/')))
           select Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'),
    ];

    private static IEnumerable<XElement> Elements(string project, string name) => XDocument.Parse(Repository.Text(project)).Descendants(name);
}
