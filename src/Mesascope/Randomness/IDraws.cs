namespace Mesascope.Randomness;

/// <summary>Where a world gets its randomness from: live (<see cref="PhiloxDraws"/>), replayed (<see cref="Tape"/>) or every possibility in turn (<see cref="Enumerator"/>).</summary>
/// <remarks>A draw is addressed by its index within the step, never by its order, so that both arms of a pair keep the same randomness even when one draws more. Within one step each index is drawn at most once.</remarks>
public interface IDraws
{
    /// <summary>True with the given probability; at or below 0 never, at or above 1 always.</summary>
    bool Bernoulli(double probability, int index);

    /// <summary>One of [0, <paramref name="n"/>), uniformly. <paramref name="n"/> is at least 1.</summary>
    int Choice(int n, int index);
}
