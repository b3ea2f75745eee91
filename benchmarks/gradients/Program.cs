using System.Diagnostics;
using System.Globalization;
using Mesascope.Benchmarks.Gradients;
using Mesascope.Worlds;

// One measurement of one implementation, in a process of its own; benchmarks/gradients/run alternates them and makes the table.
//   transformer ours|torchsharp LAYERS WIDTH SHORTEST STEPS THREADS
//   ppo ours|torchsharp keys|cheese UPDATES THREADS
// prints: user CPU milliseconds, system CPU milliseconds and wall milliseconds of a step or update, and the loss of the last (or what its episodes were paid).
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["transformer", var who, var layers, var width, var shortest, var steps, var threads]:
        var task = new LanguageTask(int.Parse(layers), int.Parse(width), int.Parse(shortest));
        Func<double> step = who == "ours" ? new OurTransformer(task, int.Parse(threads)).Step : new TorchTransformer(task, int.Parse(threads)).Step;
        double loss = 0;
        for (int i = 0; i < 5; i++) step();
        Measure(int.Parse(steps), count => { for (int i = 0; i < count; i++) loss = step(); });
        Console.WriteLine($" {loss:F4}");
        return 0;
    case ["ppo", var who, "keys", var updates, var threads]:
        return PpoRun.Of<KeysAndChests, KeysAndChests.State>(new KeysAndChests(), 64, .97f, who, int.Parse(updates), int.Parse(threads), Measure);
    case ["ppo", var who, "cheese", var updates, var threads]:
        return PpoRun.Of<CheeseInTheCorner, CheeseInTheCorner.State>(new CheeseInTheCorner { Solvable = true }, 128, .98f, who, int.Parse(updates), int.Parse(threads), Measure);
    default:
        Console.Error.WriteLine("see benchmarks/gradients/run");
        return 1;
}

static void Measure(int count, Action<int> run)
{
    Environment.ProcessCpuUsage before = Environment.CpuUsage;
    long began = Stopwatch.GetTimestamp();
    run(count);
    double wall = Stopwatch.GetElapsedTime(began).TotalMilliseconds / count;
    Environment.ProcessCpuUsage after = Environment.CpuUsage;
    Console.Write($"{(after.UserTime - before.UserTime).TotalMilliseconds / count:F4} {(after.PrivilegedTime - before.PrivilegedTime).TotalMilliseconds / count:F4} {wall:F4}");
}
