using Microsoft.Extensions.DependencyInjection;

namespace DataIngestion;

/// <summary>Returns registered pipelines by name.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class DataPipelineProvider
{
    private readonly IServiceProvider _provider;
    private readonly string[] _names;

    /// <summary>Created by the container.</summary>
    /// <param name="provider">The container.</param>
    public DataPipelineProvider(IServiceProvider provider)
    {
        _provider = provider;
        _names = [.. provider.GetServices<PipelineRegistration>().Select(registration => registration.Name)];
    }

    /// <summary>The names of all registered pipelines.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Returns a pipeline; it is built on first use.</summary>
    /// <param name="name">The name it was registered under.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ArgumentException">No pipeline of that name is registered; the message lists those there are.</exception>
    public DataPipeline Get(string name) => _names.Contains(name)
        ? _provider.GetRequiredKeyedService<DataPipeline>(name)
        : throw new ArgumentException(
            $"No pipeline '{name}' is registered. Registered: {(_names.Length == 0 ? "none" : string.Join(", ", _names))}. Add it with AddDataIngestion().AddPipeline(…).",
            nameof(name));
}
