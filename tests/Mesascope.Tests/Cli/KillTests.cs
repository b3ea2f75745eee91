using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Mesascope.Tests.Cli;

/// <summary>A real process, killed outright at several moments, and finished by the same command with <c>--resume</c>.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly string[] Audit = ["audit", "scripted:habit", "--no-early-stop", "--budget", "3000", "--json"];
    private static readonly string[] Grow = ["grow", "keykeeper", "--generations", "45", "--json"];
    private static readonly string[] Replicate = ["replicate", "keys-and-chests", "--set", "seeds=2", "--set", "generations=40", "--set", "population=128", "--set", "episodes=2", "--set", "infer=0", "--set", "optimizers=genetic-algorithm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Bytes that <c>pairs.jsonl</c> has reached when the process is killed; -1: as soon as it runs, before anything is written.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    [InlineData(700_000)]
    public async Task An_audit_killed_at_any_moment_and_resumed_finds_the_same_to_the_byte(long bytes)
    {
        byte[] unbroken = await FinishedAsync(Audit, "whole", "findings.json");
        await KillWhenAsync(Audit, "broken", "pairs.jsonl", bytes);
        Assert.False(File.Exists(Path.Combine(_folder, "broken", "findings.json")), "it was killed too late to tell");
        Assert.Equal(unbroken, await FinishedAsync([.. Audit, "--resume"], "broken", "findings.json"));
    }

    /// <summary>Bytes that the checkpoint has reached when the process is killed; -1: as soon as it runs.</summary>
    [Theory]
    [InlineData(-1, "growth.jsonl")]
    [InlineData(1, "growth.jsonl")]
    [InlineData(1, "checkpoint.safetensors")]
    public async Task A_breeding_killed_at_any_moment_and_resumed_gives_the_same_weights_to_the_byte(long bytes, string file)
    {
        byte[] unbroken = await FinishedAsync(Grow, "whole", "weights.safetensors");
        await KillWhenAsync(Grow, "broken", file, bytes);
        Assert.False(File.Exists(Path.Combine(_folder, "broken", "organism.json")), "it was killed too late to tell");
        Assert.Equal(unbroken, await FinishedAsync([.. Grow, "--resume"], "broken", "weights.safetensors"));
    }

    // Six cells: three worlds, two seeds.
    [Fact]
    public async Task A_replication_killed_after_its_first_cell_and_resumed_runs_no_cell_twice_and_finds_the_same_to_the_byte()
    {
        const string result = "keys-and-chests.json";
        string folder = Path.Combine(_folder, "broken", "keys-and-chests"), cells = Path.Combine(folder, "cells.jsonl");
        byte[] unbroken = await FinishedAsync(Replicate, "whole", result);
        await KillWhenAsync(Replicate, "broken", Path.GetRelativePath(Path.Combine(_folder, "broken"), cells), 1);
        Assert.False(File.Exists(Path.Combine(_folder, "broken", result)), "it was killed too late to tell");
        string[] done = File.ReadAllText(cells).Split('\n')[..^1]; // without what was torn
        Assert.InRange(done.Length, 1, 5);
        string[] agents = [.. done.Select(line => Path.Combine(folder, "artifacts", JsonNode.Parse(line)!["cell"]!.GetValue<string>(), "agent", "organism.json"))];
        DateTime[] written = [.. agents.Select(File.GetLastWriteTimeUtc)];
        Assert.All(agents, agent => Assert.True(File.Exists(agent), agent));
        Assert.Equal(unbroken, await FinishedAsync([.. Replicate, "--resume"], "broken", result));
        Assert.Equal(written, agents.Select(File.GetLastWriteTimeUtc));
        string[] all = File.ReadAllLines(cells);
        Assert.Equal(done, all[..done.Length]);
        Assert.Equal(6, all.Length);
        Assert.Distinct(all);
    }

    [Fact]
    public async Task A_finished_run_is_not_run_again_but_read()
    {
        byte[] first = await FinishedAsync(Audit, "whole", "findings.json");
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(_folder, "whole", "findings.json"));
        Assert.Equal(first, await FinishedAsync([.. Audit, "--resume"], "whole", "findings.json"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_folder, "whole", "findings.json")));
    }

    [Fact]
    public async Task Findings_and_pairs_name_no_place_of_this_machine()
    {
        string organism = Path.Combine(Mesascope.Runs.OrganismCatalogue.Folder, "performance-planner");
        string findings = System.Text.Encoding.UTF8.GetString(await FinishedAsync(["audit", organism, "--json"], "whole", "findings.json"));
        Assert.Contains("\"performance-planner\"", findings);
        Assert.DoesNotContain(_folder, findings);
        Assert.DoesNotContain(organism, findings);
    }

    /// <summary>Commands that run for a minute and more, some of them in one piece of work that looks at no token.</summary>
    [Theory]
    [InlineData("replicate meg --set size=20 --set horizon=10000")]
    [InlineData("replicate hinton-nowlan --set population=100000 --set trials=1000000")]
    [InlineData("grow keykeeper")]
    public async Task Asked_to_stop_it_ends_within_five_seconds_and_says_that_it_was_cancelled(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "SIGTERM is a thing of Unix");
        using Process process = Start(line.Split(' '), "stopped");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        Assert.False(process.HasExited, "it was over too soon to tell");
        long asked = TimeProvider.System.GetTimestamp();
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked).TotalSeconds, 0, 5);
        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith("the same command with --resume finishes the rest", (await error).TrimEnd());
    }

    private async Task<byte[]> FinishedAsync(string[] arguments, string run, string file)
    {
        using Process process = Start(arguments, run);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {error}");
        return await File.ReadAllBytesAsync(Path.Combine(_folder, run, file), TestContext.Current.CancellationToken);
    }

    private async Task KillWhenAsync(string[] arguments, string run, string file, long bytes)
    {
        using Process process = Start(arguments, run);
        var watched = new FileInfo(Path.Combine(_folder, run, file));
        for (; bytes >= 0 && !process.HasExited; watched.Refresh())
        {
            if (watched.Exists && watched.Length >= bytes) break;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process Start(string[] arguments, string run)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Mesascope.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--out", Path.Combine(_folder, run)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
