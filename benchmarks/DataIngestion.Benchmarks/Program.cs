using BenchmarkDotNet.Running;
using DataIngestion.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(WidthsConfig).Assembly).Run(args, new WidthsConfig());
