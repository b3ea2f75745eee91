using BenchmarkDotNet.Running;
using Mesascope.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(AgentSteps).Assembly).Run(args);
