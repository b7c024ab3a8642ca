namespace DataIngestion.Delta;

public sealed class GoldenTableTests(ITestOutputHelper output)
{
    private static readonly string[] Readable =
    [
        "124-decimal-decode-bug", "basic-decimal-table", "basic-with-inserts-deletes-checkpoint", "basic-with-inserts-overwrite-restore",
        "basic-with-vacuum-protocol-check-feature", "corrupted-last-checkpoint-kernel", "data-reader-array-complex-objects",
        "data-reader-date-types-America", "data-reader-date-types-Etc", "data-reader-date-types-Jst", "data-reader-date-types-utc", "data-reader-map",
        "data-reader-nullable-field-invalid-schema-key", "data-reader-primitives", "data-skipping-basic-stats-all-types",
        "data-skipping-change-stats-collected-across-versions", "decimal-various-scale-precision", "kernel-timestamp-int96",
        "kernel-timestamp-timestamp_micros", "log-replay-special-characters", "parquet-all-types", "snapshot-data1", "snapshot-data2-deleted",
        "snapshot-repartitioned", "time-travel-partition-changes-a", "time-travel-schema-changes-a", "time-travel-start",
        "time-travel-start-start20-start40", "v2-checkpoint-json",
    ];

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["data-reader-timestamp_ntz-id-mode"] = "columnMapping",
        ["data-skipping-basic-stats-all-types-columnmapping-id"] = "columnMapping",
        ["deltalog-invalid-protocol-version"] = "minReaderVersion 99",
        ["dv-with-columnmapping"] = "deletionVectors",
        ["log-replay-dv-key-cases"] = "deletionVectors",
        ["spark-variant-checkpoint"] = "variantType-preview",
        ["table-with-columnmapping-mode-id"] = "columnMapping",
        ["type-widening"] = "typeWidening-preview",
    };

    private static readonly Dictionary<string, string> Broken = new()
    {
        ["deltalog-state-reconstruction-from-checkpoint-missing-protocol"] = "protocol",
        ["deltalog-state-reconstruction-without-protocol"] = "protocol",
        ["versions-not-contiguous"] = "commit 1 is missing",
    };

    // Log-only tables: what their active files are.
    private static readonly Dictionary<string, string[]> LogOnly = new()
    {
        ["canonicalized-paths-normal-b"] = [],
        ["canonicalized-paths-special-b"] = [],
        ["deltalog-commit-info"] = ["abc"],
        ["log-replay-special-characters-b"] = ["special p@#h"],
    };

    // Readable, without expected contents; each has a test of its own.
    private static readonly string[] Special =
        ["collations-preview-table", "commit-info-containing-arbitrary-operationParams-types", "kernel-timestamp-partition-col-ISO8601", "no-delta-log-folder"];

    public static TheoryData<string> ReadableTables => [.. Readable];

    public static TheoryData<string> RefusedTables => [.. Refused.Keys];

    public static TheoryData<string> BrokenTables => [.. Broken.Keys];

    public static TheoryData<string> LogOnlyTables => [.. LogOnly.Keys];

    [Fact]
    public void Folder_EveryTable_IsReadRefusedOrExcludedWithAReason()
    {
        foreach ((string table, string reason) in GoldenTables.Excluded)
        {
            output.WriteLine($"excluded: {table}: {reason}");
        }

        IEnumerable<string> known = [.. Readable, .. Refused.Keys, .. Broken.Keys, .. LogOnly.Keys, .. Special, .. GoldenTables.Excluded.Keys];
        IEnumerable<string> present = Directory.EnumerateDirectories(GoldenTables.Folder()).Select(folder => Path.GetFileName(folder)!);
        present.Order(StringComparer.Ordinal).ShouldBe(known.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ReadableTables))]
    public async Task ReadAsync_SupportedTable_HasTheExpectedRowsInFilesOfTheRecordedSize(string table)
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open(table).ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        long rows = 0;
        foreach (AddFile file in snapshot.Files.Values)
        {
            FileInfo data = new(Path.Combine(GoldenTables.Folder(), table, "delta", file.Path));
            data.Length.ShouldBe(file.Size, file.Path);
            rows += GoldenTables.RowsOf(data.FullName);
        }

        rows.ShouldBe(GoldenTables.ExpectedRows(table));
        snapshot.Files.Keys.ShouldBe(snapshot.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RefusedTables))]
    public async Task ReadAsync_UnsupportedFeature_IsRefusedByName(string table)
    {
        DeltaTableException error = await Should.ThrowAsync<DeltaTableException>(
            async () => await GoldenTables.Open(table).ReadAsync(null, TestContext.Current.CancellationToken));

        error.Feature.ShouldBe(Refused[table]);
        error.Message.ShouldContain(Refused[table]);
        error.Origin.ShouldNotBeNull().ShouldContain(table);
    }

    [Theory]
    [MemberData(nameof(BrokenTables))]
    public async Task ReadAsync_BrokenLog_SaysWhatIsMissing(string table)
    {
        DeltaTableException error = await Should.ThrowAsync<DeltaTableException>(
            async () => await GoldenTables.Open(table).ReadAsync(null, TestContext.Current.CancellationToken));

        error.Message.ShouldContain(Broken[table]);
    }

    [Theory]
    [MemberData(nameof(LogOnlyTables))]
    public async Task ReadAsync_LogOnlyTable_ReplaysPathsAsOneWhateverTheirForm(string table)
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open(table).ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        snapshot.Files.Keys.ShouldBe(LogOnly[table]);
    }

    [Fact]
    public async Task ReadAsync_NoLogFolder_IsNoTable() =>
        (await GoldenTables.Open("no-delta-log-folder").ReadAsync(null, TestContext.Current.CancellationToken)).ShouldBeNull();

    [Fact]
    public async Task ReadAsync_EscapedPartitionFolders_FindsTheFiles()
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open("kernel-timestamp-partition-col-ISO8601").ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        snapshot.Files.Values.Select(file => file.PartitionValues["ts"]).ShouldBe(["2024-01-01T10:00:00.000000Z", "2024-01-02T12:30:00.000000Z"]);
        snapshot.Files.Keys.ShouldAllBe(path => File.Exists(Path.Combine(GoldenTables.Folder(), "kernel-timestamp-partition-col-ISO8601", "delta", path)));
    }

    [Fact]
    public async Task EnsureWritable_UnknownWriterFeature_IsRefusedByName()
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open("collations-preview-table").ReadAsync(null, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        Should.Throw<DeltaTableException>(() => DeltaFeatures.EnsureWritable(snapshot.Protocol, snapshot.Metadata, "it")).Feature.ShouldBe("collations-preview");
    }

    [Fact]
    public async Task HistoryAsync_OperationParametersOfAnyType_AreReadNewestFirst()
    {
        List<(long Version, DeltaCommit Commit)> history = [];
        await foreach ((long, DeltaCommit) entry in GoldenTables.Open("commit-info-containing-arbitrary-operationParams-types").HistoryAsync(TestContext.Current.CancellationToken))
        {
            history.Add(entry);
        }

        history.Select(entry => entry.Version).ShouldBe([2L, 1, 0]);
        history.ShouldAllBe(entry => entry.Commit.CommitInfo!.Operation!.Length > 0);
    }

    // The expected folders state the table at its newest version; the older ones were counted from the other tables of the same data.
    [Theory]
    [InlineData(0, "time-travel-start")]
    [InlineData(2, "time-travel-start-start20-start40")]
    public async Task ReadAsync_OlderVersion_HasTheRowsOfThatTime(long version, string expected)
    {
        DeltaSnapshot snapshot = (await GoldenTables.Open("time-travel-start-start20-start40").ReadAsync(version, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        string data = Path.Combine(GoldenTables.Folder(), "time-travel-start-start20-start40", "delta");
        snapshot.Version.ShouldBe(version);
        snapshot.Files.Keys.Sum(path => GoldenTables.RowsOf(Path.Combine(data, path))).ShouldBe(GoldenTables.ExpectedRows(expected));
    }

    [Fact]
    public async Task ReadAsync_CheckpointAndItsCommits_TellTheSame()
    {
        DeltaTable table = GoldenTables.Open("basic-with-inserts-deletes-checkpoint");
        DeltaSnapshot read = (await table.ReadAsync(10, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        SnapshotBuilder replay = new("it");
        for (long version = 0; version <= 10; version++)
        {
            replay.Apply(await table.ReadCommitAsync(version, TestContext.Current.CancellationToken));
        }

        DeltaSnapshot replayed = replay.Build(10);
        read.Files.Keys.ShouldBe(replayed.Files.Keys);
        read.Files.Values.Select(file => (file.Size, file.ModificationTime, file.Statistics)).ShouldBe(
            replayed.Files.Values.Select(file => (file.Size, file.ModificationTime, file.Statistics)));
        read.Metadata.SchemaString.ShouldBe(replayed.Metadata.SchemaString);
        read.Protocol.ShouldBe(replayed.Protocol);
    }
}
