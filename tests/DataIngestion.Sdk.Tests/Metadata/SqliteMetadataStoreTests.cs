using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataIngestion.Metadata;

public sealed class SqliteMetadataStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("metadata").FullName;

    private string File => Path.Combine(_folder, "sub", "metadata.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RecordAsync_ThenGetRunsAsync_GivesTheWholeRecord()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await store.RecordAsync(RunRecords.Full());

        (await store.GetRunsAsync("lake/claims")).ShouldHaveSingleItem().ShouldBeTheSameAs(RunRecords.Full());
        (await store.GetRunsAsync("lake/other")).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetRunsAsync_SeveralRuns_NewestFirstUpToTheLimit()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        foreach (int second in new[] { 5, 40, 20, 1 })
        {
            await store.RecordAsync(RunRecords.Full($"run-{second}", version: null) with { StartedAt = RunRecords.Time(second) });
        }

        await store.RecordAsync(RunRecords.Full("run-41", version: null) with { StartedAt = RunRecords.Time(40) });

        (await store.GetRunsAsync("lake/claims")).Select(run => run.RunId).ShouldBe(["run-41", "run-40", "run-20", "run-5", "run-1"]);
        (await store.GetRunsAsync("lake/claims", limit: 2)).Select(run => run.RunId).ShouldBe(["run-41", "run-40"]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await store.GetRunsAsync("lake/claims", 0));
    }

    [Fact]
    public async Task RecordAsync_SameRunAgain_ReplacesEverythingOfIt()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await store.RecordAsync(RunRecords.Full());
        await store.RecordAsync(RunRecords.Full());
        Counts().ShouldBe([1, 1, 2, 2, 2, 5, 1]);

        RunRecord shorter = RunRecords.Full(version: null) with { Status = RunStatus.Held, Drift = null, Files = [], Validation = [] };
        await store.RecordAsync(shorter);

        Counts().ShouldBe([1, 1, 0, 2, 0, 4, 0]);
        (await store.GetRunsAsync("lake/claims")).ShouldHaveSingleItem().ShouldBeTheSameAs(shorter);
    }

    [Fact]
    public async Task RecordAsync_FourStoresAtOnce_KeepsAllRuns()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
            for (int run = 0; run < 25; run++)
            {
                await store.RecordAsync(RunRecords.Full($"run-{writer}-{run}", version: (writer * 100) + run));
                await store.GetRunsAsync("lake/claims", 3);
            }
        })));

        Counts().ShouldBe([1, 100, 200, 200, 200, 500, 100]);
    }

    [Fact]
    public async Task RecordAsync_OneStoreFromManyThreads_KeepsAllRuns()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(run => Task.Run(async () => await store.RecordAsync(RunRecords.Full($"run-{run}", version: run)))));

        (await store.GetRunsAsync("lake/claims")).Count.ShouldBe(20);
    }

    [Fact]
    public async Task RecordAsync_AnotherProcessHoldsTheLock_Waits()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        using SqliteConnection other = Connect();
        using SqliteTransaction held = other.BeginTransaction(deferred: false);
        Task record = Task.Run(async () => await store.RecordAsync(RunRecords.Full()));
        await Task.Delay(300);
        record.IsCompleted.ShouldBeFalse();
        held.Commit();

        await record;
        Counts()[1].ShouldBe(1);
    }

    [Fact]
    public async Task Open_FileThatIsThere_KeepsItsRuns()
    {
        await using (SqliteMetadataStore first = SqliteMetadataStore.Open(File))
        {
            await first.RecordAsync(RunRecords.Full());
        }

        await using SqliteMetadataStore second = SqliteMetadataStore.Open(File);
        (await second.GetRunsAsync("lake/claims")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Open_NewFile_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await store.RecordAsync(RunRecords.Full());

        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(File)!))
        {
            System.IO.File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
        }
    }

    [Fact]
    public void Open_NoDatabase_NamesTheFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, new string('x', 10_000));

        IngestionException failure = Should.Throw<IngestionException>(() => SqliteMetadataStore.Open(File));
        (failure.Origin, failure.Message.Contains(File, StringComparison.Ordinal)).ShouldBe((File, true));
    }

    [Fact]
    public async Task RecordAsync_PagesOverwritten_NamesTheFile()
    {
        await using (SqliteMetadataStore first = SqliteMetadataStore.Open(File))
        {
            await first.RecordAsync(RunRecords.Full());
        }

        byte[] content = System.IO.File.ReadAllBytes(File);
        content.AsSpan(4_096).Fill(0x5A);
        System.IO.File.WriteAllBytes(File, content);

        IngestionException failure = await Should.ThrowAsync<IngestionException>(async () =>
        {
            await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
            await store.RecordAsync(RunRecords.Full());
        });
        failure.Origin.ShouldBe(File);
    }

    [Fact]
    public async Task Open_FileOfTheFirstSchema_IsBroughtUpToDateWithItsRuns()
    {
        await using (SqliteMetadataStore first = SqliteMetadataStore.Open(File))
        {
            await first.RecordAsync(RunRecords.Full());
        }

        using (SqliteConnection connection = Connect())
        {
            Query(connection, "DROP TABLE metrics");
            Query(connection, "PRAGMA user_version = 1");
        }

        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        Counts().ShouldBe([1, 1, 2, 0, 2, 5, 1]);
        await store.RecordAsync(RunRecords.Full());
        Counts().ShouldBe([1, 1, 2, 2, 2, 5, 1]);
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await using (SqliteMetadataStore first = SqliteMetadataStore.Open(File))
        {
        }

        using SqliteConnection connection = Connect();
        Query(connection, "PRAGMA user_version = 3");

        IngestionException failure = Should.Throw<IngestionException>(() => SqliteMetadataStore.Open(File));
        failure.Message.ShouldContain("schema version 3");
        failure.Origin.ShouldBe(File);
    }

    [Theory]
    [InlineData("CREATE TABLE orders (id)")]
    [InlineData("CREATE TABLE orders (id); PRAGMA user_version = 1")]
    public void Open_DatabaseOfSomethingElse_IsRefusedAndUntouched(string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (SqliteConnection connection = Connect())
        {
            Query(connection, sql);
        }

        byte[] before = System.IO.File.ReadAllBytes(File);
        Should.Throw<IngestionException>(() => SqliteMetadataStore.Open(File)).Message.ShouldContain("something else");
        System.IO.File.ReadAllBytes(File).ShouldBe(before);
    }

    [Fact]
    public void Open_FolderInsteadOfAFile_NamesIt() =>
        Should.Throw<IngestionException>(() => SqliteMetadataStore.Open(_folder)).Origin.ShouldBe(_folder);

    [Fact]
    public async Task RecordAsync_Cancelled_LeavesNothing()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.RecordAsync(RunRecords.Full(), new CancellationToken(canceled: true)));
        Counts().ShouldBe([0, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task RecordAsync_Disposed_IsMisuse()
    {
        SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.RecordAsync(RunRecords.Full()));
    }

    [Fact]
    public async Task RecordAsync_FullRecord_IsQueryableByPlainSql()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        await store.RecordAsync(RunRecords.Full());
        using SqliteConnection sql = Connect();

        Query(sql, "SELECT name FROM sources").ShouldBe(["folder in/claims"]);
        Query(sql, "SELECT run_id, pipeline, table_location, source, delivery, plan_hash, status, version, started_at, finished_at, rows_read, rows_inserted, rows_quarantined, rows_deduplicated, rows_excluded, drifted, reasons FROM runs")
            .ShouldBe(["20240501T101500-1|claims|lake/claims|folder in/claims|claims-2024-05.csv|ab12|Published|7|2024-05-01T10:15:00.1234567Z|2024-05-01T10:16:30.1234567Z|1005|990|10|4|1|1|[\"released by ops\",\"ok\"]"]);
        Query(sql, "SELECT json_extract(record, '$.rows.inserted'), strftime('%s', finished_at) - strftime('%s', started_at) FROM runs").ShouldBe(["990|90"]);
        Query(sql, "SELECT position, check_name, columns, severity, on_failure, passed, rows_checked, rows_failed, message FROM validation_results ORDER BY position")
            .ShouldBe(["0|range(age, 16, 110)|[\"age\"]|Error|Quarantine|0|1005|10|expected", "1|row_count|[]|Warning|Hold|1|1005|0|fine"]);
        Query(sql, "SELECT column_name, kind, test, statistic, p_value, adjusted_p_value, threshold, effect, effect_threshold, reference_count, current_count, drifted, note, reference_version, bins FROM drift_metrics ORDER BY position")
            .ShouldBe(
            [
                "age|Covariate|kolmogorov_smirnov|0.25|1E-300|2E-300|0.05|0.25|0.1|900|990|1|few rows|6|[]",
                "fraud|Prior|population_stability_index|0.30000000000000004|||0.2|0.3|0|900|990|0||6|[{\"label\":\"Y\",\"reference\":10,\"current\":20},{\"label\":\"N\",\"reference\":890,\"current\":970}]",
            ]);
        Query(sql, "SELECT kind, path, origin, substr(sha256, 1, 2), length, rows FROM file_checksums ORDER BY kind, position")
            .ShouldBe(["data|part-0.parquet||bb|4000|990", "profile|_profile/1.json||dd|99|0", "quarantine|q-0.parquet||cc|400|10", "raw|raw/a|in/a.csv|aa|1234|1000", "raw|in/b|in/b||-1|5"]);
        Query(sql, "SELECT table_location, version, run_id, published_at FROM dataset_versions").ShouldBe(["lake/claims|7|20240501T101500-1|2024-05-01T10:16:30.1234567Z"]);
        Query(sql, "PRAGMA journal_mode").ShouldBe(["wal"]);
        Query(sql, "PRAGMA foreign_key_check").ShouldBeEmpty();
    }

    [Fact]
    public async Task RecordAsync_NotANumber_IsNullInTheColumnAndKeptInTheRecord()
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(File);
        DriftStatistic undefined = new(double.NaN, double.NaN, double.PositiveInfinity, 0, 0, 0, 0, []);
        await store.RecordAsync(RunRecords.Full() with { Drift = new(null, false, [new("a", DriftKind.Prior, "t", undefined, null, false)]) });

        using SqliteConnection sql = Connect();
        Query(sql, "SELECT statistic IS NULL, p_value IS NULL FROM drift_metrics").ShouldBe(["1|1"]);
        (await store.GetRunsAsync("lake/claims"))[0].Drift!.Results[0].Statistic.Statistic.ShouldBe(double.NaN);
    }

    private long[] Counts()
    {
        using SqliteConnection connection = Connect();
        string[] tables = ["sources", "runs", "validation_results", "metrics", "drift_metrics", "file_checksums", "dataset_versions"];
        return [.. tables.Select(table => long.Parse(Query(connection, $"SELECT count(*) FROM {table}")[0], CultureInfo.InvariantCulture))];
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Query(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
