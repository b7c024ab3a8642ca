using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Sides;

// A governed run from Parquet to Parquet over all 17 columns or over six of them: contract, key, rules (four of the seven), commit; no drift and no masks. No raw zone, since the
// original is copied as a whole whatever is read of it.
internal static class ParquetSide
{
    public static Task<Measurement> AllAsync(string folder) => RunAsync(folder, few: false);

    public static Task<Measurement> FewAsync(string folder) => RunAsync(folder, few: true);

    private static Task<Measurement> RunAsync(string folder, bool few) => Stopper.MeasureAsync(async () =>
    {
        LocalStore disk = LocalStore.Open(folder);
        DataPipelineBuilder pipeline = DataPipeline.Create(ClaimsTable.Name).From(FileSource.Parquet(disk, "incoming/*.parquet"))
            .WithContract(ClaimsTable.Contract(few ? ClaimsTable.Few : null, fromText: false))
            .Validate(few ? ClaimsTable.RulesOfFew : ClaimsTable.Rules)
            .StoreProcessed(disk.Zone("lake/processed"));
        return IngestSide.Published(await pipeline.Build().RunAsync());
    });
}
