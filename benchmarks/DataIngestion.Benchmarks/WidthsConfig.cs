using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;

namespace DataIngestion.Benchmarks;

/// <summary>Runs every benchmark at three widths side by side: what the processor has, 256 bits, and the scalar paths.</summary>
/// <remarks>The scalar job switches the runtime's own vector code off too, so that it is also what a machine without any would see.</remarks>
public sealed class WidthsConfig : ManualConfig
{
    /// <summary>Makes the three jobs.</summary>
    public WidthsConfig()
    {
        AddJob(Job.ShortRun.WithId("widest"));
        AddJob(Job.ShortRun.WithId("256 bits").WithEnvironmentVariable("DOTNET_EnableAVX512", "0"));
        AddJob(Job.ShortRun.WithId("scalar").WithEnvironmentVariable("DOTNET_EnableHWIntrinsic", "0"));
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        HideColumns(Column.EnvironmentVariables, Column.Error, Column.RatioSD);
    }
}
