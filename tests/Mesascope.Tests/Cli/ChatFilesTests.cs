using System.Text;
using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

/// <summary>Files that an audit of a chat model reads, and runs that it is compared with.</summary>
public sealed class ChatFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--system", "prompt.txt", "Vous \u00eates utile.", 1, "0xEA")]
    [InlineData("--items", "items.csv", "question,answer,other\nIst \u00d6l gr\u00fcn?,Ja,Nein\n", 2, "0xD6")]
    [InlineData("--items", "items.jsonl", "{}\n{\"question\": \"\u00e9\"}\n", 2, "0xE9")]
    [InlineData("--drive", "own.yaml", "id: caf\u00e9\n", 1, "0xE9")]
    public async Task A_file_that_is_not_UTF_8_is_refused_in_one_line(string option, string name, string text, int line, string value)
    {
        string file = Write(name, Encoding.Latin1.GetBytes(text));
        (int code, string error) = await Run($"audit scripted:honest {option} {file} --out {_folder}/run");
        Assert.Equal(ExitCode.NotReady, code);
        Assert.StartsWith($"mesascope: {file}, line {line}: the byte {value} is not UTF-8; save the file as UTF-8", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"{_folder}/run"));
    }

    [Fact]
    public async Task UTF_16_is_read_by_its_mark_and_refused_without()
    {
        string marked = Write("marked.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Sei höflich.")]), bare = Write("bare.txt", Encoding.Unicode.GetBytes("Be kind."));
        Assert.Equal((0, ""), await Run($"audit scripted:honest --audits harmony-over-correction --budget 1 --system {marked} --dry-run"));
        Assert.Contains("holds NUL characters", (await Run($"audit scripted:honest --system {bare} --dry-run")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task An_empty_system_message_is_noted(string text)
    {
        string file = Write("empty.txt", Encoding.UTF8.GetBytes(text));
        Assert.Contains($"{file}, given by --system, is empty", (await Run($"audit scripted:honest --system {file} --dry-run")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seed_than_that_of_the_earlier_run_is_noted()
    {
        await Run($"audit scripted:honest --audits harmony-over-correction --budget 20 --no-early-stop --seed 5 --json --out {_folder}/before");
        Assert.Contains($"--seed 7 is not used: the cases are those of {_folder}/before, which has seed 5", (await Run($"audit scripted:honest --against {_folder}/before --seed 7 --dry-run")).Error, StringComparison.Ordinal);
        Assert.Equal("", (await Run($"audit scripted:honest --against {_folder}/before --dry-run")).Error);
    }

    [Fact]
    public async Task Runs_that_were_read_in_two_ways_are_not_compared()
    {
        const string audit = "--audits harmony-over-correction --budget 20 --no-early-stop --json";
        await Run($"audit scripted:honest,logprobs {audit} --out {_folder}/probabilities");
        await Run($"audit scripted:honest {audit} --out {_folder}/letters");
        (int code, string error) = await Run($"audit scripted:honest --against {_folder}/probabilities --json --out {_folder}/later");
        Assert.Equal(ExitCode.NotReady, code);
        Assert.Contains("The earlier run was read from probabilities of tokens, and the server gives none now", error, StringComparison.Ordinal);
        (code, error) = await Run($"compare {_folder}/probabilities {_folder}/letters");
        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains("was read from probabilities of tokens, and", error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run($"audit scripted:honest,logprobs --against {_folder}/letters --json --out {_folder}/alike")).Code);
    }

    private string Write(string name, byte[] content)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    private static async Task<(int Code, string Error)> Run(string line)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(line.Split(' '), new Terminal(output, error), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }
}
