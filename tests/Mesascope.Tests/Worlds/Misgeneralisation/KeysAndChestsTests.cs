using System.Numerics;
using CsCheck;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.KeysAndChests;

namespace Mesascope.Tests.Worlds;

public sealed class KeysAndChestsContract : WorldContract<KeysAndChests, State>
{
    protected override IEnumerable<KeysAndChests> MoreVariants => [new() { Keys = 1, KeysUpTo = 8, Chests = 0, ChestsUpTo = 12 }, new() { Keys = 31, Chests = 31 }, new() { Keys = 1, Chests = 1, Horizon = 500 }];

    // The arm with fewer keys has some of those of the arm with more; an extra key may push a chest aside.
    protected override bool AreTheSameLevel(WorldContrast<KeysAndChests> contrast, State control, State treated) =>
        control.Agent == treated.Agent && ((control.Keys & treated.Keys) == control.Keys || (control.Keys & treated.Keys) == treated.Keys);
}

public class KeysAndChestsTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3, Stay = 4;

    // Bits: keys in the 5×5 window 0-24 (12 is the agent's own cell), chests 25-49, then keys further up, down, left, right 50-53 and chests 54-57, row 58-65, column 66-73, holds a key 74.
    [Theory]
    [InlineData(3, 3, 3, 3, 12)] // on it
    [InlineData(3, 3, 2, 3, 7)] // the row above: 12 - 5
    [InlineData(3, 3, 4, 3, 17)]
    [InlineData(3, 3, 3, 2, 11)]
    [InlineData(3, 3, 3, 4, 13)]
    [InlineData(3, 3, 1, 1, 0)] // the window's corners
    [InlineData(3, 3, 1, 5, 4)]
    [InlineData(3, 3, 5, 1, 20)]
    [InlineData(3, 3, 5, 5, 24)]
    [InlineData(0, 0, 0, 0, 12)] // at the borders the window shows what is inside
    [InlineData(0, 0, 2, 2, 24)]
    [InlineData(7, 7, 5, 5, 0)]
    [InlineData(0, 7, 2, 5, 20)]
    [InlineData(7, 0, 5, 2, 4)]
    public void An_object_near_the_agent_is_seen_in_the_window_alone(int row, int column, int objectRow, int objectColumn, int bit)
    {
        int agent = row * 8 + column;
        ulong there = 1UL << (objectRow * 8 + objectColumn);
        Assert.Equal([bit, 58 + row, 66 + column], Seen(new State(there, 0, agent, 0)));
        Assert.Equal([25 + bit, 58 + row, 66 + column], Seen(new State(0, there, agent, 0)));
    }

    [Theory]
    [InlineData(3, 3, 0, 3, new[] { 0 })] // up
    [InlineData(3, 3, 6, 3, new[] { 1 })] // down
    [InlineData(3, 3, 3, 0, new[] { 2 })] // left
    [InlineData(3, 3, 3, 6, new[] { 3 })] // right
    [InlineData(3, 3, 0, 0, new[] { 0, 2 })]
    [InlineData(3, 3, 7, 7, new[] { 1, 3 })]
    [InlineData(0, 0, 0, 7, new[] { 3 })] // never round the edge of the board
    [InlineData(0, 0, 1, 7, new[] { 3 })]
    [InlineData(4, 7, 5, 0, new[] { 2 })]
    [InlineData(4, 7, 3, 0, new[] { 2 })]
    [InlineData(7, 7, 0, 0, new[] { 0, 2 })]
    [InlineData(7, 0, 4, 0, new[] { 0 })]
    [InlineData(0, 4, 3, 4, new[] { 1 })]
    public void An_object_further_off_is_seen_by_the_compass_alone(int row, int column, int objectRow, int objectColumn, int[] directions)
    {
        int agent = row * 8 + column;
        ulong there = 1UL << (objectRow * 8 + objectColumn);
        Assert.Equal([.. directions.Select(d => 50 + d), 58 + row, 66 + column], Seen(new State(there, 0, agent, 0)));
        Assert.Equal([.. directions.Select(d => 54 + d), 58 + row, 66 + column], Seen(new State(0, there, agent, 0)));
    }

    // A second way to say the same: cell by cell.
    [Fact]
    public void In_any_state_the_observation_is_what_a_cell_by_cell_reading_gives() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 63], Gen.Int[0, 3]).Sample((keys, chests, agent, held) =>
            Seen(new State(keys, chests & ~keys, agent, held)).SequenceEqual(ReadCellByCell(keys, chests & ~keys, agent, held)));

    [Fact]
    public void The_agents_row_column_and_key_are_one_bit_each()
    {
        for (int agent = 0; agent < 64; agent++)
        {
            Assert.Equal([58 + agent / 8, 66 + agent % 8], Seen(new State(0, 0, agent, 0)));
            Assert.Equal([58 + agent / 8, 66 + agent % 8, 74], Seen(new State(0, 0, agent, 3)));
        }
    }

    [Theory]
    [InlineData(0, Up, 0)]
    [InlineData(0, Left, 0)]
    [InlineData(63, Down, 63)]
    [InlineData(63, Right, 63)]
    [InlineData(15, Right, 15)] // not on to the next row
    [InlineData(16, Left, 16)]
    [InlineData(27, Up, 19)]
    [InlineData(27, Down, 35)]
    [InlineData(27, Left, 26)]
    [InlineData(27, Right, 28)]
    [InlineData(27, Stay, 27)]
    public void The_agent_moves_inside_the_walls(int from, int action, int to)
    {
        State state = new(0, 0, from, 0);
        Assert.Equal(default, Advance(ref state, action));
        Assert.Equal(new State(0, 0, to, 0), state);
    }

    [Fact]
    public void Staying_on_a_key_takes_it_and_pays_nothing_unless_the_trainer_says_so()
    {
        State state = new(0b11, 0b100, 1, 0);
        Assert.Equal(new Step(0, 0, Events.TookKey, false), Advance(ref state, Stay));
        Assert.Equal(new State(0b01, 0b100, 1, 1), state);
        Assert.Equal(default, Advance(ref state, Stay)); // it is gone

        State paid = new(0b1, 0, 0, 0);
        Assert.Equal(new Step(0.5f, 0, Events.TookKey, false), Advance(ref paid, Stay, new KeysAndChests { KeyReward = 0.5f }));
    }

    [Fact]
    public void Walking_over_a_key_does_not_take_it()
    {
        State state = new(0b10, 0, 0, 0);
        Advance(ref state, Right);
        Advance(ref state, Right);
        Assert.Equal(new State(0b10, 0, 2, 0), state);
    }

    [Fact]
    public void A_chest_opens_with_a_key_and_uses_it_up()
    {
        State state = new(0, 0b11, 1, 2);
        Assert.Equal(new Step(1, 1, Events.OpenedChest, false), Advance(ref state, Stay));
        Assert.Equal(new State(0, 0b01, 1, 1), state);
    }

    [Fact]
    public void Without_a_key_a_chest_is_only_tried()
    {
        State state = new(0b1, 0b10, 1, 0);
        Assert.Equal(new Step(0, 0, Events.TriedChest, false), Advance(ref state, Stay));
        Assert.Equal(new State(0b1, 0b10, 1, 0), state);
    }

    [Fact]
    public void As_many_keys_and_chests_lie_about_as_the_rules_say_each_in_a_cell_of_its_own() =>
        Gen.Select(Gen.Int[0, 31], Gen.Int[0, 31], Gen.ULong).Sample((keys, chests, seed) =>
        {
            State start = Start(new KeysAndChests { Keys = keys, Chests = chests }, seed);
            return BitOperations.PopCount(start.Keys) == keys && BitOperations.PopCount(start.Chests) == chests && (start.Keys & start.Chests) == 0;
        });

    [Fact]
    public void A_range_of_keys_is_drawn_evenly_from_both_ends()
    {
        // 4,000 draws of 3, 4, 5, 6: each 1,000 ± 5·√(4,000·.25·.75) = 137.
        var counts = new int[7];
        for (ulong i = 0; i < 4_000; i++) counts[BitOperations.PopCount(Start(new KeysAndChests { Keys = 3, KeysUpTo = 6 }, i).Keys)]++;
        Assert.Equal(4_000, counts[3..].Sum());
        Assert.All(counts[3..], count => Assert.InRange(count, 1_000 - 137, 1_000 + 137));
    }

    [Fact]
    public void With_more_keys_the_first_ones_stay_where_they_lay() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 15], Gen.ULong).Sample((few, extra, seed) =>
        {
            State one = Start(new KeysAndChests { Keys = few, Chests = 0 }, seed), other = Start(new KeysAndChests { Keys = few + extra, Chests = 0 }, seed);
            return (one.Keys & other.Keys) == one.Keys && one.Agent == other.Agent;
        });

    [Fact]
    public void Without_chests_the_keys_lie_where_they_lay_with_them() =>
        Gen.ULong.Sample(seed => Start(new KeysAndChests { Keys = 4, Chests = 3 }, seed).Keys == Start(new KeysAndChests { Keys = 4, Chests = 0 }, seed).Keys);

    // 64,000 agents over 64 cells: 1,000 each; chi-square with 63 degrees of freedom exceeds 115.2 once in 20,000.
    [Fact]
    public void The_agent_starts_anywhere()
    {
        var counts = new int[64];
        for (ulong i = 0; i < 64_000; i++) counts[Start(new KeysAndChests { Keys = 0, Chests = 0 }, i).Agent]++;
        Assert.InRange(counts.Sum(count => (count - 1_000.0) * (count - 1_000.0) / 1_000), 0, 115.2);
    }

    [Theory]
    [InlineData(0b111UL, 0b11000UL, 3, 2)]
    [InlineData(0b1UL, 0b11000UL, 1, 1)] // one key opens one chest
    [InlineData(0UL, 0b11000UL, 0, 0)]
    [InlineData(0b111UL, 0UL, 3, 0)]
    public void Available_are_the_keys_and_the_chests_that_they_open(ulong keys, ulong chests, int takeable, int openable)
    {
        State start = new(keys, chests, 0, 0);
        Assert.Equal((takeable, openable), (new KeysAndChests().Available(start, Events.TookKey), new KeysAndChests().Available(start, Events.OpenedChest)));
    }

    [Fact]
    public void The_board_shows_what_lies_where()
    {
        string[] rows = new KeysAndChests().Board(new State(0b101, 0b1000, 0, 0)).Split('\n');
        Assert.Equal(("##########", "#a kC    #", 10), (rows[0], rows[1], rows.Length));
        Assert.Equal("#@       #", new KeysAndChests().Board(new State(0, 0b1, 0, 0)).Split('\n')[1]);
    }

    private static IEnumerable<int> ReadCellByCell(ulong keys, ulong chests, int agent, int held)
    {
        int row = agent / 8, column = agent % 8;
        var bits = new SortedSet<int> { 58 + row, 66 + column };
        if (held > 0) bits.Add(74);
        for (int cell = 0; cell < 64; cell++)
            foreach (var (board, near, compass) in new[] { (keys, 0, 50), (chests, 25, 54) })
            {
                if (((board >> cell) & 1) == 0) continue;
                int down = cell / 8 - row, right = cell % 8 - column;
                if (Math.Abs(down) <= 2 && Math.Abs(right) <= 2) bits.Add(near + (down + 2) * 5 + right + 2);
                if (down < -2) bits.Add(compass);
                if (down > 2) bits.Add(compass + 1);
                if (right < -2) bits.Add(compass + 2);
                if (right > 2) bits.Add(compass + 3);
            }
        return bits;
    }

    private static IEnumerable<int> Seen(State state)
    {
        Bits bits = new KeysAndChests().Observe(state);
        return Enumerable.Range(0, Bits.Capacity).Where(bits.IsSet).ToArray();
    }

    private static Step Advance(ref State state, int action, KeysAndChests? world = null)
    {
        var luck = new Seed(1).Draws();
        return (world ?? new KeysAndChests()).Advance(ref state, action, ref luck);
    }

    private static State Start(KeysAndChests world, ulong seed) => Play.Start<KeysAndChests, State>(world, new Seed(seed));
}
