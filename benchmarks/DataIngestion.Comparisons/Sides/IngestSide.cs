using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Sides;

// The whole governed run: contract, key, rules, masks, raw zone, drift against the version before, Parquet, commit, history.
internal static class IngestSide
{
    // Publishes the first version, which the measured run is compared with.
    public static Task<Measurement> PublishReferenceAsync(string folder, bool hashNames) => RunAsync(folder, "incoming/1-*.csv", "lake-template", hashNames);

    public static Task<Measurement> RunAsync(string folder, bool hashNames) => RunAsync(folder, "incoming/*.csv", "lake", hashNames);

    public static Task<Measurement> RunAsync(string folder, Action<ValidationBuilder> rules) => RunAsync(folder, "incoming/*.csv", "lake", false, rules);

    private static Task<Measurement> RunAsync(string folder, string files, string lake, bool hashNames, Action<ValidationBuilder>? rules = null) => Stopper.MeasureAsync(async () =>
    {
        LocalStore disk = LocalStore.Open(folder);
        await using SqliteMetadataStore history = SqliteMetadataStore.Open(Path.Combine(folder, lake, "history.db"));
        DataPipeline pipeline = ClaimsTable.Govern(DataPipeline.Create(ClaimsTable.Name).From(FileSource.Csv(disk, files)), hashNames, rules)
            .StoreRaw(disk.Zone(lake + "/raw")).StoreProcessed(disk.Zone(lake + "/processed")).TrackIn(history).Build();
        return Published(await pipeline.RunAsync());
    });

    public static long Published(PipelineResult result) => result is { Status: PipelineStatus.Published, Runs: [{ Rows: { } rows }] }
        ? rows.Inserted
        : throw new InvalidOperationException($"The run was {result.Status}: {string.Join("; ", result.Runs.SelectMany(run => run.Reasons))}");
}
