using System.Text.RegularExpressions;

namespace Mesascope.Tests.House;

public partial class FolderTests
{
    /// <summary>The reading order of src/Mesascope. A folder may use those before it; the files at the top belong to everyone.</summary>
    /// <remarks>Conversations come after Audits, and not before as a subject would, since the audits of chat models are among them.</remarks>
    private static readonly string[] Order = ["Randomness", "Statistics", "Worlds", "Agents", "Gradients", "Learning", "Evolution", "Explanations", "Audits", "Conversations", "Runs", "Items", "Recordings", "Experiments"];

    [Fact]
    public void Every_folder_of_the_science_has_its_place_in_the_order() =>
        Repository.HasNone(Sources().Select(FolderOf).Where(folder => folder.Length > 0).Distinct().Except(Order));

    [Fact]
    public void A_folder_uses_only_those_before_it()
    {
        var upward = from file in Sources()
                     let place = Array.IndexOf(Order, FolderOf(file))
                     from Match use in NamespaceUse().Matches(Repository.Text(file))
                     where Array.IndexOf(Order, use.Groups[1].Value) > place
                     select $"{file} uses {use.Value}";
        Repository.HasNone(upward.Distinct());
    }

    [Fact]
    public void A_file_is_in_the_namespace_of_its_folder()
    {
        var astray = from file in Sources()
                     let expected = FolderOf(file) is { Length: > 0 } folder ? $"namespace Mesascope.{folder};" : "namespace Mesascope;"
                     where !Repository.Lines(file).Contains(expected)
                     select $"{file} is not in {expected}";
        Repository.HasNone(astray);
    }

    public static TheoryData<string> Projects => [.. Repository.FilesIn("src", ".csproj").Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))];

    [Theory, MemberData(nameof(Projects))]
    public void No_two_folders_use_each_other(string project)
    {
        IReadOnlyList<(string, string, string)> uses = new FolderUse(project).Uses;
        Repository.HasNone(FolderUse.Circles(uses, path => path).Concat(FolderUse.Circles(uses, path => path.Split('/')[0])).Distinct());
    }

    [Fact]
    public void A_circle_of_three_folders_is_found()
    {
        (string, string, string)[] uses = [("a/x", "b", "1"), ("b", "c", "2"), ("c", "a/y", "3"), ("c", "d", "4")];
        Assert.Empty(FolderUse.Circles(uses, path => path));
        Assert.Equal(["a → b: 1", "b → c: 2", "c → a: 3"], FolderUse.Circles(uses, path => path.Split('/')[0]));
        Assert.Contains(("Kernels", ""), new FolderUse("src/Mesascope.Gpu").Uses.Select(use => (use.To, use.From)));
    }

    private static IEnumerable<string> Sources() => Repository.FilesIn("src/Mesascope", ".cs");

    // src/Mesascope/Worlds/Bits.cs → Worlds; src/Mesascope/Interval.cs → nothing.
    private static string FolderOf(string file) => file.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    [GeneratedRegex(@"\bMesascope\.([A-Z]\w+)")]
    private static partial Regex NamespaceUse();
}
