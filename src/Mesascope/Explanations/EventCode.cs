namespace Mesascope.Explanations;

/// <summary>What happened in a step, where, under which circumstance and for the how-manieth time, in one number: what a <see cref="Wish"/> is a utility of.</summary>
/// <remarks>Bits 0 to 11 are the world's events; 12 the lower half of the board, 13 the right half; 14 the circumstance; from 15 on two bits an event: how often it had happened before, 3 for three times or more. Where nothing happened only bit 14 may be set.</remarks>
internal readonly record struct EventCode(uint Bits)
{
    /// <summary>Events that are told apart.</summary>
    public const int MostEvents = 12;

    /// <summary>Events that are counted.</summary>
    public const int MostCounted = 8;

    /// <summary>Counts stop here.</summary>
    public const int MostTold = 3;

    private const uint EventBits = (1u << MostEvents) - 1, Lower = 1u << 12, Right = 1u << 13, Circumstance = 1u << 14;
    private const int FirstTally = 15;

    /// <summary>The world's own events.</summary>
    public uint Events => Bits & EventBits;

    /// <summary>True in the lower half.</summary>
    public bool InLowerHalf => (Bits & Lower) != 0;

    /// <summary>True in the right half.</summary>
    public bool InRightHalf => (Bits & Right) != 0;

    /// <summary>True where the circumstance held.</summary>
    public bool UnderCircumstance => (Bits & Circumstance) != 0;

    /// <summary>How often the event had happened before this step, in [0, 3].</summary>
    public int Before(int worldEvent) => worldEvent < MostCounted ? Count(Bits >> FirstTally, worldEvent) : 0;

    /// <summary>The code of a step.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="lower">In the lower half.</param>
    /// <param name="right">In the right half.</param>
    /// <param name="circumstance">While the circumstance held.</param>
    /// <param name="tally">How often each event had happened before, two bits each.</param>
    public static uint Of(uint events, bool lower, bool right, bool circumstance, uint tally) =>
        events == 0 ? circumstance ? Circumstance : 0 : (events & EventBits) | (lower ? Lower : 0) | (right ? Right : 0) | (circumstance ? Circumstance : 0) | (tally << FirstTally);

    /// <summary>The tally after these events: only those in the mask are counted.</summary>
    public static uint Told(uint tally, uint events, uint mask)
    {
        for (int worldEvent = 0; worldEvent < MostCounted; worldEvent++)
            if (((events & mask) >> worldEvent & 1) != 0 && Count(tally, worldEvent) < MostTold) tally += 1u << (2 * worldEvent);
        return tally;
    }

    private static int Count(uint tally, int worldEvent) => (int)(tally >> (2 * worldEvent) & 3);
}
