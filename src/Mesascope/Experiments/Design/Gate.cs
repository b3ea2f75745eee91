using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>When a row passes, by the kind of its target. Where there is no target there is no gate.</summary>
public static class Gate
{
    private const double Alpha = 0.05, ExactAlpha = 0.01, WidestExact = 0.02, Unspread = 0.05, Errors = 3;

    /// <summary>A quantity computed, not estimated: it equals its target to within rounding.</summary>
    public static ReplicationRow Computed(string quantity, string parameters, double? target, double result, double tolerance = 1e-9) =>
        new(quantity, parameters, target, result, result, result, 1, target is { } figure ? Math.Abs(result - figure) <= tolerance : null);

    /// <summary>[exact] by simulation: the target lies in the 99 % interval of the mean, whose half-width is at most 2 % of it.</summary>
    /// <param name="quantity">What was measured.</param>
    /// <param name="parameters">Under which settings.</param>
    /// <param name="target">In closed form; null where these settings have none.</param>
    /// <param name="samples">Independent values, at least 2.</param>
    public static ReplicationRow Exact(string quantity, string parameters, double? target, IReadOnlyList<double> samples)
    {
        Interval? wide = MeanInterval.Of(samples, ExactAlpha);
        ReplicationRow row = Row(quantity, parameters, target, samples, null, null);
        if (target is not { } figure) return row;
        bool within = wide is { } interval && interval.Contains(figure), narrow = wide is { } found && found.Width / 2 <= WidestExact * Math.Abs(figure);
        return row with { Pass = within && narrow, Why = within && !narrow ? TooWide(wide!.Value.Width / 2, figure) : null };
    }

    // The data do not contradict the target; they are too few to agree with it.
    private static string TooWide(double halfWidth, double target) => target == 0 ? "interval too wide to pass: only a width of 0 does, around a target of 0"
        : FormattableString.Invariant($"interval too wide to pass: ±{100 * halfWidth / Math.Abs(target):0.0} % of the target, at most {100 * WidestExact:0} %; take more samples");

    /// <summary>[sim]: within 3 combined standard errors of the published mean, or within 5 % where no spread was published.</summary>
    /// <param name="quantity">What was measured.</param>
    /// <param name="parameters">Under which settings.</param>
    /// <param name="target">The published mean; null where none was published for these settings.</param>
    /// <param name="samples">One value per independent run.</param>
    /// <param name="standardError">Of the published mean; null where no spread was published.</param>
    /// <param name="range">The values there can be, where they are bounded.</param>
    public static ReplicationRow Simulated(string quantity, string parameters, double? target, IReadOnlyList<double> samples, double? standardError = null, Interval? range = null)
    {
        double mean = samples.Sum() / samples.Count;
        double allowed = standardError is { } published ? Errors * Math.Sqrt(published * published + SquaredError(samples, mean)) : Unspread * Math.Abs(target ?? 0);
        return Row(quantity, parameters, target, samples, range, target is { } figure ? Math.Abs(mean - figure) <= allowed : null);
    }

    /// <summary>[shape]: the 95 % interval of the mean difference lies above 0.</summary>
    /// <param name="quantity">What should be larger than what.</param>
    /// <param name="parameters">Under which settings.</param>
    /// <param name="differences">Larger minus smaller, one per independent run (paired by seed).</param>
    /// <param name="gated">False where the set-up is too small for the ordering to be asked for.</param>
    /// <param name="range">The values there can be, where they are bounded.</param>
    public static ReplicationRow Ordering(string quantity, string parameters, IReadOnlyList<double> differences, bool gated = true, Interval? range = null)
    {
        ReplicationRow row = Row(quantity, parameters, null, differences, range, null);
        return gated ? row with { Pass = row.Low is > 0 } : row;
    }

    /// <summary>A mean with its 95 % t interval, and no gate.</summary>
    public static ReplicationRow Reported(string quantity, string parameters, IReadOnlyList<double> samples, Interval? range = null) => Row(quantity, parameters, null, samples, range, null);

    private static ReplicationRow Row(string quantity, string parameters, double? target, IReadOnlyList<double> samples, Interval? range, bool? pass)
    {
        Interval? interval = MeanInterval.Of(samples, Alpha, range);
        return new(quantity, parameters, target, samples.Sum() / samples.Count, interval?.Low, interval?.High, samples.Count, pass);
    }

    private static double SquaredError(IReadOnlyList<double> samples, double mean) =>
        samples.Count < 2 ? 0 : samples.Sum(value => (value - mean) * (value - mean)) / (samples.Count - 1) / samples.Count;
}
