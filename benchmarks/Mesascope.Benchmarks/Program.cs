using BenchmarkDotNet.Running;
using Mesascope.Benchmarks;

if (args is ["memory"]) GenerationMemory.Run();
else if (args is ["sequences", ..]) SequenceComparison.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 2_000);
else BenchmarkSwitcher.FromAssembly(typeof(AgentSteps).Assembly).Run(args);
