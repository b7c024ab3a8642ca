namespace DataIngestion.Crash;

/// <summary>SIGKILL keeps the page cache, a power cut does not: the whole pipeline on a disk that forgets what was not synced, cut at every step.</summary>
public sealed class PowerCutTests
{
    private const int Months = 2;

    [Fact]
    public async Task Run_PowerCutAtEveryStep_ReRunHoldsExactlyTheExpectedRows()
    {
        int steps = await StepsAsync();
        steps.ShouldBeGreaterThanOrEqualTo(40);
        for (int step = 1; step <= steps; step++)
        {
            await CutAtAsync(step);
        }
    }

    [Fact]
    public async Task Run_PowerCutAfterIt_KeepsEveryPublishedVersion()
    {
        using ClaimsLake lake = new(Months);
        UnsyncedFileOperations disk = new();
        await PublishAsync(lake, new LocalStore(LakeFolder(lake), disk));
        disk.Crash();
        (await lake.ReadAsync()).ShouldBe(ClaimsLake.Expected(Months), ignoreOrder: true);
        (await lake.Table("claims").VerifyAsync(lake.Lake)).Faults.ShouldBeEmpty();
    }

    private static async Task<int> StepsAsync()
    {
        using ClaimsLake lake = new(Months);
        PowerCutOperations counting = new(new UnsyncedFileOperations(), step: 0);
        await PublishAsync(lake, new LocalStore(LakeFolder(lake), counting));
        return counting.Steps;
    }

    private static async Task CutAtAsync(int step)
    {
        using ClaimsLake lake = new(Months);
        UnsyncedFileOperations disk = new();
        await Should.ThrowAsync<IngestionException>(() => PublishAsync(lake, new LocalStore(LakeFolder(lake), new PowerCutOperations(disk, step))), $"step {step}");
        disk.Crash();
        await NoVersionIsPartialAsync(lake, step);
        await PublishAsync(lake, LocalStore.Open(LakeFolder(lake)));
        (await lake.ReadAsync()).ShouldBe(ClaimsLake.Expected(Months), ignoreOrder: true, $"rows after a cut at step {step}");
        (await lake.ReadQuarantineAsync()).ShouldBe(ClaimsLake.ExpectedQuarantine(Months), ignoreOrder: true, $"quarantine after a cut at step {step}");
        (await lake.Table("claims").VerifyAsync(lake.Lake)).Faults.ShouldBeEmpty($"verification after a cut at step {step}");
    }

    private static async Task NoVersionIsPartialAsync(ClaimsLake lake, int step)
    {
        for (long version = 0; lake.HasTable && version <= (await lake.Table("claims").GetVersionAsync()).Version; version++)
        {
            (await lake.ReadAsync(version)).ShouldBe(ClaimsLake.Expected((int)version + 1), ignoreOrder: true, $"version {version} after a cut at step {step}");
        }
    }

    private static string LakeFolder(ClaimsLake lake) => Directory.CreateDirectory(Path.Combine(lake.Folder, "lake")).FullName;

    private static Task<PipelineResult> PublishAsync(ClaimsLake lake, LocalStore store) => DataPipeline.Create("claims")
        .From(FileSource.Csv(LocalStore.OpenExisting(lake.Folder), "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
        .WithContract(contract => contract
            .Column("claim_id", ColumnType.Int64)
            .Column("incident_date", ColumnType.Date)
            .Column("insured_name", ColumnType.String)
            .Column("age", ColumnType.Int32).OnMismatch(MismatchPolicy.Quarantine)
            .Column("amount", ColumnType.Decimal(12, 2))
            .PrimaryKey("claim_id"))
        .Mask(mask => mask.Redact("insured_name"))
        .StoreRaw(store.Zone("raw"))
        .StoreProcessed(store.Zone("processed"))
        .Build()
        .RunAsync(TestContext.Current.CancellationToken);
}
