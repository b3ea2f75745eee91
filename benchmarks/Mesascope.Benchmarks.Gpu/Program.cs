using System.Globalization;
using Mesascope;
using Mesascope.Agents;
using Mesascope.Evolution;
using Mesascope.Gpu;
using Mesascope.Worlds;

// mesascope-gpu-bench [ptx [--cases DIR] | curves [--simulated] [--seeds N]] [--world NAME] [--seconds S]
// Parity of every world with the CPU first, curves of 100 generations, then world-only, agent and generation steps a second for every world, then a sweep of sizes for one.
try
{
    string? name = After("--world");
    IReadOnlyList<WorldEntry> worlds = name is null ? WorldCatalogue.All : [WorldCatalogue.Named(name)];
    return args.Contains("ptx") ? Compile(worlds) : args.Contains("curves") ? Curves() : Bench(worlds, WorldCatalogue.Named(name ?? "keys-and-chests"));
}
catch (PrerequisiteException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

string? After(string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int Bench(IReadOnlyList<WorldEntry> worlds, WorldEntry swept)
{
    double seconds = double.Parse(After("--seconds") ?? "0.5", CultureInfo.InvariantCulture);
    using GpuDevice device = Gpu();
    Line($"{device.Name}: {device.Limits.Multiprocessors} multiprocessors, {device.Limits.ClockGigahertz:0.00} GHz, {device.Limits.SharedPerBlock / 1024} KiB of shared memory per block");
    int failed = 0;
    foreach (WorldEntry world in worlds)
    {
        Parity[] parities = [.. NetworkKind.All.Select(kind => GpuBench.Parity(device, world, kind))];
        foreach (Parity parity in parities) Line($"{parity}");
        if (parities.Any(parity => parity.Same < Parity.Demanded)) failed++;
    }
    if (!FollowsTheCpu(device, seeds: 5)) failed++;
    if (failed > 0) Line($"parity fails in {failed} comparisons: the figures below are of other episodes than the CPU's");
    Line($"{"world",-24}{"kind",-16}{"population",10}{"episodes",10}{"hidden",8}{"G steps/s",12}{"of limit",10}");
    Line($"keys-and-chests with 128 steps, the size that the marks of 8 and 15 G agent-steps a second are set for:");
    Print(GpuBench.Rows(device, WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests { Horizon = 128 }), GpuBenchPlan.Usual with { Seconds = seconds }));
    Line($"every world under its usual rules, then sizes for one:");
    foreach (WorldEntry world in worlds) Print(GpuBench.Rows(device, world, GpuBenchPlan.Usual with { Seconds = seconds }));
    Print(GpuBench.Rows(device, swept, GpuBenchPlan.Sweep with { Seconds = seconds }));
    return failed > 0 ? 3 : 0;
}

GpuDevice Gpu() => GpuDevice.Find(out string? whyNot) ?? throw new PrerequisiteException(whyNot!);

int Curves()
{
    using GpuDevice device = args.Contains("--simulated") ? GpuDevice.Simulated() : Gpu();
    return FollowsTheCpu(device, int.Parse(After("--seeds") ?? "5", CultureInfo.InvariantCulture)) ? 0 : 3;
}

// On the simulated GPU about a quarter of a minute a seed.
bool FollowsTheCpu(GpuDevice device, int seeds)
{
    CurveParity curves = CurveParity.Check(device, new NetworkRecipe
    {
        Name = "keys-and-chests", Summary = "", BaseObjective = "", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests()), HiddenWidths = [16],
        Search = RecipeCatalogue.Climbing with { PopulationSize = 64, AnnealedOver = 100 }, Generations = 100, EpisodesPerIndividual = 8,
    }, seeds, drawn => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"curves of {drawn} of {seeds} seeds")));
    Line($"{curves}");
    return curves.Outside <= curves.Generations / 5; // once a tie is decided otherwise, one in 20 lies outside by chance, and neighbours fall together
}

void Print(IEnumerable<GpuBenchRow> rows)
{
    foreach (GpuBenchRow row in rows)
        Line($"{row.World,-24}{row.Kind,-16}{row.Population,10}{row.Episodes,10}{row.Hidden,8}{row.StepsPerSecond / 1e9,12:0.000}{row.ShareOfLimit,10:0.00}");
}

// Every world with every width, translated without a GPU.
int Compile(IReadOnlyList<WorldEntry> worlds)
{
    string? folder = After("--cases");
    if (folder is not null) Directory.CreateDirectory(folder);
    foreach (WorldEntry world in worlds) Line($"{world.Name,-24}{world.Accept(folder is null ? (IWorldVisitor<string>)new Compiled() : new PtxCases(folder))}");
    return 0;
}

void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

internal sealed class Compiled : IWorldVisitor<string>
{
    public string Visit<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld world = new();
        int Of(NetworkKind kind, int hidden) => Lines(KernelCompiler.Rollout<TWorld, TState>(kind.Of(world.ObservationBits, hidden, world.Actions)));
        int[] lines = [.. new[] { 8, 16, 32 }.Select(hidden => Of(NetworkKind.Mlp, hidden))];
        return string.Create(CultureInfo.InvariantCulture, $"PTX lines: rules {Lines(KernelCompiler.RandomRollout<TWorld, TState>())}, with 8, 16, 32 hidden {string.Join(", ", lines)}, gru {Of(NetworkKind.Gru, 32)}");
    }

    private static int Lines(string text) => text.Count(character => character == '\n');
}
