using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>One policy of gymnax-blines (Lange 2022, Apache-2.0), in double precision: what its authors' network gives for what it is shown.</summary>
/// <remarks>Feed-forward: dense layers with ReLU between. Recurrent: one long short-term memory of four separate gates, and a dense layer on what it shows. Kernels are [inputs, outputs], row-major.</remarks>
internal sealed record GymnaxPolicy
{
    private const string Dense = "params.Dense_", Cell = "params.LSTMCell_0.";
    private const long LargestCard = 1 << 20;
    private static readonly char[] Gates = ['i', 'f', 'g', 'o'];

    /// <summary>All 24 that were published and are understood, by name.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Both("CartPole-v1"), .. Both("Acrobot-v1"), .. Both("MountainCar-v0"), "MountainCarContinuous-v0.es", "Pendulum-v1.es", "PointRobot-misc.es",
        .. Both("Catch-bsuite"), .. Both("DeepSea-bsuite"), .. Both("UmbrellaChain-bsuite"), .. Both("MemoryChain-bsuite"), .. Both("DiscountingChain-bsuite"),
        "BernoulliBandit-misc.es", "GaussianBandit-misc.es", .. Both("FourRooms-misc"), "MetaMaze-misc.es",
    ];

    /// <summary>What it is called: <c>FourRooms-misc.es</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its environment: <c>FourRooms-misc</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>True where it started in any cell while it was trained (FourRooms).</summary>
    public bool StartsAnywhere { get; init; }

    /// <summary>The authors' last logged mean return, over <see cref="PublishedEpisodes"/> episodes.</summary>
    public double Published { get; init; }

    /// <summary>Over how many episodes.</summary>
    public int PublishedEpisodes { get; init; }

    /// <summary>Its weights by name, as the file has them.</summary>
    public required IReadOnlyDictionary<string, Tensor> Tensors { get; init; }

    /// <summary>Units that remember; 0 for a feed-forward network.</summary>
    public int Hidden => Tensors.TryGetValue(Cell + "hi.bias", out Tensor? bias) ? bias.Values.Length : 0;

    /// <summary>How many numbers it remembers: c of all units, then h.</summary>
    public int Memory => 2 * Hidden;

    /// <summary>True where an action is a vector of real numbers.</summary>
    public bool IsContinuous => Environment is "MountainCarContinuous-v0" or "Pendulum-v1" or "PointRobot-misc";

    /// <summary>True where its output is the action, without chance.</summary>
    public bool IsDeterministic => Environment == "PointRobot-misc";

    /// <summary>A fresh environment of the kind that it was trained in.</summary>
    public GymnaxEnvironment NewEnvironment() => GymnaxEnvironment.Named(Environment, StartsAnywhere);

    /// <summary>Reads a policy from its card and its weights.</summary>
    /// <param name="folder">Where both lie.</param>
    /// <param name="name"><c>FourRooms-misc.es</c>.</param>
    /// <exception cref="PrerequisiteException">A file is missing or damaged; the message names it.</exception>
    public static GymnaxPolicy Read(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".json");
        try
        {
            JsonNode card = JsonNode.Parse(Disk.Read(path, LargestCard))!, published = card["published"]!;
            return new GymnaxPolicy
            {
                Name = name,
                Environment = card["environment"]!.GetValue<string>(),
                StartsAnywhere = card["environment_parameters"]?["resample_init_pos"]?.GetValue<bool>() ?? false,
                Published = published["last"]!.GetValue<double>(),
                PublishedEpisodes = published["test_episodes_per_point"]!.GetValue<int>(),
                Tensors = Safetensors.Read(Path.Combine(folder, name + ".safetensors")).Tensors.ToDictionary(tensor => tensor.Name),
            };
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new PrerequisiteException($"{path} is not the card of a policy: {e.Message}", e);
        }
    }

    /// <summary>What the network gives: scores of actions; or the mean and the logarithm of the variance; or the action itself.</summary>
    /// <param name="seen">Shape [inputs].</param>
    /// <param name="memory">0 at the beginning of an episode. Shape [<see cref="Memory"/>], changed.</param>
    public double[] Step(ReadOnlySpan<float> seen, Span<double> memory)
    {
        var shown = new double[seen.Length];
        for (int i = 0; i < shown.Length; i++) shown[i] = seen[i];
        if (Hidden > 0) return Layer(Dense + "0", Remember(shown, memory));
        double[] hidden = Relu(Layer(Dense + "1", Relu(Layer(Dense + "0", shown))));
        double[] scores = Layer(Dense + "2", hidden);
        return Tensors.ContainsKey(Dense + "3.kernel") ? [.. scores, .. Layer(Dense + "3", hidden)] : scores;
    }

    /// <summary>The same network over the bits of a world, for an organism: its first layer has a row for each bit.</summary>
    /// <param name="bits">How many there are.</param>
    /// <param name="of">Which number a bit adds to, and how much.</param>
    public NetworkBody Over(int bits, Func<int, (int Input, float Value)> of)
    {
        float[] Rows(float[] kernel, int units) => [.. Enumerable.Range(0, bits).SelectMany(bit => Enumerable.Range(0, units).Select(unit => of(bit).Value * kernel[of(bit).Input * units + unit]))];
        float[] Values(string name) => Tensors[name].Values;
        var sampled = new Choice(Temperature: 1);
        if (Hidden > 0)
        {
            int outputs = Values(Dense + "0.bias").Length;
            float[][] inputs = [.. Gates.Select(gate => Rows(Values($"{Cell}i{gate}.kernel"), Hidden))], recurrent = [.. Gates.Select(gate => Values($"{Cell}h{gate}.kernel"))];
            float[] weights = [.. Interleaved(inputs, bits), .. Interleaved(recurrent, Hidden), .. Gates.SelectMany(gate => Values($"{Cell}h{gate}.bias")), .. Values(Dense + "0.kernel"), .. Values(Dense + "0.bias")];
            return new NetworkBody(new Lstm(bits, Hidden, outputs), weights, sampled);
        }
        int[] widths = [bits, .. Enumerable.Range(0, 3).Select(layer => Values($"{Dense}{layer}.bias").Length)];
        return new NetworkBody(new Mlp(widths),
            [.. Rows(Values(Dense + "0.kernel"), widths[1]), .. Values(Dense + "0.bias"), .. Enumerable.Range(1, 2).SelectMany(layer => Values($"{Dense}{layer}.kernel").Concat(Values($"{Dense}{layer}.bias")))], sampled);
    }

    // Row by row, the four gates of all units beside each other.
    private IEnumerable<float> Interleaved(float[][] gates, int rows) => Enumerable.Range(0, rows).SelectMany(row => gates.SelectMany(gate => gate.Skip(row * Hidden).Take(Hidden)));

    private static string[] Both(string environment) => [environment + ".es", environment + ".ppo"];

    private double[] Layer(string name, double[] input) => Plus(Product(name + ".kernel", input), Tensors[name + ".bias"].Values);

    private double[] Remember(double[] seen, Span<double> memory)
    {
        Span<double> cells = memory[..Hidden], shown = memory[Hidden..];
        double[] before = shown.ToArray();
        double[][] z = [.. Gates.Select(gate => Plus(Plus(Product($"{Cell}i{gate}.kernel", seen), Product($"{Cell}h{gate}.kernel", before)), Tensors[$"{Cell}h{gate}.bias"].Values))];
        for (int unit = 0; unit < Hidden; unit++)
        {
            cells[unit] = Lstm.Sigmoid(z[1][unit]) * cells[unit] + Lstm.Sigmoid(z[0][unit]) * Lstm.Tanh(z[2][unit]);
            shown[unit] = Lstm.Sigmoid(z[3][unit]) * Lstm.Tanh(cells[unit]);
        }
        return shown.ToArray();
    }

    private double[] Product(string name, double[] input)
    {
        Tensor kernel = Tensors[name];
        var sums = new double[kernel.Shape[1]];
        for (int i = 0; i < input.Length; i++)
            if (input[i] != 0)
                for (int j = 0; j < sums.Length; j++) sums[j] += input[i] * kernel.Values[i * sums.Length + j];
        return sums;
    }

    private static double[] Plus(double[] sums, IReadOnlyList<double> more)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] += more[j];
        return sums;
    }

    private static double[] Plus(double[] sums, float[] more)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] += more[j];
        return sums;
    }

    private static double[] Relu(double[] sums)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] = Math.Max(0, sums[j]);
        return sums;
    }
}
