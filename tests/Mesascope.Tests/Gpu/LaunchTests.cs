using CsCheck;
using Mesascope.Agents;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;

namespace Mesascope.Tests.Gpu;

/// <summary>How networks lie in shared memory, how work is laid over a GPU, and which device is taken.</summary>
public class LaunchTests
{
    private static readonly Mlp Keys = new(75, 32, 5);
    private static readonly Gru Remembering = new(75, 32, 5);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void Rows_of_a_copy_begin_in_the_groups_of_that_copy(int copies) =>
        Gen.Select(Gen.Int[1, 512], Gen.Int[1, 100]).Sample((inputs, hidden) =>
        {
            RowTable layout = NetworkLayout.Of(new Mlp(inputs, hidden, 5), 32, 8, copies).Seen;
            for (int copy = 0; copy < copies; copy++)
                for (int row = 0; row < inputs; row++)
                    if ((copy * layout.CopyStride + row * layout.RowStride - copy) % copies != 0) return false;
            return layout.RowStride * 4 >= hidden && layout.CopyStride >= inputs * layout.RowStride;
        }, iter: 50);

    // Eight lanes, eight copies, eight different rows: eight groups of banks, each asked once.
    [Fact]
    public void With_eight_copies_eight_lanes_never_meet()
    {
        RowTable layout = NetworkLayout.Of(Keys, 32, 8, 8).Seen;
        for (int load = 0; load < 8; load++)
            Assert.Equal(8, Enumerable.Range(0, 8).Select(lane => (lane * layout.CopyStride + (lane * 7 + 3) * layout.RowStride + load) % 8).Distinct().Count());
    }

    // 75 rows of 128 bytes in 8 copies, 16 bytes after each; biases 128, second layer 32 · 32, output biases 32.
    [Fact]
    public void The_published_network_takes_78_112_bytes_in_eight_copies() => Assert.Equal(8 * (75 * 128 + 16) + 128 + 32 * 32 + 32, NetworkLayout.Of(Keys, 32, 8, 8).Bytes);

    // Gates of 32 units are 24 units of 16 bytes: 75 rows 25 apart and 6 to the next multiple of 8 and one more, biases, 32 rows, biases, 32 rows of scores 2 apart, biases.
    // A lane remembers 32 numbers twice, and one unit keeps it apart from the next.
    [Fact]
    public void A_gated_recurrent_unit_takes_44_208_bytes_and_272_for_each_lane()
    {
        NetworkLayout layout = NetworkLayout.Of(Remembering, 8, 8, 1);
        Assert.Equal(16 * (75 * 25 + 5 + 1 + 24 + 32 * 24 + 24 + 32 * 2 + 2), layout.Bytes);
        Assert.Equal(16 * (2 * 8 + 1), layout.LaneBytes);
    }

    [Fact]
    public void Memories_of_eight_lanes_never_meet()
    {
        for (int units = 1; units < 70; units++)
        {
            NetworkLayout layout = NetworkLayout.Of(new Gru(10, units, 5), 8, 8, 1);
            Assert.Equal(8, Enumerable.Range(0, 8).Select(lane => lane * layout.LaneStride % 8).Distinct().Count());
        }
    }

    [Fact]
    public void An_H100_plays_a_large_population_with_eight_copies()
    {
        LaunchShape shape = LaunchShape.Choose(GpuLimits.H100, copies => NetworkLayout.Of(Keys, 32, 8, copies), 16_384, 128);
        Assert.Equal((8, 1), (shape.Copies, shape.Slices));
    }

    [Fact]
    public void One_individual_is_shared_out_over_the_card()
    {
        LaunchShape shape = LaunchShape.Choose(GpuLimits.H100, copies => NetworkLayout.Of(Keys, 32, 8, copies), 1, 100_000);
        Assert.True(shape.Slices >= GpuLimits.H100.Multiprocessors, shape.ToString());
    }

    [Fact]
    public void Every_episode_is_played_once_and_the_block_fits() =>
        Gen.Select(Gen.Int[1, 512], Gen.Int[1, 64], Gen.Int[1, 100_000], Gen.Int[1, 2_000], Gen.Bool).Sample((inputs, hidden, individuals, episodes, remembers) =>
        {
            NetworkLayout Layout(int copies) => NetworkLayout.Of(remembers ? new Gru((inputs + 2) / 3, hidden, 5) : new Mlp(inputs, hidden, 5), remembers ? 8 : 32, 8, copies);
            LaunchShape shape = LaunchShape.Choose(GpuLimits.H100, Layout, individuals, episodes);
            return shape.SharedBytes >= Layout(shape.Copies).Bytes + shape.Lanes * Layout(shape.Copies).LaneBytes && shape.Slices * shape.PerSlice >= episodes && (shape.Slices - 1) * shape.PerSlice < episodes
                && shape.SharedBytes <= GpuLimits.H100.SharedPerBlock && int.IsPow2(shape.Lanes);
        }, iter: 200);

    [Fact]
    public void A_network_too_large_for_a_block_is_refused() =>
        Assert.Throws<ArgumentException>(() => LaunchShape.Choose(GpuLimits.H100, copies => NetworkLayout.Of(new Mlp(512, 512, 5), 32, 8, copies), 1, 1));

    // 12 bits set: 12·128 bytes of rows, and a word of 4 bytes per load of 8 + 33·2 that all lanes share.
    [Fact]
    public void The_bound_counts_bytes_and_instructions()
    {
        GpuBound bound = GpuBound.Of(Keys, setBits: 12);
        Assert.Equal(12 * 128 + 4 * (8 + 33 * 2), bound.SharedBytes);
        Assert.Equal(12 * (8 + 32) + 8 + 32 * (2 + 1 + 10), bound.Instructions);
    }

    // 12 bits set, rows of 3·32 numbers: 12·384 bytes; the same for the 32 remembered and two biases at 4 bytes a load of 24, 33·2 for the scores;
    // the memory, 128 bytes, four times in passes of 8 units and twice more. Instructions: each bit and each unit a row of 24 loads, one addition a number or two with its product.
    [Fact]
    public void The_bound_of_a_gated_recurrent_unit_counts_its_memory_and_gates()
    {
        GpuBound bound = GpuBound.Of(Remembering, setBits: 12);
        Assert.Equal(12 * 384 + 4 * (24 + 33 * 24 + 33 * 2) + 6 * 128, bound.SharedBytes);
        Assert.Equal(12 * (24 + 96) + 24 + 33 * 24 + 32 * 2 * 96 + 6 * 8 + 32 * (2 + 10 + 122), bound.Instructions);
    }

    [Fact]
    public void Without_a_card_one_line_says_so_and_the_CPU_is_taken()
    {
        using GpuDevice? device = DeviceChoice.Resolve("auto", out string? note);
        if (device is not null) Assert.Null(note);
        else Assert.Matches("^no GPU: [^\n]+; running on the CPU$", note!);
    }

    [Fact]
    public void A_card_that_is_demanded_and_absent_is_a_missing_prerequisite()
    {
        using GpuDevice? device = GpuDevice.Find(out string? whyNot);
        if (device is not null) Assert.Null(whyNot);
        else Assert.StartsWith("no GPU", Assert.Throws<PrerequisiteException>(() => DeviceChoice.Resolve("cuda", out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_CPU_may_be_chosen_and_other_words_are_refused()
    {
        Assert.Null(DeviceChoice.Resolve("cpu", out string? note));
        Assert.Null(note);
        Assert.Throws<ArgumentException>(() => DeviceChoice.Resolve("gpu", out _));
    }
}
