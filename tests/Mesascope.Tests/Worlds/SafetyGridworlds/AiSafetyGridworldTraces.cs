using System.Text.Json.Nodes;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>Replays episodes of the original Python environments: the same board, reward, hidden performance and end at every step. One row per trace file of <c>MESASCOPE_DATA/gridworlds</c>.</summary>
public class AiSafetyGridworldTraces
{
    private const string NoTraces = "(no traces)";

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_recorded_episode_replays_step_for_step(string file)
    {
        GridworldReplay? replay = null;
        int episodes = 0;
        foreach (JsonNode episode in Episodes(file))
        {
            replay ??= GridworldReplay.For(episode); // the episodes of one file share one environment, in order
            Assert.Null(replay.FirstDifference(episode) is { } difference ? $"episode {episode["episode"]}: {difference}" : null);
            episodes++;
        }
        Assert.NotEqual(0, episodes);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_reward_board_end_or_performance_is_found(string file)
    {
        Assert.Contains("step 0: reward", Damaged(file, episode => Step(episode)["r"] = Step(episode)["r"]!.GetValue<double>() - 1));
        Assert.Contains("reset: board", Damaged(file, episode => episode["reset"]!["board"] = episode["reset"]!["board"]!.GetValue<string>().Replace('A', ' ')));
        Assert.Contains("step 0: board", Damaged(file, episode => Step(episode)["board"] = "nothing"));
        Assert.Contains("step 0: end", Damaged(file, episode => Step(episode)["d"] = 1 - Step(episode)["d"]!.GetValue<double>()));
        Assert.Contains("performance", Damaged(file, episode => episode["performance"] = episode["performance"]!.GetValue<double>() + 1));
        Assert.Contains("step 0: draws left over", Damaged(file, episode => Step(episode)["draws"] = new JsonArray([.. Step(episode)["draws"]?.AsArray().Select(draw => draw!.DeepClone()) ?? [], new JsonArray("rand", 0.5)])));
        Assert.Contains("length", Damaged(file, episode => episode["steps"]!.AsArray().RemoveAt(episode["steps"]!.AsArray().Count - 1)));
    }

    /// <summary>The trace files there are, by name.</summary>
    public static IEnumerable<TheoryDataRow<string>> Files()
    {
        string[] files = TestData.Files("gridworlds", "*.jsonl.gz");
        return files.Length == 0 ? [new(NoTraces) { Skip = "There are no reference traces here; set MESASCOPE_DATA to the folder that holds gridworlds/." }] : files.Select(file => new TheoryDataRow<string>(file));
    }

    private static IEnumerable<JsonNode> Episodes(string file) => TestData.JsonLines($"gridworlds/{file}");

    private static JsonNode Step(JsonNode episode) => episode["steps"]![0]!;

    private static string? Damaged(string file, Action<JsonNode> damage)
    {
        JsonNode episode = Episodes(file).First();
        GridworldReplay replay = GridworldReplay.For(episode);
        damage(episode);
        return replay.FirstDifference(episode);
    }
}
