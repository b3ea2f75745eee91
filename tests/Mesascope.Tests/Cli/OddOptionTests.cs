using System.CommandLine;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

/// <summary>Tests that go to a folder of their own, which the whole process then stands in: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(InFolderOfItsOwn), DisableParallelization = true)]
public sealed class InFolderOfItsOwn;

[Collection(nameof(InFolderOfItsOwn))]
public sealed class OddOptionTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _top = Directory.CreateTempSubdirectory("mesascope-odd-").FullName;

    // Each is a whole command line that would begin to work; the token is cancelled, so that it does not.
    private static readonly string[][] Beginnings =
    [
        ["audit", "scripted:habit"], ["audit", "scripted:honest"], ["audit", "http://127.0.0.1:9/v1#nobody"], ["grow", "keykeeper"], ["compare", "a", "b"], ["report", "a"], ["export", "a", "--to", "csv"],
        ["replicate", "meg"], ["calibrate"], ["list", "worlds"], ["list", "replications", "meg"], ["play", "boat-race"], ["serve", "honest"], ["bench"], ["doctor"],
    ];

    public OddOptionTests()
    {
        // Deep enough for a few steps up.
        Directory.CreateDirectory(Path.Combine(_top, "a", "b", "here"));
        Directory.SetCurrentDirectory(Path.Combine(_top, "a", "b", "here"));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_top, recursive: true);
    }

    public static TheoryData<string> Lines => [.. Beginnings.Select(words => string.Join(' ', words))];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task No_value_of_any_option_or_argument_is_a_mistake_of_ours_or_leaves_a_file_when_it_is_refused(string line)
    {
        string[] words = line.Split(' ');
        Command command = CommandLine.Parse(words, new Terminal(TextWriter.Null, TextWriter.Null), new CommandHandlers()).CommandResult.Command;
        List<string> wrong = [];
        foreach (string value in OddValues.All)
        {
            foreach (Option option in command.Options.Where(option => option.Arity.MaximumNumberOfValues > 0 && !(value == "/" && option.Name is "--pictures")))
            {
                await Try([.. words, option.Name, value], wrong);
                await Try([.. words, $"{option.Name}={value}"], wrong);
            }
            for (int word = 1; word < words.Length; word++) await Try([.. words[..word], value, .. words[(word + 1)..]], wrong);
            await Try([.. words, value], wrong);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join("\n", wrong.Take(20))}");
    }

    private async Task Try(string[] arguments, List<string> wrong)
    {
        StringWriter output = new(), error = new();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        string[] before = Files();
        Task<int> run = Task.Run(() => CommandLine.RunAsync(arguments, new Terminal(output, error, input: new StringReader("")), new CommandHandlers(), stopped.Token));
        string typed = PlainText.Clipped(PlainText.Of(string.Join(' ', arguments)), 120);
        if (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)) != run)
        {
            wrong.Add($"hangs: {typed}");
            return;
        }
        int code = await run;
        string[] lines = error.ToString().TrimEnd().Split('\n');
        if (code is not (ExitCode.Done or ExitCode.WrongUsage or ExitCode.NotReady or ExitCode.GateFailed or ExitCode.Cancelled)) wrong.Add($"exit code {code}: {typed}: {error}");
        else if (code is ExitCode.WrongUsage && (lines.Length != 1 || lines[0].Length > 1300 || !lines[0].StartsWith("mesascope: ", StringComparison.Ordinal))) wrong.Add($"{lines.Length} lines: {typed}: {error}");
        else if (code is ExitCode.WrongUsage && !Files().SequenceEqual(before)) wrong.Add($"left files: {typed}: {string.Join(", ", Files().Except(before))}");
    }

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_top, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Fact]
    public void Runs_that_begin_at_the_same_moment_get_folders_of_their_own()
    {
        var claimed = new string[64];
        Parallel.For(0, claimed.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i => claimed[i] = RunPlaces.Claim("audit-x"));
        Assert.Equal(claimed.Length, claimed.Distinct().Count());
        Assert.All(claimed, folder => Assert.Empty(Directory.EnumerateFileSystemEntries(folder)));
        Assert.False(File.Exists(Path.Combine("runs", ".claim")));
    }

    [Fact]
    public async Task A_mistyped_parameter_does_not_spoil_its_folder()
    {
        Assert.Equal(ExitCode.WrongUsage, await CommandLine.RunAsync(["replicate", "meg", "--set", "size=1", "--out", "r"], new Terminal(TextWriter.Null, TextWriter.Null), new CommandHandlers(), TestContext.Current.CancellationToken));
        Assert.False(Path.Exists("r"));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["replicate", "meg", "--set", "size=3", "--out", "r"], new Terminal(TextWriter.Null, TextWriter.Null), new CommandHandlers(), TestContext.Current.CancellationToken));
        Assert.All(Directory.GetFiles("r"), file => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
    }
}
