using System.Text.Json;
using Mesascope.Cli;
using Mesascope.Worlds;

namespace Mesascope.Tests.Cli;

public class SpeedTests
{
    private static readonly SpeedPlan Least = new(Threads: 2, Rounds: 1, Turn: TimeSpan.Zero, Sweep: false);

    [Fact]
    public void A_world_is_measured_in_every_form()
    {
        IReadOnlyList<SpeedRow> rows = new CpuSpeed().Measure(WorldCatalogue.Named("boat-race"), Least, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(["world", "agent", "agent", "agent-dense", "agent", "generation"], rows.Select(row => row.Kind));
        Assert.Equal([1, 1, 1, 1, 2, 2], rows.Select(row => row.Threads));
        Assert.All(rows, row => Assert.True(double.IsFinite(row.StepsPerSecond) && row.StepsPerSecond > 0, row.ToString()));
        Assert.All(rows, row => Assert.Equal(row.Kind == "world", row.Hidden is null));
        Assert.All(rows, row => Assert.True(row.ShareOfLimit > 0 || row.Kind == "world" && !System.Runtime.Intrinsics.X86.Avx2.IsSupported, row.ToString()));
    }

    [Fact]
    public void A_row_is_written_under_the_names_of_the_page()
    {
        var row = new SpeedRow { World = "w", Kind = "agent", Device = "cpu", Threads = 1, Population = 2, Episodes = 3, Hidden = 4, StepsPerSecond = 5, ShareOfLimit = 0.5 };
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.Serialize(new SpeedReport("v", "m", 1, 1, [row]), BenchJson.Default.SpeedReport));
        JsonElement written = document.RootElement.GetProperty("rows")[0];
        Assert.All(["world", "kind", "device", "population", "episodes", "hidden", "stepsPerSecond", "shareOfLimit"], name => Assert.NotEqual(JsonValueKind.Null, written.GetProperty(name).ValueKind));
    }

    // 75 inputs of which 10 are set, 32 units, 5 actions: 32·10 additions and 2·32·5 of the second layer; dense 2·32·80.
    [Fact]
    public void The_operations_of_a_step_are_counted()
    {
        var network = new Mesascope.Agents.Mlp(75, 32, 5);
        Assert.Equal((640.0, 5120.0), (ArithmeticLimit.OfSparse(network, 10), ArithmeticLimit.OfDense(network)));
    }

    [Fact]
    public void The_operations_of_rules_in_lanes_are_counted()
    {
        if (!System.Runtime.Intrinsics.X86.Avx2.IsSupported) Assert.Skip("no AVX2 here, so no lanes");
        Assert.Equal([(36 + 30.25) / 4, (23 + 30.25) / 4, null],
            new[] { new CpuWork<KeysAndChests, KeysAndChests.State>(2, 8, 8).OperationsPerStep, new CpuWork<BoatRace, BoatRace.State>(2, 8, 8).OperationsPerStep, new CpuWork<AbsentSupervisor, AbsentSupervisor.State>(2, 8, 8).OperationsPerStep });
    }

    [Fact]
    public void A_device_that_is_not_here_is_not_ready()
    {
        Assert.Contains("cpu", SpeedDevices.Chosen("auto").Select(device => device.Name));
        Assert.All(BenchRequest.Devices.Except(SpeedDevices.All.Where(device => device.Missing is null).Select(device => device.Name)).Except(["auto"]),
            missing => Assert.Throws<PrerequisiteException>(() => SpeedDevices.Chosen(missing)));
    }
}
