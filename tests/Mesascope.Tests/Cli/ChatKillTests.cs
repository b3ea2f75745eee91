using System.Diagnostics;
using Mesascope.Chat;
using Mesascope.Conversations;

namespace Mesascope.Tests.Cli;

/// <summary>An audit over HTTP in a real process, killed outright at several moments, and finished by the same command with <c>--resume</c>.</summary>
public sealed class ChatKillTests : IAsyncLifetime
{
    private const string Name = "flatterer,rate=0.5,noise=0.2";
    private const int Concurrency = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;
    private int _asked;
    private ChatServer? _server;

    public async ValueTask InitializeAsync() => _server = await ChatServer.StartAsync(new ScriptedModel(Disposition.Parse(Name)), Name, latency: TimeSpan.FromMilliseconds(5),
        first: _ => { Interlocked.Increment(ref _asked); return Task.FromResult(false); }, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Bytes that <c>replies.jsonl</c> has reached when the process is killed; -1: as soon as it runs.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(9_000)]
    public async Task An_audit_killed_at_any_moment_and_resumed_finds_the_same_and_pays_for_nothing_twice(long bytes)
    {
        byte[] unbroken = await FinishedAsync("whole", resume: false);
        int whole = Interlocked.Exchange(ref _asked, 0);
        await KillWhenAsync("broken", bytes);
        Assert.False(File.Exists(Path.Combine(_folder, "broken", "findings.json")), "it was killed too late to tell");
        Assert.Equal(unbroken, await FinishedAsync("broken", resume: true));
        // What was in flight when it was killed is asked again; nothing else is.
        Assert.InRange(_asked, whole, whole + Concurrency);
        string[] keys = [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "broken", "replies.jsonl"), TestContext.Current.CancellationToken)).Select(line => line[..80])];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    private async Task<byte[]> FinishedAsync(string run, bool resume)
    {
        using Process process = Start(run, resume);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {error}");
        return await File.ReadAllBytesAsync(Path.Combine(_folder, run, "findings.json"), TestContext.Current.CancellationToken);
    }

    private async Task KillWhenAsync(string run, long bytes)
    {
        using Process process = Start(run, resume: false);
        var watched = new FileInfo(Path.Combine(_folder, run, "replies.jsonl"));
        for (; bytes >= 0 && !process.HasExited; watched.Refresh())
        {
            if (watched.Exists && watched.Length >= bytes) break;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process Start(string run, bool resume)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Mesascope.Cli.dll"), "audit", $"{_server!.Address}#{Name}", "--audits", "harmony-over-correction", "--budget", "120", "--no-early-stop",
            "--concurrency", $"{Concurrency}", "--json", "--out", Path.Combine(_folder, run), .. resume ? (string[])["--resume"] : [],
        ];
        Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
