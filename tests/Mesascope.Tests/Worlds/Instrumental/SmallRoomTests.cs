using CsCheck;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public class SmallRoomTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(35, 1, 35)]
    [InlineData(35, 3, 35)]
    [InlineData(5, 3, 5)] // not on to the next row
    [InlineData(6, 2, 6)]
    [InlineData(14, 0, 8)]
    [InlineData(14, 1, 20)]
    [InlineData(14, 2, 13)]
    [InlineData(14, 3, 15)]
    public void The_walls_hold_the_agent_back(int from, int action, int to) => Assert.Equal(to, SmallRoom.Moved(from, action));

    [Fact]
    public void The_compass_points_to_the_nearest_thing() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 35]).Sample((bits, agent) =>
        {
            ulong things = bits & ((1UL << SmallRoom.Size) - 1);
            int[] cells = [.. Enumerable.Range(0, SmallRoom.Size).Where(cell => (things >> cell & 1) != 0)];
            if (cells.Length == 0) return SmallRoom.Compass(things, agent) == 0;
            int Down(int cell) => cell / 6 - agent / 6;
            int Across(int cell) => cell % 6 - agent % 6;
            int nearest = cells.MinBy(cell => Math.Abs(Down(cell)) + Math.Abs(Across(cell)));
            bool[] expected = [nearest == agent, Down(nearest) < 0, Down(nearest) > 0, Across(nearest) < 0, Across(nearest) > 0];
            return Enumerable.Range(0, SmallRoom.CompassBits).All(bit => (SmallRoom.Compass(things, agent) >> bit & 1) != 0 == expected[bit]) && SmallRoom.Compass(things, agent) < 32;
        });

    [Fact]
    public void Scattered_things_lie_in_cells_of_their_own_and_the_first_stay_where_they_are_when_more_come() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 15], Gen.Int[0, 15]).Sample((seed, few, more) =>
        {
            ulong Things(int count)
            {
                PhiloxDraws luck = new Seed(seed).Draws();
                return SmallRoom.Scatter(count, 0b11, 1_000, ref luck);
            }
            ulong first = Things(few), all = Things(few + more);
            return System.Numerics.BitOperations.PopCount(all) == few + more && (all & 0b11) == 0 && (first & all) == first;
        });
}
