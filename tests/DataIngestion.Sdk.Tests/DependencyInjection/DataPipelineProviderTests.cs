using DataIngestion.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace DataIngestion.DependencyInjection;

public sealed class DataPipelineProviderTests
{
    [Fact]
    public async Task Get_RegisteredName_ReturnsTheOnePipelineThatRuns()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n1\n");
        await using ServiceProvider services = Services(lake);
        DataPipelineProvider provider = services.GetRequiredService<DataPipelineProvider>();
        DataPipeline pipeline = provider.Get("claims");
        pipeline.ShouldBeSameAs(provider.Get("claims"));
        pipeline.ShouldBeSameAs(services.GetRequiredKeyedService<DataPipeline>("claims"));
        (await pipeline.RunAsync(TestContext.Current.CancellationToken)).Status.ShouldBe(PipelineStatus.Published);
    }

    [Fact]
    public void Get_UnknownName_ListsTheRegisteredOnes()
    {
        using TestLake lake = new();
        using ServiceProvider services = Services(lake);
        Should.Throw<ArgumentException>(() => services.GetRequiredService<DataPipelineProvider>().Get("policies")).Message.ShouldContain("claims");
    }

    [Fact]
    public void AddPipeline_SameNameTwice_Throws()
    {
        using TestLake lake = new();
        DataIngestionBuilder builder = new ServiceCollection().AddDataIngestion().AddPipeline("claims", (_, _) => { });
        Should.Throw<ArgumentException>(() => builder.AddPipeline("claims", (_, _) => { }));
    }

    private static ServiceProvider Services(TestLake lake)
    {
        ServiceCollection services = new();
        services.AddDataIngestion().AddPipeline("claims", (builder, _) => builder
            .From(FileSource.Csv(lake.Files, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
            .StoreProcessed(lake.Lake.Zone("processed")));
        return services.BuildServiceProvider();
    }
}
