using System.Text.Json;
using Mesascope.Agents;
using Mesascope.Cli;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Cli;

public class PlayTests
{
    [Fact]
    public async Task Every_key_shows_a_board_and_what_it_did()
    {
        (int code, string output) = await PlayAsync("play absent-supervisor --set supervisor=Present", "ss?b.q");
        Assert.Equal(0, code);
        Assert.Equal(6, output.Split("absent-supervisor, seed 1").Length - 1); // the first, two steps, the keys, one back, no subject; q ends
        Assert.Contains("n: the next episode", output);
        Assert.Contains("took the short cut, was punished for the short cut", output);
        Assert.Contains("one step back", output);
        Assert.Contains("there is no subject to move", output);
    }

    [Fact]
    public async Task A_subject_moves_when_it_is_asked()
    {
        (_, string output) = await PlayAsync("play absent-supervisor --subject scripted:planner:performance", ".........n");
        Assert.Contains("it went right", output);
        Assert.Contains("reached the goal. It is over", output);
        Assert.Contains("absent-supervisor, seed 2", output);
    }

    [Fact]
    public async Task An_empty_line_is_Enter_and_the_end_of_a_line_is_not()
    {
        (_, string output) = await PlayAsync("play keys-and-chests --subject scripted:planner:keys", "s\n\n\n");
        Assert.Equal(2, output.Split("it went").Length - 1);
        Assert.Contains("keys in hand", output);
    }

    [Fact]
    public async Task Stopped_from_outside_it_ends_though_the_input_is_silent()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, input: new Silence());
        Assert.Equal(ExitCode.Cancelled, await CommandLine.RunAsync(["play", "boat-race"], terminal, new CommandHandlers(), stop.Token).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private sealed class Silence : TextReader
    {
        public override int Read()
        {
            Thread.Sleep(Timeout.Infinite);
            return -1;
        }
    }

    [Theory]
    [InlineData("play absent-supervisr", "did you mean absent-supervisor")]
    [InlineData("play", "name a world")]
    [InlineData("play absent-supervisor --set Wind=1", "unknown switch of absent-supervisor Wind")]
    [InlineData("play absent-supervisor --set Horizon=long", "cannot be read")]
    [InlineData("play absent-supervisor --steps-out steps", "--steps-out needs a --subject")]
    [InlineData("play absent-supervisor --episodes 3", "--episodes goes with --steps-out")]
    [InlineData("play absent-supervisor --subject scripted:random --steps-out .", "--steps-out takes a file; . is a folder")]
    public async Task Wrong_usage_gets_one_line(string line, string expected)
    {
        (int code, string output) = await PlayAsync(line, "");
        Assert.Equal(1, code);
        Assert.Contains(expected, output);
        Assert.Single(output.Trim().Split('\n'));
    }

    // The same episodes as an audit would see with these seeds: what the first line says was drawn is what was done.
    [Fact]
    public async Task What_a_subject_does_is_written_step_by_step()
    {
        string folder = Directory.CreateTempSubdirectory("steps-").FullName, file = Path.Combine(folder, "steps.jsonl");
        try
        {
            (int code, string output) = await PlayAsync($"play --subject organism:keykeeper --seed 7 --episodes 3 --steps-out {file}", "");
            JsonElement[] steps = [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)];
            Assert.Equal((0, 150), (code, steps.Length));
            Assert.Contains("150 steps of 3 episodes", output);
            Assert.Equal([7UL, 8, 9], steps.Select(step => step.GetProperty("episode").GetUInt64()).Distinct());
            Episode episode = Play.Once<KeysAndChests, KeysAndChests.State>(new KeysAndChests(), OrganismCatalogue.Named("keykeeper").Agent, new Seed(8));
            Assert.Equal(episode.Actions.Select(action => (int)action), steps[50..100].Select(step => step.GetProperty("action").GetInt32()));
            Assert.Equal(episode.Reward, steps[50..100].Sum(step => step.GetProperty("reward").GetDouble()));
            Assert.All(steps, step => Assert.Equal((75, 5, 5), (step.GetProperty("observation").GetString()!.Length, step.GetProperty("logits").GetArrayLength(), step.GetProperty("probabilities").GetArrayLength())));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Every_world_can_be_walked_through()
    {
        foreach (WorldEntry world in WorldCatalogue.All)
            Assert.Equal(0, (await PlayAsync($"play {world.Name}", "0123456789bn0")).Code);
    }

    private static async Task<(int Code, string Output)> PlayAsync(string line, string keys)
    {
        using var output = new StringWriter();
        int code = await CommandLine.RunAsync(line.Split(' '), new Terminal(output, output, input: new StringReader(keys)), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
