using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataIngestion;

/// <summary>Registers pipelines with a service collection.</summary>
public static class DataIngestionServiceCollectionExtensions
{
    /// <summary>Adds the pipeline registry. Calling it again adds nothing.</summary>
    /// <param name="services">The service collection.</param>
    /// <returns>A builder that pipelines are added to.</returns>
    public static DataIngestionBuilder AddDataIngestion(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<DataPipelineProvider>();
        return new DataIngestionBuilder(services);
    }
}
