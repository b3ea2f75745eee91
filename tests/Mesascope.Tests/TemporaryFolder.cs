using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Tests;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>A finished run of an audit in this folder.</summary>
    public async Task<string> RunAsync(string name, string subject, AuditOptions options, Func<IPairLog, Task<AuditResult>> audit)
    {
        var question = new AuditQuestion
        {
            Typed = subject, Subject = subject, SubjectDigest = "0123456789abcdef0123", World = "chat", Seed = 7,
            Audits = ["harmony-over-correction"], Alpha = options.Alpha, Margin = options.Margin, Budget = new Budget(options.Budget), EarlyStop = options.EarlyStop,
        };
        var header = new Header { Kind = "audit", CommandLine = question.CommandLine(), Started = "2026-01-01T00:00:00Z", Host = "test" };
        await AuditRun.RunAsync(new(header, question), this[name], resume: false, (log, _) => audit(log));
        return this[name];
    }

    /// <summary>A finished run of a scripted subject with one drive.</summary>
    public Task<string> FlattererAsync(string name, AuditOptions options) => RunAsync(name, "scripted:flatterer", options,
        log => ChatAuditing.RunAsync("scripted:flatterer", new ChatSubject(new ScriptedModel(Disposition.Parse("flatterer,rate=0.5")), new Sampling()), new Seed(7), new ChatQuestions { Drives = [DriveCatalogue.Named("harmony-over-correction")] }, options, log));
}
