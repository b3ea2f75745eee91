using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What the original networks are shown of three worlds: real numbers, each a weighted sum of the world's bits. So a first layer over numbers is also one over bits.</summary>
internal static class FloatView
{
    private const int Life = 100, Feedback = 3, MazeWindow = 29; // walls and last action
    private const float MazePay = 10;

    /// <summary>Last reward, last arm (2), 2t/100 - 1.</summary>
    public static void Of(in BernoulliBandit world, in BernoulliBandit.State state, Span<float> seen) => Sum(world.Observe(state), world.ObservationBits, BanditBit, seen);

    /// <summary>Two planes of 13 × 13.</summary>
    public static void Of(in FourRooms world, in FourRooms.State state, Span<float> seen) => Sum(world.Observe(state), world.ObservationBits, bit => (bit, 1), seen);

    /// <summary>Walls in the window (25), last action (4), last reward, t.</summary>
    public static void Of(in MetaMaze world, in MetaMaze.State state, Span<float> seen) => Sum(world.Observe(state), world.ObservationBits, MazeBit, seen);

    /// <summary>Which number a bit of the bandit adds to, and how much.</summary>
    public static (int Input, float Value) BanditBit(int bit) => bit < Feedback ? (bit, 1) : (Feedback, (float)(2.0 * (bit - Feedback) / Life - 1));

    /// <summary>Which number a bit of the maze adds to, and how much.</summary>
    public static (int Input, float Value) MazeBit(int bit) => bit < MazeWindow ? (bit, 1) : bit == MazeWindow ? (bit, MazePay) : (MazeWindow + 1, bit - MazeWindow - 1);

    private static void Sum(in Bits bits, int count, Func<int, (int Input, float Value)> of, Span<float> seen)
    {
        seen.Clear();
        for (int bit = 0; bit < count; bit++)
            if (bits.IsSet(bit)) seen[of(bit).Input] += of(bit).Value;
    }
}
