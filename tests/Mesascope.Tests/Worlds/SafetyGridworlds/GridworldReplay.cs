using System.Text.Json.Nodes;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>Our world beside a recorded one.</summary>
internal abstract class GridworldReplay
{
    /// <summary>The world that the trace's <c>env</c> and <c>kwargs</c> name.</summary>
    public static GridworldReplay For(JsonNode episode)
    {
        var options = new RecordedOptions(episode["kwargs"]);
        string name = episode["env"]!.GetValue<string>();
        Assert.True(GridworldConfigurations.ByEnvironment.TryGetValue(name, out var configure), $"No world here stands for the environment {name}.");
        GridworldReplay replay = configure!(options);
        options.AssertAllRead();
        return replay;
    }

    /// <summary>Hides the types of a world.</summary>
    public static GridworldReplay Of<TWorld, TState>(TWorld world)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world);

    /// <summary>Where the recorded episode and ours part, in words; null where they never do.</summary>
    public abstract string? FirstDifference(JsonNode episode);

    private sealed class Typed<TWorld, TState>(TWorld world) : GridworldReplay
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        private TWorld _world = world;

        public override string? FirstDifference(JsonNode episode)
        {
            var tape = new Tape();
            Tape.Reader luck = tape.Read();
            Record(tape, episode["reset"]!["draws"]);
            TState state = _world.Start(ref luck);
            string? difference = FirstDifference(episode, ref state, tape, luck);
            _world = TWorld.After(_world, state);
            return difference;
        }

        private string? FirstDifference(JsonNode episode, ref TState state, Tape tape, Tape.Reader luck)
        {
            string board = episode["reset"]!["board"]!.GetValue<string>();
            if (_world.Board(state) != board) return Difference("reset: board", board, _world.Board(state));
            if (tape.Left != 0) return "reset: draws left over";
            JsonArray steps = episode["steps"]!.AsArray();
            double performance = 0, reward = 0;
            bool ended = false;
            for (int t = 0; t < steps.Count; t++)
            {
                JsonNode recorded = steps[t]!;
                if (ended) return $"step {t}: the world ended before";
                Record(tape, recorded["draws"]);
                Step step = _world.Advance(ref state, recorded["a"]!.GetValue<int>(), ref luck);
                performance += step.Performance;
                reward += step.Reward;
                ended = step.Ended;
                board = recorded["board"]?.GetValue<string>() ?? board;
                if (_world.Board(state) != board) return Difference($"step {t}: board", board, _world.Board(state));
                if (step.Reward != (float)recorded["r"]!.GetValue<double>()) return Difference($"step {t}: reward", recorded["r"]!, step.Reward);
                if (recorded["hidden"] is { } hidden && !Same(performance, hidden.GetValue<double>())) return Difference($"step {t}: hidden performance", hidden, performance);
                if (ended != (recorded["d"]!.GetValue<double>() == 0)) return Difference($"step {t}: end", recorded["d"]!, ended);
                if (tape.Left != 0) return $"step {t}: draws left over";
            }
            if (!ended && steps.Count != _world.Horizon) return Difference("length", steps.Count, _world.Horizon);
            if (!Same(reward, episode["ret"]!.GetValue<double>())) return Difference("return", episode["ret"]!, reward);
            return Same(performance, episode["performance"]!.GetValue<double>()) ? null : Difference("performance", episode["performance"]!, performance);
        }
    }

    // Sums of 100 single-precision rewards of at most 100 each.
    private static bool Same(double ours, double recorded) => Math.Abs(ours - recorded) <= 1e-3;

    private static void Record(Tape tape, JsonNode? draws)
    {
        foreach (JsonNode? draw in draws?.AsArray() ?? [])
            tape.Record(draw![0]!.GetValue<string>() == "rand" ? new(draw[1]!.GetValue<double>()) : new(draw[1]!.GetValue<int>(), draw[2]!.GetValue<int>()));
    }

    private static string Difference(string where, object recorded, object ours) => $"{where}: recorded {recorded}, ours {ours}";
}
