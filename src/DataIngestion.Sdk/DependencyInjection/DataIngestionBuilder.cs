using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataIngestion;

/// <summary>Adds pipelines to a service collection.</summary>
public sealed class DataIngestionBuilder
{
    internal DataIngestionBuilder(IServiceCollection services) => Services = services;

    /// <summary>The service collection.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a pipeline. It is built on first use, logs to the container's loggers and takes its <see cref="TimeProvider"/>, and is also a keyed singleton under its name.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="configure">Describes it; services come from the provider.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A pipeline of that name was added already.</exception>
    public DataIngestionBuilder AddPipeline(string name, Action<DataPipelineBuilder, IServiceProvider> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (Services.Any(service => service.ImplementationInstance is PipelineRegistration registration && registration.Name == name))
        {
            throw new ArgumentException($"A pipeline '{name}' is registered already.", nameof(name));
        }

        Services.AddSingleton(new PipelineRegistration(name));
        Services.AddKeyedSingleton(name, (provider, _) => Build(name, configure, provider));
        return this;
    }

    private static DataPipeline Build(string name, Action<DataPipelineBuilder, IServiceProvider> configure, IServiceProvider provider)
    {
        DataPipelineBuilder builder = DataPipeline.Create(name);
        if (provider.GetService<ILoggerFactory>() is { } loggers)
        {
            builder.LogTo(loggers);
        }

        if (provider.GetService<TimeProvider>() is { } time)
        {
            builder.UseTime(time);
        }

        configure(builder, provider);
        return builder.Build();
    }
}

/// <summary>The name of a registered pipeline.</summary>
internal sealed record PipelineRegistration(string Name);
