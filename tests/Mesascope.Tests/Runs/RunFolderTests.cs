using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_and_untouched()
    {
        RunFolder.Open(_folder, Asked(), resume: false).Dispose();
        string before = File.ReadAllText(System.IO.Path.Combine(_folder, "manifest.json"));
        Assert.Throws<ArgumentException>(() => RunFolder.Open(_folder, Asked() with { Seed = 2 }, resume: false));
        Assert.Equal(before, File.ReadAllText(System.IO.Path.Combine(_folder, "manifest.json")));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "thesis.txt"), "precious");
        var problem = Assert.Throws<ArgumentException>(() => RunFolder.Open(_folder, Asked(), resume: true));
        Assert.Contains("thesis.txt", problem.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Resuming_where_nothing_is_begins()
    {
        string absent = System.IO.Path.Combine(_folder, "new");
        using RunFolder run = RunFolder.Open(absent, Asked(), resume: true);
        Assert.True(File.Exists(System.IO.Path.Combine(absent, "manifest.json")));
    }

    [Fact]
    public void A_run_killed_before_its_manifest_was_whole_can_be_resumed()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "manifest.json.partial"), "{\"form");
        using RunFolder run = RunFolder.Open(_folder, Asked(), resume: true);
        Assert.Equal(Asked().Seed, RunFolder.ReadManifest(_folder).Seed);
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("alpha")]
    [InlineData("subject's weights")]
    public void A_run_that_was_asked_something_else_is_not_resumed(string what)
    {
        RunFolder.Open(_folder, Asked(), resume: false).Dispose();
        Manifest other = what switch { "seed" => Asked() with { Seed = 9 }, "alpha" => Asked() with { Alpha = 0.01 }, _ => Asked() with { SubjectDigest = "other" } };
        var problem = Assert.Throws<ArgumentException>(() => RunFolder.Open(_folder, other, resume: true));
        Assert.Contains(what, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_another_version_is_refused_with_both_versions_named()
    {
        RunFolder.Open(_folder, Asked(), resume: false).Dispose();
        string file = System.IO.Path.Combine(_folder, "manifest.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));
        var problem = Assert.Throws<InvalidDataException>(() => RunFolder.Open(_folder, Asked(), resume: true));
        Assert.Contains("99", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_says_so() => Assert.Throws<PrerequisiteException>(() => RunFolder.ReadManifest(_folder));

    internal static Manifest Asked() => new()
    {
        Format = Manifest.CurrentFormat, Kind = "audit", Version = Product.Version, Subject = "scripted:random", SubjectDigest = "none", World = "keys-and-chests", Seed = 7,
        Audits = ["no-chest-left"], Alpha = 0.05, Margin = 0.1, Budget = 100, EarlyStop = true, CommandLine = "mesascope audit scripted:random",
        Started = "2026-01-01T00:00:00Z", Host = "test",
    };
}
