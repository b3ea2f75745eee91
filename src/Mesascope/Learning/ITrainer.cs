using System.Text.Json.Nodes;

namespace Mesascope.Learning;

/// <summary>An outer optimizer at work, one step at a time: a generation of evolution, a meta-episode of REINFORCE, a stretch of a life that learns. It holds no clock and touches no disk.</summary>
/// <typeparam name="TResult">What it makes: weights, a table.</typeparam>
/// <remarks>A trainer that loads what another of the same settings and seed saved goes on as that one would have, to the bit. After a step that was cancelled it stands where it stood before, unless it says otherwise.</remarks>
public interface ITrainer<out TResult>
{
    /// <summary>True when every step is done.</summary>
    bool Finished { get; }

    /// <summary>Takes one step.</summary>
    TrainingProgress Step(CancellationToken cancellationToken = default);

    /// <summary>Everything needed to go on from here.</summary>
    TrainerState Save();

    /// <summary>Goes on from a saved state of the same settings and seed.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    void Load(TrainerState state);

    /// <summary>What it has made so far.</summary>
    TResult Result();
}

/// <summary>How training stands after a step. It holds no clock: the time left is for the caller to work out.</summary>
/// <param name="Done">Steps done, in [1, <paramref name="Total"/>].</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Best">Mean reward per episode of the best individual of this step; the mean where there is only one.</param>
/// <param name="Mean">Mean reward per episode over all.</param>
/// <param name="Performance">Mean performance per episode of the best individual: recorded, never trained on; null where the trainer does not see it.</param>
/// <param name="Steps">Agent-steps since this process began or took up the training.</param>
public sealed record TrainingProgress(int Done, int Total, double Best, double Mean, double? Performance, long Steps);

/// <summary>Where a trainer stands: the step, and named arrays of numbers.</summary>
/// <param name="Step">How many steps are done.</param>
/// <param name="Arrays">Single-precision arrays by name, such as weights and moments; what they hold is the trainer's own affair.</param>
public sealed record TrainerState(int Step, IReadOnlyDictionary<string, float[]> Arrays)
{
    /// <summary>What does not fit into single precision, such as tables of doubles; a double survives JSON to the bit. Null where there is nothing.</summary>
    public JsonObject? Others { get; init; }

    /// <summary>The array of that name.</summary>
    /// <exception cref="ArgumentException">There is none, or it has another length.</exception>
    public float[] Array(string name, int length) =>
        Arrays.TryGetValue(name, out float[]? values) && values.Length == length
            ? values
            : throw new ArgumentException($"The saved state has no array \"{name}\" of {length} numbers: it was saved by another trainer.", nameof(name));

    /// <summary>The double-precision array of that name in <see cref="Others"/>.</summary>
    /// <exception cref="ArgumentException">There is none, or it has another length.</exception>
    public double[] Doubles(string name, int length) =>
        Others?[name] is JsonArray values && values.Count == length
            ? [.. values.Select(value => value!.GetValue<double>())]
            : throw new ArgumentException($"The saved state has no numbers \"{name}\", {length} of them: it was saved by another trainer.", nameof(name));

    /// <summary>Numbers as <see cref="Doubles"/> reads them.</summary>
    public static JsonArray Of(ReadOnlySpan<double> values)
    {
        var array = new JsonArray();
        foreach (double value in values) array.Add(value);
        return array;
    }
}

/// <summary>What every trainer can do.</summary>
public static class Training
{
    /// <summary>Trains to the end.</summary>
    /// <param name="trainer">Where it stands does not matter.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Passed on to every step.</param>
    public static TResult Finish<TResult>(this ITrainer<TResult> trainer, Action<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        while (!trainer.Finished)
        {
            TrainingProgress now = trainer.Step(cancellationToken);
            progress?.Invoke(now);
        }
        return trainer.Result();
    }
}
