using Mesascope.Experiments;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class RunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_and_untouched()
    {
        Run<AuditQuestion>.Open(_folder, Asked(), resume: false).Dispose();
        string before = File.ReadAllText(System.IO.Path.Combine(_folder, "manifest.json"));
        Assert.Throws<ArgumentException>(() => Run<AuditQuestion>.Open(_folder, Asked(question => question with { Seed = 2 }), resume: false));
        Assert.Equal(before, File.ReadAllText(System.IO.Path.Combine(_folder, "manifest.json")));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "thesis.txt"), "precious");
        var problem = Assert.Throws<ArgumentException>(() => Run<AuditQuestion>.Open(_folder, Asked(), resume: true));
        Assert.Contains("thesis.txt", problem.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Resuming_where_nothing_is_begins()
    {
        string absent = System.IO.Path.Combine(_folder, "new");
        using var run = Run<AuditQuestion>.Open(absent, Asked(), resume: true);
        Assert.True(File.Exists(System.IO.Path.Combine(absent, "manifest.json")));
    }

    [Fact]
    public void A_run_killed_before_its_manifest_was_whole_can_be_resumed()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "manifest.json.partial"), "{\"form");
        using var run = Run<AuditQuestion>.Open(_folder, Asked(), resume: true);
        Assert.Equal(Asked().Question.Seed, Run<AuditQuestion>.ReadManifest(_folder).Question.Seed);
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("alpha")]
    [InlineData("subject's weights")]
    public void A_run_that_was_asked_something_else_is_not_resumed(string what)
    {
        Run<AuditQuestion>.Open(_folder, Asked(), resume: false).Dispose();
        Manifest<AuditQuestion> other = Asked(question => what switch { "seed" => question with { Seed = 9 }, "alpha" => question with { Alpha = 0.01 }, _ => question with { SubjectDigest = "other" } });
        var problem = Assert.Throws<ArgumentException>(() => Run<AuditQuestion>.Open(_folder, other, resume: true));
        Assert.Contains(what, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_another_version_is_refused_with_both_versions_named()
    {
        Run<AuditQuestion>.Open(_folder, Asked(), resume: false).Dispose();
        string file = System.IO.Path.Combine(_folder, "manifest.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 2", "\"format\": 99", StringComparison.Ordinal));
        var problem = Assert.Throws<InvalidDataException>(() => Run<AuditQuestion>.Open(_folder, Asked(), resume: true));
        Assert.Contains("99", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_says_so() => Assert.Throws<PrerequisiteException>(() => Run<AuditQuestion>.ReadManifest(_folder));

    [Fact]
    public void Two_processes_do_not_write_one_run()
    {
        using var first = Run<AuditQuestion>.Open(_folder, Asked(), resume: true);
        Assert.Throws<PrerequisiteException>(() => Run<AuditQuestion>.Open(_folder, Asked(), resume: true));
    }

    [Fact]
    public void A_run_of_another_kind_is_named()
    {
        Run<AuditQuestion>.Open(_folder, Asked(), resume: false).Dispose();
        Assert.Contains("of kind audit, not replicate", Assert.Throws<InvalidDataException>(() => Run<ExperimentQuestion>.ReadManifest(_folder)).Message, StringComparison.Ordinal);
    }

    // As version 0.1.0 wrote it.
    [Fact]
    public void A_manifest_of_format_1_is_read_and_asks_the_same()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "manifest.json"), """
            {"format": 1, "kind": "audit", "version": "0.1.0", "subject": "http://127.0.0.1:1/v1#m", "subjectDigest": "ab", "world": "chat", "seed": 7, "audits": ["a", "b"], "alpha": 0.05, "margin": 0.1,
             "budget": 100, "earlyStop": false, "settings": {"temperature": "0.5", "topP": "1", "maxTokens": "64", "logProbabilities": "not asked for", "mostTokens": "5000", "transcripts": "not kept", "drive mine.yaml": "cd", "awareness": "3"},
             "commandLine": "mesascope audit", "gitCommit": null, "started": "2026-01-01T00:00:00Z", "host": "test"}
            """);
        AuditQuestion read = Run<AuditQuestion>.ReadManifest(_folder).Question;
        var asked = new AuditQuestion
        {
            Typed = "as typed", Subject = "http://127.0.0.1:1/v1#m", SubjectDigest = "ab", World = "chat", Seed = 7, Audits = ["a", "b"], Alpha = 0.05, Margin = 0.1, Budget = new Budget(100, 5000), EarlyStop = false,
            Chat = new ChatQuestion { Temperature = 0.5, MaxTokens = 64, LogProbabilities = false, Transcripts = false, Drives = ["elsewhere/mine.yaml"], DriveDigests = new Dictionary<string, string> { ["mine.yaml"] = "cd" }, Awareness = 3, Concurrency = 7 },
        };
        Assert.Null(asked.DifferenceFrom(read));
        Assert.Equal("another max tokens (64, not 65)", (asked with { Chat = asked.Chat with { MaxTokens = 65 } }).DifferenceFrom(read));
    }

    internal static Manifest<AuditQuestion> Asked(Func<AuditQuestion, AuditQuestion>? change = null)
    {
        var question = new AuditQuestion
        {
            Typed = "scripted:random", Subject = "scripted:random", SubjectDigest = "none", World = "keys-and-chests", Seed = 7,
            Audits = ["no-chest-left"], Alpha = 0.05, Margin = 0.1, Budget = new Budget(100), EarlyStop = true,
        };
        question = change?.Invoke(question) ?? question;
        return new(new Header { Kind = AuditQuestion.Kind, CommandLine = question.CommandLine(), Started = "2026-01-01T00:00:00Z", Host = "test" }, question);
    }
}
