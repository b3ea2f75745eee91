using System.IO.Compression;
using System.Text.Json;

namespace Mesascope.Experiments;

/// <summary>One recorded episode of a policy: what it saw, what its network gave, what it did, and what came of it.</summary>
internal sealed record ReferenceEpisode
{
    /// <summary>What the environment stood in before each step and after the last. Shape [steps + 1][state]; empty for the bandits.</summary>
    public float[][] State { get; init; } = [];

    /// <summary>What was drawn at the start and is not in the state.</summary>
    public float[] Hidden { get; init; } = [];

    /// <summary>What the network saw. Shape [steps][inputs]; empty where <see cref="On"/> says it.</summary>
    public float[][] Seen { get; init; } = [];

    /// <summary>Of an image, the places that are 1. Shape [steps][ones]; empty where <see cref="Seen"/> says it.</summary>
    public int[][] On { get; init; } = [];

    /// <summary>Scores of actions; or mean and standard deviation; or the action itself. Shape [steps][outputs].</summary>
    public double[][] Output { get; init; } = [];

    /// <summary>The action taken. Shape [steps][1, or the length of the vector].</summary>
    public double[][] Action { get; init; } = [];

    /// <summary>Rewards. Shape [steps].</summary>
    public double[] Reward { get; init; } = [];

    /// <summary>The direction really walked, in FourRooms. Shape [steps]; empty elsewhere.</summary>
    public int[] Executed { get; init; } = [];

    /// <summary>What is remembered after the first step and after the last: c, then h. Shape [2][memory]; empty where nothing is.</summary>
    public double[][] Memory { get; init; } = [];

    /// <summary>Steps.</summary>
    public int Length => Action.Length;

    /// <summary>The reference episodes of a policy.</summary>
    /// <exception cref="PrerequisiteException">The file is missing or damaged.</exception>
    public static IReadOnlyList<ReferenceEpisode> Read(string folder, string policy)
    {
        string path = Path.Combine(folder, policy + ".episodes.jsonl.gz");
        var episodes = new List<ReferenceEpisode>();
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using var document = JsonDocument.Parse(line);
                episodes.Add(Parse(document.RootElement));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException)
        {
            throw new PrerequisiteException($"{path} cannot be read: {e.Message}", e);
        }
        return episodes;
    }

    /// <summary>Replays it: sets the environment to each recorded state, applies the recorded action and chance, and feeds the network what it saw, in order.</summary>
    /// <param name="policy">Whose episode it is.</param>
    /// <param name="environment">A fresh one of its kind.</param>
    /// <param name="tolerance">Of outputs, relative to the larger of 1 and their size. Rewards, observations and states must be equal.</param>
    /// <returns>The first difference, in words; null where there is none.</returns>
    public string? FirstDifference(GymnaxPolicy policy, GymnaxEnvironment environment, double tolerance)
    {
        float[] seen = new float[environment.Inputs], recorded = new float[environment.Inputs];
        double[] memory = new double[policy.Memory], chance = new double[environment.Chances];
        environment.Reset(State.Length > 0 ? State[0] : [], Hidden);
        for (int t = 0; t < Length; t++)
        {
            environment.Observe(seen);
            Recorded(t, seen, recorded);
            if (!seen.AsSpan().SequenceEqual(recorded)) return $"step {t}: observation";
            if (!Agrees(Output[t], Given(policy, policy.Step(seen, memory)), tolerance)) return $"step {t}: output";
            if (Memory.Length > 0 && (t == 0 || t == Length - 1) && !Agrees(Memory[t == 0 ? 0 : 1], memory, tolerance)) return $"step {t}: memory";
            environment.Recall(Reward[t], State.Length > 0 ? State[t + 1] : [], Executed.Length > 0 ? Executed[t] : 0, chance);
            (double reward, bool done) = environment.Step(Action[t], chance);
            if (!Agrees([Reward[t]], [reward], 1e-8)) return $"step {t}: reward"; // recorded with nine digits
            if (State.Length > 0 && !environment.State.AsSpan().SequenceEqual(State[t + 1])) return $"step {t}: state";
            if ((done || t + 1 == environment.Limit) != (t + 1 == Length)) return $"step {t}: end";
        }
        return null;
    }

    // Of a network that gives the logarithm of a variance the standard deviation was recorded.
    private static double[] Given(GymnaxPolicy policy, double[] output) => policy.IsContinuous && !policy.IsDeterministic ? [output[0], Math.Exp(output[1] / 2)] : output;

    private void Recorded(int step, ReadOnlySpan<float> seen, Span<float> recorded)
    {
        if (Seen.Length > 0)
        {
            Seen[step].CopyTo(recorded);
            return;
        }
        recorded.Clear();
        foreach (int place in On[step]) recorded[place] = 1;
        // Of FourRooms only the agent's plane was recorded: the walls are those of the first observation of the card.
        if (Executed.Length > 0)
            for (int wall = 0; wall < recorded.Length; wall += 2) recorded[wall] = seen[wall];
    }

    private static bool Agrees(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance)
    {
        if (expected.Length != found.Length) return false;
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])))) return false;
        return true;
    }

    private static ReferenceEpisode Parse(JsonElement line)
    {
        T[] List<T>(string name, Func<JsonElement, T> of) => line.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(of)] : [];
        double[][] mean = List("mean", Doubles), deviation = List("std", Doubles);
        return new ReferenceEpisode
        {
            State = List("state", Floats), Seen = List("obs", Floats), On = List("on", Whole), Reward = List("reward", each => each.GetDouble()), Executed = List("executed", each => each.GetInt32()),
            Hidden = line.TryGetProperty("start", out JsonElement start) ? [.. start.EnumerateObject().SelectMany(each => Floats(each.Value))] : [],
            Action = List("action", each => Floats(each).Select(number => (double)number).ToArray()),
            Output = mean.Length > 0 ? [.. mean.Zip(deviation, (m, d) => (double[])[.. m, .. d])] : [.. List("logits", Doubles), .. List("output", Doubles)],
            Memory = line.TryGetProperty("carry", out JsonElement carry) ? [Carried(carry, "first"), Carried(carry, "last")] : [],
        };
    }

    private static double[] Carried(JsonElement carry, string when) => [.. Doubles(carry.GetProperty("c_" + when)), .. Doubles(carry.GetProperty("h_" + when))];

    private static float[] Floats(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(each => each.GetSingle())] : [value.GetSingle()];

    private static double[] Doubles(JsonElement value) => [.. value.EnumerateArray().Select(each => each.GetDouble())];

    private static int[] Whole(JsonElement value) => [.. value.EnumerateArray().Select(each => each.GetInt32())];
}
