using System.Text.RegularExpressions;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Gpu.Kernels;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Gpu;

/// <summary>Kernels translated into a GPU's assembly language; needs no GPU.</summary>
public partial class KernelCompilationTests
{
    public static TheoryData<string> Worlds => [.. WorldCatalogue.All.Select(world => world.Name)];

    // The rules together with the largest agent.
    [Theory]
    [MemberData(nameof(Worlds))]
    public void The_rules_of_every_world_run_on_a_graphics_card_with_a_gated_recurrent_unit(string world) => Assert.True(WorldCatalogue.Named(world).Accept(new Rules()));

    [Fact]
    public void The_rules_of_a_world_run_on_a_graphics_card_alone() =>
        Assert.Contains(".entry", KernelCompiler.RandomRollout<SideEffectsSokoban, SideEffectsSokoban.State>(), StringComparison.Ordinal);

    // Four, five, eight and sixteen scores; eight, sixteen and thirty-two hidden neurons a pass.
    [Fact]
    public void Networks_of_every_width_run_on_a_graphics_card()
    {
        string[] kernels =
        [
            KernelCompiler.Rollout<BoatRace, BoatRace.State>(new Mlp(14, 8, 4)),
            KernelCompiler.Rollout<KeysAndChests, KeysAndChests.State>(new Mlp(75, 32, 5)),
            KernelCompiler.Rollout<HungryThirsty, HungryThirsty.State>(new Mlp(new HungryThirsty().ObservationBits, 12, 6)),
            KernelCompiler.Rollout<Savanna, Savanna.State>(new Mlp(13, 8, 10)),
            KernelCompiler.Rollout<KeysAndChests, KeysAndChests.State>(new Gru(75, 40, 5)),
        ];
        Assert.All(kernels, kernel => Assert.Contains(".entry", kernel, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mlp"), InlineData("gru")]
    public void Rows_of_weights_are_loaded_sixteen_bytes_at_a_time_and_sums_stay_in_registers(string kind)
    {
        string kernel = KernelCompiler.Rollout<BoatRace, BoatRace.State>(NetworkKind.Named(kind).Of(14, 8, 4));
        Assert.Contains("ld.shared.v4.f32", kernel, StringComparison.Ordinal);
        Assert.DoesNotContain("ld.shared.f32", kernel, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", kernel, StringComparison.Ordinal);
    }

    [Fact]
    public void Products_are_rounded_before_they_are_added() =>
        Assert.Contains("mul.rn.f32", KernelCompiler.Rollout<BoatRace, BoatRace.State>(new Mlp(14, 8, 4)), StringComparison.Ordinal);

    // The GPU may fuse a plain product with the sum after it. Twice a number has no rounding to lose; the one other plain product is that of the perturbations' scale, which nothing is added to.
    [Fact]
    public void No_product_of_the_gates_is_left_to_be_fused() =>
        Assert.Single(PlainProduct().Matches(KernelCompiler.Rollout<BoatRace, BoatRace.State>(new Gru(14, 8, 4))), product => !product.Value.Contains("0f40000000", StringComparison.Ordinal));

    [Theory]
    [InlineData("Score"), InlineData("Rank"), InlineData("Gradient"), InlineData("Climb")]
    public void The_steps_of_the_search_run_on_a_graphics_card(string kernel) => Assert.Contains(".entry", KernelCompiler.Search(kernel), StringComparison.Ordinal);

    [Fact]
    public void Worlds_and_levels_come_back_from_their_slots_as_they_went() => Assert.All(WorldCatalogue.All, world => Assert.True(world.Accept(new RoundTrip())));

    // Truth values must stay in predicate registers: in memory ILGPU lays them out otherwise than .NET.
    // A truth value that becomes a number must do so as "? 1f : 0f": ILGPU makes the bits 1 of the whole number 1, not 1.0.
    // And no condition may be marked as the same for all lanes: ILGPU takes the result of a call for that.
    private sealed class Rules : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = new();
            string kernel = KernelCompiler.Rollout<TWorld, TState>(new Gru(world.ObservationBits, 8, world.Actions));
            Assert.DoesNotContain(".local", kernel, StringComparison.Ordinal);
            Assert.DoesNotContain("call", kernel, StringComparison.Ordinal);
            Assert.DoesNotMatch(BranchOfAll(), kernel);
            Assert.DoesNotContain("0f00000001", kernel, StringComparison.Ordinal);
            return kernel.Contains(".entry", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"@!?%p\d+\s+bra\.uni|brx\.idx\.uni")]
    private static partial Regex BranchOfAll();

    [GeneratedRegex(@"\bmul\.f32.*")]
    private static partial Regex PlainProduct();

    private sealed class RoundTrip : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            TWorld world = new();
            Level<TState>[] levels = Level<TState>.Draw(world, new Seed(1), 3);
            ulong[] rules = Packed.Write(new ReadOnlySpan<TWorld>(in world)), slots = Packed.Write<Level<TState>>(levels);
            return Packed.Read<TWorld>(ref rules[0]).Equals(world) && Packed.Read<Level<TState>>(ref slots[2 * Packed.Slots<Level<TState>>()]).Equals(levels[2]);
        }
    }
}
