using DataIngestion.Storage;

namespace DataIngestion.Delta;

public sealed class CommitValidationTests
{
    private static readonly DeltaCommit First = DeltaTables.First();

    private static readonly RemoveFile RemoveA = DeltaTables.File("a").ToRemove(1);

    public static TheoryData<string> Misuses => [.. Cases.Keys];

    private static Dictionary<string, DeltaCommit> Cases { get; } = new()
    {
        ["add twice"] = DeltaTables.Append("b", "b"),
        ["remove twice"] = new() { Removes = [RemoveA, RemoveA] },
        ["add and remove of one path"] = new() { Adds = [DeltaTables.File("a")], Removes = [RemoveA] },
        ["remove of an inactive file"] = new() { Removes = [DeltaTables.File("x").ToRemove(1)] },
        ["two txn of one application"] = new() { Transactions = [new("app", 1), new("app", 2)] },
        ["two domains of one name"] = new() { Domains = [new("d", "1"), new("d", "2")] },
        ["path outside"] = DeltaTables.Append("../b"),
        ["partition values without partition columns"] = new() { Adds = [DeltaTables.File("b") with { PartitionValues = new Dictionary<string, string?> { ["p"] = "1" } }] },
        ["reserved commitInfo field"] = new() { CommitInfo = new() { Extra = new Dictionary<string, string> { ["timestamp"] = "x" } } },
        ["zoneless timestamp without its feature"] = new()
        {
            Metadata = First.Metadata! with { SchemaString = DeltaSchema.Checked([DeltaSchema.Of("at", ColumnType.TimestampWithoutZone, true)]).ToJson() },
        },
        ["reader features below version 3"] = new() { Protocol = First.Protocol! with { ReaderFeatures = [] } },
        ["writer version 7 without features"] = new() { Protocol = new(1, 7) },
    };

    [Theory]
    [MemberData(nameof(Misuses))]
    public async Task TryCommitAsync_CommitAgainstTheProtocol_IsMisuseAndWritesNothing(string misuse)
    {
        InMemoryStore store = new();
        DeltaTable table = await DeltaTables.CreateAsync(store, "a");

        await Should.ThrowAsync<InvalidOperationException>(async () => await table.TryCommitAsync(1, Cases[misuse], TestContext.Current.CancellationToken));
        store.Paths.Count.ShouldBe(1);
    }

    [Fact]
    public async Task TryCommitAsync_FirstVersionWithoutProtocolOrMetadata_IsMisuse()
    {
        foreach (DeltaCommit commit in new[] { First with { Protocol = null }, First with { Metadata = null } })
        {
            await Should.ThrowAsync<InvalidOperationException>(
                async () => await DeltaTables.Open(new InMemoryStore()).TryCommitAsync(0, commit, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task TryCommitAsync_AppendOnlyTable_TakesOnlyRemovesThatChangeNoData()
    {
        DeltaTable table = await CreateAsync("delta.appendOnly", "true");

        await ShouldRefuseAsync(table, new() { Removes = [RemoveA] }, "appendOnly");
        (await table.TryCommitAsync(1, new() { Removes = [RemoveA with { DataChange = false }] }, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryCommitAsync_ChangeDataFeed_TakesAppendsOnly()
    {
        DeltaTable table = await CreateAsync("delta.enableChangeDataFeed", "true");

        await ShouldRefuseAsync(table, new() { Removes = [RemoveA] }, "changeDataFeed");
        (await table.TryCommitAsync(1, DeltaTables.Append("b"), TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["rowTracking"]}}""", "rowTracking")]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":8}}""", "minWriterVersion 8")]
    [InlineData("""{"metaData":{"id":"i","format":{"provider":"parquet","options":{}},"schemaString":"SCHEMA","partitionColumns":[],"configuration":{"delta.constraints.c":"id > 0"}}}""", "checkConstraints")]
    [InlineData("""{"metaData":{"id":"i","format":{"provider":"parquet","options":{}},"schemaString":"FIELD delta.invariants","partitionColumns":[],"configuration":{}}}""", "invariants")]
    [InlineData("""{"metaData":{"id":"i","format":{"provider":"parquet","options":{}},"schemaString":"FIELD delta.generationExpression","partitionColumns":[],"configuration":{}}}""", "generatedColumns")]
    [InlineData("""{"metaData":{"id":"i","format":{"provider":"parquet","options":{}},"schemaString":"FIELD delta.identity.start","partitionColumns":[],"configuration":{}}}""", "identityColumns")]
    public async Task TryCommitAsync_ForeignTableThatAsksForMore_IsReadButRefusedByFeature(string action, string feature)
    {
        InMemoryStore store = new();
        await DeltaTables.CreateAsync(store, "a");
        string schema = DeltaTables.Schema.ToJson().Replace("\"", "\\\"");
        foreach (string key in new[] { "delta.invariants", "delta.generationExpression", "delta.identity.start" })
        {
            action = action.Replace($"FIELD {key}", schema.Replace("\\\"metadata\\\":{}", $"\\\"metadata\\\":{{\\\"{key}\\\":\\\"id > 0\\\"}}"));
        }

        await DeltaTables.PutAsync(store, "00000000000000000001.json", action.Replace("SCHEMA", schema));
        DeltaTable table = DeltaTables.Open(store);

        (await table.ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await ShouldRefuseAsync(table, DeltaTables.Append("b"), feature, version: 2);
    }

    [Fact]
    public async Task TryCommitAsync_DomainsOnATableOfVersions_NeedTheRaisedProtocol()
    {
        InMemoryStore store = new();
        DeltaTable table = DeltaTables.Open(store);
        await table.TryCommitAsync(0, First with { Protocol = new(1, 2) }, TestContext.Current.CancellationToken);
        DeltaCommit commit = new() { Domains = [new("d", "1")] };
        DeltaProtocol raised = new DeltaProtocol(1, 2).RaisedFor(First.Metadata!);

        await Should.ThrowAsync<InvalidOperationException>(async () => await table.TryCommitAsync(1, commit, TestContext.Current.CancellationToken));
        raised.ShouldBe(new(1, 7) { WriterFeatures = ["appendOnly", "invariants", "domainMetadata"] });
        (await table.TryCommitAsync(1, commit with { Protocol = raised }, TestContext.Current.CancellationToken)).ShouldBeTrue();
        raised.RaisedFor(First.Metadata!).ShouldBeSameAs(raised);
    }

    private static async Task<DeltaTable> CreateAsync(string property, string value)
    {
        DeltaTable table = DeltaTables.Open(new InMemoryStore());
        DeltaCommit first = DeltaTables.First("a");
        first = first with
        {
            Metadata = first.Metadata! with { Configuration = new Dictionary<string, string> { [property] = value } },
            Protocol = first.Protocol! with { WriterFeatures = [.. first.Protocol.WriterFeatures!, "changeDataFeed"] },
        };
        (await table.TryCommitAsync(0, first, TestContext.Current.CancellationToken)).ShouldBeTrue();
        return table;
    }

    private static async Task ShouldRefuseAsync(DeltaTable table, DeltaCommit commit, string feature, long version = 1)
    {
        DeltaTableException error = await Should.ThrowAsync<DeltaTableException>(async () => await table.TryCommitAsync(version, commit, TestContext.Current.CancellationToken));
        error.Feature.ShouldBe(feature);
    }
}
