using BenchmarkDotNet.Running;
using Mesascope.Benchmarks;

if (args is ["memory"]) GenerationMemory.Run();
else BenchmarkSwitcher.FromAssembly(typeof(AgentSteps).Assembly).Run(args);
