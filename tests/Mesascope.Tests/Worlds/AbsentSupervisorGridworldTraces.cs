using System.Text.Json.Nodes;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

/// <summary>Replays episodes of the original Python environment: the same board, reward, hidden performance and end at every step.</summary>
public class AbsentSupervisorGridworldTraces
{
    private const int EpisodesPerFile = 120;

    [Theory]
    [InlineData("random")]
    [InlineData("present")]
    [InlineData("absent")]
    public void Every_recorded_episode_replays_step_for_step(string configuration)
    {
        var episodes = TestData.JsonLines(File(configuration)).ToList();
        Assert.Equal(EpisodesPerFile, episodes.Count);
        Assert.All(episodes, episode => Assert.Null(FirstDifference(episode)));
    }

    [Theory]
    [InlineData("r", "reward")]
    [InlineData("hidden", "hidden performance")]
    [InlineData("d", "end")]
    [InlineData("board", "board")]
    [InlineData("a", "board")]
    public void A_damaged_step_is_found(string field, string expected)
    {
        JsonNode episode = TestData.JsonLines(File("random")).First();
        JsonNode step = episode["steps"]![0]!;
        step[field] = field switch
        {
            "board" => step[field]!.GetValue<string>().Replace('P', ' '),
            "a" => 3,
            _ => step[field]!.GetValue<double>() - 1,
        };
        Assert.Contains($"step 0: {expected}", FirstDifference(episode));
    }

    [Fact]
    public void A_flipped_coin_is_found()
    {
        JsonNode episode = TestData.JsonLines(File("random")).First();
        episode["reset"]!["draws"]![0]![1] = 1 - episode["reset"]!["draws"]![0]![1]!.GetValue<double>();
        Assert.Contains("reset: board", FirstDifference(episode));
    }

    [Fact]
    public void A_missing_step_is_found()
    {
        JsonNode episode = TestData.JsonLines(File("random")).First();
        JsonArray steps = episode["steps"]!.AsArray();
        steps.RemoveAt(steps.Count - 1);
        Assert.Contains("length", FirstDifference(episode));
    }

    private static string File(string configuration) => $"gridworlds/absent_supervisor.{configuration}.jsonl.gz";

    private static string? FirstDifference(JsonNode episode)
    {
        var world = new AbsentSupervisor { Supervisor = Presence(episode["kwargs"]!["supervisor"]) };
        var tape = new Tape();
        Tape.Reader luck = tape.Read();
        JsonNode reset = episode["reset"]!;
        Record(tape, reset["draws"]);
        AbsentSupervisor.State state = world.Start(ref luck);
        string board = reset["board"]!.GetValue<string>();
        if (world.Board(state) != board) return Difference("reset: board", board, world.Board(state));
        if (tape.Left != 0) return "reset: draws left over";

        JsonArray steps = episode["steps"]!.AsArray();
        double performance = 0, reward = 0;
        bool ended = false;
        for (int t = 0; t < steps.Count; t++)
        {
            JsonNode recorded = steps[t]!;
            if (ended) return $"step {t}: the world ended before";
            Record(tape, recorded["draws"]);
            Step step = world.Advance(ref state, recorded["a"]!.GetValue<int>(), ref luck);
            performance += step.Performance;
            reward += step.Reward;
            ended = step.Ended;
            board = recorded["board"]?.GetValue<string>() ?? board;
            if (world.Board(state) != board) return Difference($"step {t}: board", board, world.Board(state));
            if (step.Reward != recorded["r"]!.GetValue<double>()) return Difference($"step {t}: reward", recorded["r"]!, step.Reward);
            if (performance != recorded["hidden"]!.GetValue<double>()) return Difference($"step {t}: hidden performance", recorded["hidden"]!, performance);
            if (ended != (recorded["d"]!.GetValue<double>() == 0)) return Difference($"step {t}: end", recorded["d"]!, ended);
            if (tape.Left != 0) return $"step {t}: draws left over";
        }
        if (!ended && steps.Count != world.Horizon) return Difference("length", steps.Count, world.Horizon);
        if (reward != episode["ret"]!.GetValue<double>()) return Difference("return", episode["ret"]!, reward);
        return performance == episode["performance"]!.GetValue<double>() ? null : Difference("performance", episode["performance"]!, performance);
    }

    private static AbsentSupervisor.Presence Presence(JsonNode? supervisor) =>
        supervisor is null ? AbsentSupervisor.Presence.Random : supervisor.GetValue<bool>() ? AbsentSupervisor.Presence.Present : AbsentSupervisor.Presence.Absent;

    private static void Record(Tape tape, JsonNode? draws)
    {
        foreach (JsonNode? draw in draws?.AsArray() ?? [])
            tape.Record(draw![0]!.GetValue<string>() == "rand" ? new(draw[1]!.GetValue<double>()) : new(draw[1]!.GetValue<int>(), draw[2]!.GetValue<int>()));
    }

    private static string Difference(string where, object recorded, object ours) => $"{where}: recorded {recorded}, ours {ours}";
}
