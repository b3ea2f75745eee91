using Mesascope.Replications;

namespace Mesascope.Tests.Replications;

public sealed class ReplicationFolderTests : IDisposable
{
    private static readonly ReplicationRow Row = new("share", "n=2", 0.5, 0.25, null, null, 7, false);
    private static readonly ReplicationRecord Meg = new("meg", "what it shows", "somebody 1999", new Dictionary<string, string> { ["size"] = "5" }, [Row],
        [new Plot("it falls", "x", "y", [new PlotLine("ours", [new PlotPoint(1, 2, 1.5, 2.5), new PlotPoint(2, 1)])], LogarithmicX: true)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-replications-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_kept_is_read_again()
    {
        ReplicationFolder.Open(_folder, Asked(), resume: false).Keep(Meg);
        ReplicationFolder read = ReplicationFolder.Read(_folder);
        Assert.True(ReplicationFolder.Holds(_folder));
        Assert.Equal(["meg"], read.Manifest.Names);
        Assert.Equivalent(Meg, read.Of("meg"), strict: true);
        Assert.Null(read.Of("power"));
    }

    [Fact]
    public void A_resumed_run_keeps_what_is_finished()
    {
        ReplicationFolder.Open(_folder, Asked(), resume: true).Keep(Meg);
        Assert.NotNull(ReplicationFolder.Open(_folder, Asked() with { Started = "later" }, resume: true).Of("meg"));
    }

    [Fact]
    public void A_run_that_was_asked_otherwise_is_neither_resumed_nor_overwritten()
    {
        ReplicationFolder.Open(_folder, Asked(), resume: false).Keep(Meg);
        Assert.Contains("already holds a run", Assert.Throws<ArgumentException>(() => ReplicationFolder.Open(_folder, Asked(), resume: false)).Message);
        Assert.Contains("full, not quick", Assert.Throws<ArgumentException>(() => ReplicationFolder.Open(_folder, Asked() with { Quick = true }, resume: true)).Message);
        Assert.Contains("size=5", Assert.Throws<ArgumentException>(() => ReplicationFolder.Open(_folder, Asked() with { Set = new Dictionary<string, string> { ["size"] = "5" } }, resume: true)).Message);
        Assert.NotNull(ReplicationFolder.Read(_folder).Of("meg"));
    }

    [Fact]
    public void A_foreign_folder_is_refused_and_left_alone()
    {
        string foreign = Path.Combine(_folder, "letter.txt");
        File.WriteAllText(foreign, "dear");
        Assert.Contains("letter.txt", Assert.Throws<ArgumentException>(() => ReplicationFolder.Open(_folder, Asked(), resume: true)).Message);
        Assert.Equal([foreign], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("manifest.json", "{\"kind\":\"repl")]
    [InlineData("manifest.json", "{\"kind\":\"audit\"}")]
    [InlineData("meg.json", "[1]")]
    [InlineData("meg.json", "{\"name\":\"meg\"}")]
    public void A_damaged_file_is_named(string file, string text)
    {
        ReplicationFolder.Open(_folder, Asked(), resume: false).Keep(Meg);
        File.WriteAllText(Path.Combine(_folder, file), text);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => ReplicationFolder.Read(_folder).Of("meg")).Message);
    }

    private static ReplicationManifest Asked() => new()
    {
        Format = ReplicationManifest.CurrentFormat, Kind = ReplicationManifest.OwnKind, Version = "0.1.0", Names = ["meg"], Set = new Dictionary<string, string>(), Quick = false,
        CommandLine = "mesascope replicate meg", Started = "2026-01-01T00:00:00Z", Host = "here",
    };
}
