namespace DataIngestion.Pipelines;

/// <summary>Parquet files as a source, through the whole pipeline.</summary>
public sealed class ParquetSourceTests
{
    private const int RowsOfTheSet = 26_639;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ParquetFile_PublishesWhatTheCsvBesideItHolds()
    {
        string data = SharedData.Folder("MOTOR_DATA", "motor");
        using TestLake lake = new();
        File.Copy(Path.Combine(data, "crsh_freMTPL2sev.parquet"), lake.Incoming("sev.parquet"));
        PipelineResult result = await Pipeline(lake).StoreRaw(lake.Lake.Zone("raw")).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published, string.Join("; ", result.Runs.SelectMany(run => run.Reasons)));
        result.Runs[0].Rows.Inserted.ShouldBe(RowsOfTheSet);
        (await lake.Table.VerifyAsync(lake.Lake, Cancel)).Faults.ShouldBeEmpty();
        string[] csv = [.. File.ReadLines(Path.Combine(data, "freMTPL2sev.csv")).Skip(1).Select(Canonical).Order(StringComparer.Ordinal)];
        string[] published = [.. (await TestLake.RowsAsync(lake.Table)).Select(row => Canonical(row.Replace('|', ','))).Order(StringComparer.Ordinal)];
        published.ShouldBe(csv);
    }

    [Fact]
    public async Task RunAsync_ParquetFileWithIgnoredColumns_PublishesOnlyTheContracts()
    {
        string data = SharedData.Folder("MOTOR_DATA", "motor");
        using TestLake lake = new();
        File.Copy(Path.Combine(data, "crsh_freMTPL2sev.parquet"), lake.Incoming("sev.parquet"));
        await Pipeline(lake).Build().RunAsync(Cancel);
        string amount = (await lake.Table.GetVersionAsync(cancellationToken: Cancel)).Schema.FieldsList[1].Name;
        using TestLake pruned = new();
        File.Copy(Path.Combine(data, "crsh_freMTPL2sev.parquet"), pruned.Incoming("sev.parquet"));
        PipelineResult result = await Pipeline(pruned)
            .WithContract(c => c.Column(amount, ColumnType.Float64).NewColumns(ColumnPolicy.Ignore)).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published, string.Join("; ", result.Runs.SelectMany(run => run.Reasons)));
        result.Runs[0].Detected["columns left out"].ShouldBe("IDpol");
        (await pruned.Table.GetVersionAsync(cancellationToken: Cancel)).Schema.FieldsList.Select(field => field.Name).ShouldBe([amount]);
    }

    [Fact]
    public async Task RunAsync_TruncatedParquetFile_FailsNamingIt()
    {
        using TestLake lake = new();
        byte[] whole = File.ReadAllBytes(Path.Combine(SharedData.Folder("MOTOR_DATA", "motor"), "crsh_freMTPL2sev.parquet"));
        File.WriteAllBytes(lake.Incoming("sev.parquet"), whole[..(whole.Length / 2)]);
        PipelineResult result = await Pipeline(lake).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldContain("sev.parquet");
        lake.HasVersion(0).ShouldBeFalse();
    }

    private static DataPipelineBuilder Pipeline(TestLake lake) => DataPipeline.Create("claims")
        .From(FileSource.Parquet(lake.Files, "incoming/*.parquet", new FileSourceOptions { Ready = FileReadiness.Immediately }))
        .StoreProcessed(lake.Lake.Zone("processed"));

    // The CSV writes whole numbers without a point and the Parquet file holds doubles.
    private static string Canonical(string row) => string.Join(',', row.Split(',').Select(cell =>
        double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
}
