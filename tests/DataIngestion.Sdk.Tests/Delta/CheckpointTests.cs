using DataIngestion.Storage;

namespace DataIngestion.Delta;

public sealed class CheckpointTests
{
    private const string Log = "lake/claims/_delta_log/";
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryCommitAsync_TenthCommit_WritesACheckpointThatTellsTheSameAsTheCommits()
    {
        await WriteTenAsync();
        DeltaSnapshot fromCommits = (await ReplayAsync()).ShouldNotBeNull();
        for (long version = 0; version <= 10; version++)
        {
            await _store.DeleteAsync(Log + LogListing.CommitName(version), Cancellation);
        }

        DeltaSnapshot read = (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldNotBeNull();

        read.Version.ShouldBe(10);
        read.Protocol.ShouldBe(fromCommits.Protocol);
        Text(read.Metadata).ShouldBe(Text(fromCommits.Metadata));
        read.Transactions.ShouldBe(fromCommits.Transactions);
        read.Domains.ShouldBe(fromCommits.Domains);
        read.Files.Values.Select(Text).ShouldBe(fromCommits.Files.Values.Select(file => Text(file with { DataChange = false })));
        read.Tombstones.Values.Select(Text).ShouldBe(["recent c%\u00e4|False|1772366399000|100"]);
        (await DeltaTables.TextAsync(_store, "_last_checkpoint")).ShouldMatch("""^\{"version":10,"size":16,"sizeInBytes":\d+,"numOfAddFiles":10\}$""");
    }

    [Fact]
    public async Task TryCommitAsync_AfterACheckpoint_ContinuesFromIt()
    {
        await WriteTenAsync();
        for (long version = 0; version <= 9; version++)
        {
            await _store.DeleteAsync(Log + LogListing.CommitName(version), Cancellation);
        }

        DeltaTable table = DeltaTables.Open(_store);
        (await table.TryCommitAsync(11, DeltaTables.Append("last"), Cancellation)).ShouldBeTrue();

        (await DeltaTables.Open(_store).ReadAsync(null, Cancellation))!.Files.Count.ShouldBe(11);
        (await Should.ThrowAsync<DeltaTableException>(async () => await table.ReadAsync(9, Cancellation))).Message.ShouldContain("log starts at commit 10");
    }

    [Fact]
    public async Task TryCommitAsync_CheckpointFails_CommitStandsAndTheFailureIsReported()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store);
        _store.BeforeComplete = path =>
        {
            if (path.EndsWith(".parquet", StringComparison.Ordinal))
            {
                throw new IngestionException("The disk is full.");
            }
        };
        for (long version = 1; version <= 10; version++)
        {
            (await table.TryCommitAsync(version, DeltaTables.Append($"f{version}"), Cancellation)).ShouldBeTrue();
        }

        CheckpointFailure failure = table.CheckpointFailures.ShouldHaveSingleItem();
        failure.Version.ShouldBe(10);
        failure.Error.Message.ShouldBe("The disk is full.");
        (await DeltaTables.Open(_store).ReadAsync(null, Cancellation))!.Files.Count.ShouldBe(10);
    }

    [Fact]
    public async Task WriteAsync_Repeated_ChangesNothingAndNeverPointsBack()
    {
        await WriteTenAsync();
        DeltaSnapshot snapshot = (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldNotBeNull();
        await DeltaTables.PutAsync(_store, "_last_checkpoint", """{"version":20,"size":1}""");

        await CheckpointWriter.WriteAsync(_store.Zone(Log.TrimEnd('/')), snapshot, DeltaTables.Start, Cancellation);

        (await DeltaTables.TextAsync(_store, "_last_checkpoint")).ShouldBe("""{"version":20,"size":1}""");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"version":"x"}""")]
    public async Task WriteAsync_BrokenLastCheckpoint_IsReplaced(string hint)
    {
        await WriteTenAsync();
        await DeltaTables.PutAsync(_store, "_last_checkpoint", hint);
        DeltaSnapshot snapshot = (await DeltaTables.Open(_store).ReadAsync(null, Cancellation)).ShouldNotBeNull();

        await CheckpointWriter.WriteAsync(_store.Zone(Log.TrimEnd('/')), snapshot, DeltaTables.Start, Cancellation);

        (await DeltaTables.TextAsync(_store, "_last_checkpoint")).ShouldStartWith("""{"version":10,""");
    }

    [Fact]
    public async Task ReadAsync_MultiPartCheckpoint_CountsOnlyWhenComplete()
    {
        await WriteTenAsync();
        byte[] whole = await _store.ReadAllBytesAsync(Log + LogListing.CheckpointName(10), Cancellation);
        await _store.DeleteAsync(Log + LogListing.CheckpointName(10), Cancellation);
        await _store.PutAsync(Log + "00000000000000000010.checkpoint.0000000001.0000000002.parquet", whole, StoreCondition.Always, Cancellation);
        LogListing partial = await LogListing.ReadAsync(_store.Zone(Log.TrimEnd('/')), Cancellation);
        await _store.PutAsync(Log + "00000000000000000010.checkpoint.0000000002.0000000002.parquet", whole, StoreCondition.Always, Cancellation);
        LogListing complete = await LogListing.ReadAsync(_store.Zone(Log.TrimEnd('/')), Cancellation);

        partial.Checkpoints.ShouldBeEmpty();
        complete.Checkpoints.Single().Names.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_BrokenCheckpoint_NamesTheFile()
    {
        await WriteTenAsync();
        await _store.PutAsync(Log + LogListing.CheckpointName(10), "PAR1 nonsense PAR1"u8.ToArray(), StoreCondition.Always, Cancellation);

        DeltaTableException error = await Should.ThrowAsync<DeltaTableException>(async () => await DeltaTables.Open(_store).ReadAsync(null, Cancellation));

        error.Origin.ShouldBe(Log + LogListing.CheckpointName(10));
    }

    [Theory]
    [InlineData(null, 7 * 24)]
    [InlineData("interval 1 week", 7 * 24)]
    [InlineData("interval 30 days", 30 * 24)]
    [InlineData("interval 36 hours", 36)]
    [InlineData("for as long as it takes", null)]
    public void Retention_OfTheProperty_IsItsHours(string? property, int? hours)
    {
        DeltaMetadata metadata = DeltaMetadata.Create(Guid.Empty, DeltaTables.Schema, DeltaTables.Start);
        metadata = property is null ? metadata : metadata with { Configuration = new Dictionary<string, string> { ["delta.deletedFileRetentionDuration"] = property } };

        TombstoneRetention.Of(metadata).ShouldBe(hours is { } number ? TimeSpan.FromHours(number) : null);
    }

    // Eleven versions with every kind of action; of two tombstones one has expired.
    private async Task WriteTenAsync()
    {
        DeltaTable table = await DeltaTables.CreateAsync(_store, "expired", "recent c%\u00e4");
        await table.TryCommitAsync(1, new() { Removes = [DeltaTables.File("expired").ToRemove(DeltaTables.Start.AddDays(-8).ToUnixTimeMilliseconds())] }, Cancellation);
        await table.TryCommitAsync(2, new() { Removes = [DeltaTables.File("recent c%\u00e4").ToRemove(DeltaTables.Start.AddSeconds(-1).ToUnixTimeMilliseconds())] }, Cancellation);
        await table.TryCommitAsync(3, new() { Transactions = [new("app", 3, 5), new("other", 1)], Domains = [new("d", "{\"at\":3}")] }, Cancellation);
        await table.TryCommitAsync(4, DeltaTables.Append("p q#%25/1", "2", "3", "4"), Cancellation);
        AddFile tagged = DeltaTables.File("5", """{"numRecords":3}""") with { Tags = new Dictionary<string, string?> { ["t"] = "1", ["u"] = null } };
        await table.TryCommitAsync(5, new() { Adds = [tagged] }, Cancellation);
        for (long version = 6; version <= 10; version++)
        {
            (await table.TryCommitAsync(version, DeltaTables.Append($"v{version}"), Cancellation)).ShouldBeTrue();
        }

        table.CheckpointFailures.ShouldBeEmpty();
    }

    private async Task<DeltaSnapshot?> ReplayAsync()
    {
        SnapshotBuilder replay = new("it");
        for (long version = 0; version <= 10; version++)
        {
            replay.Apply(await DeltaTables.Open(_store).ReadCommitAsync(version, Cancellation));
        }

        return replay.Build(10);
    }

    private static string Text(AddFile file) =>
        $"{file.Path}|{file.Size}|{file.ModificationTime}|{file.DataChange}|{file.Statistics}|{string.Join(',', file.PartitionValues)}|{(file.Tags is null ? "none" : string.Join(',', file.Tags))}";

    private static string Text(RemoveFile file) => $"{file.Path}|{file.DataChange}|{file.DeletionTimestamp}|{file.Size}";

    private static string Text(DeltaMetadata metadata) =>
        $"{metadata.Id}|{metadata.Name}|{metadata.Description}|{metadata.SchemaString}|{metadata.CreatedTime}|{metadata.FormatProvider}|{string.Join(',', metadata.PartitionColumns)}|{string.Join(',', metadata.Configuration)}";
}
