using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using ParquetSharp;

namespace DataIngestion.Parquet;

public sealed class ParquetTableWriterTests
{
    private static readonly Schema Numbers = TestTables.Schema(ColumnType.Int64);

    [Fact]
    public async Task CompleteAsync_NoRows_WritesNoFile()
    {
        ParquetTestStore store = new();
        await using ParquetTableWriter writer = Writer(store, new());
        using RecordBatch empty = TestTables.Batch(Numbers, [[]]);
        await writer.WriteAsync(empty, CancellationToken.None);

        (await writer.CompleteAsync(CancellationToken.None)).ShouldBeEmpty();
        store.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_MoreRowsThanAFileTakes_StartsFurtherFiles()
    {
        ParquetTestStore store = new();
        await using ParquetTableWriter writer = Writer(store, new() { RowsPerFile = 4 });
        using RecordBatch batch = Rows(10);
        await writer.WriteAsync(batch, CancellationToken.None);

        IReadOnlyList<StagedFile> files = await writer.CompleteAsync(CancellationToken.None);
        files.Select(file => file.Rows).ShouldBe([4, 4, 2]);
        files.Select(file => file.Statistics).ShouldBe(["""{"numRecords":4}""", """{"numRecords":4}""", """{"numRecords":2}"""]);
        files.Select(file => file.Path[..10]).ShouldBe(["part-00000", "part-00001", "part-00002"]);
        store.Objects.Keys.ShouldBe(files.Select(file => "table/" + file.Path), ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_RowsAndBytesOfARowGroup_BoundIt()
    {
        Schema schema = TestTables.Schema(ColumnType.String);
        using RecordBatch batch = TestTables.Batch(schema, [[.. Enumerable.Range(0, 100).Select(row => (object)new string((char)('a' + (row % 26)), 8_192))]]);
        byte[] byRows = await ParquetFiles.Make(schema, new() { RowsPerRowGroup = 40 }, batch, batch);
        byte[] byBytes = await ParquetFiles.Make(schema, new() { BytesPerRowGroup = 1 << 20 }, batch, batch, batch, batch, batch);

        RowGroups(byRows).ShouldBe([40, 40, 40, 40, 40]);
        RowGroups(byBytes).ShouldBe([200, 200, 100]);
    }

    [Fact]
    public async Task WriteAsync_BatchDisposedAndCollectedAfterwards_IsNotKept()
    {
        ParquetTestStore store = new();
        await using ParquetTableWriter writer = Writer(store, new() { RowsPerRowGroup = 5_000 });
        for (int part = 0; part < 20; part++)
        {
            using (RecordBatch batch = Rows(999, part * 999))
            {
                await writer.WriteAsync(batch, CancellationToken.None);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        StagedFile file = (await writer.CompleteAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (await Column(store, "table/" + file.Path)).ShouldBe(Enumerable.Range(0, 20 * 999).Select(row => (long)row));
    }

    [Fact]
    public async Task WriteAsync_BatchesOfTheReader_PassThroughWithoutACopy()
    {
        byte[] source = await ParquetFiles.Wide(columns: 1, rows: 5_000, rowsPerRowGroup: 1_100);
        ParquetTestStore store = new();
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(source), "f", null, 300);
        await using ParquetTableWriter writer = new(store.Zone("table"), reader.Schema, new() { RowsPerFile = 777 }, () => new CountingStatistics());
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                await writer.WriteAsync(batch.Batch, CancellationToken.None);
                ((Int64Array)batch.Batch.Column(0)).Values[0].ShouldBe(ParquetFiles.Number(0, batch.FirstRow - 1));
            }

            GC.Collect();
        }

        List<long> read = [];
        foreach (StagedFile file in await writer.CompleteAsync(CancellationToken.None))
        {
            read.AddRange(await Column(store, "table/" + file.Path));
        }

        read.ShouldBe(Enumerable.Range(0, 5_000).Select(row => ParquetFiles.Number(0, row)));
    }

    [Fact]
    public async Task CompleteAsync_StoreKeptOtherRows_FailsTheHandshakeAndNamesTheFile()
    {
        byte[] other = await ParquetFiles.Wide(columns: 1, rows: 9);
        ParquetTestStore store = new() { Keep = _ => other };
        await using ParquetTableWriter writer = Writer(store, new());
        using RecordBatch batch = Rows(10);
        await writer.WriteAsync(batch, CancellationToken.None);

        IngestionException failure = await Should.ThrowAsync<IngestionException>(() => writer.CompleteAsync(CancellationToken.None).AsTask());
        failure.Origin.ShouldNotBeNull().ShouldStartWith("table/part-00000-");
        failure.Message.ShouldContain("9 rows");
        failure.Message.ShouldContain("10 rows");
    }

    [Fact]
    public async Task CompleteAsync_StoreCutTheFile_NamesTheFile()
    {
        ParquetTestStore store = new() { Keep = content => content[..^3] };
        await using ParquetTableWriter writer = Writer(store, new());
        using RecordBatch batch = Rows(10);
        await writer.WriteAsync(batch, CancellationToken.None);

        IngestionException failure = await Should.ThrowAsync<IngestionException>(() => writer.CompleteAsync(CancellationToken.None).AsTask());
        failure.Origin.ShouldNotBeNull().ShouldStartWith("table/part-00000-");
        await Should.ThrowAsync<InvalidOperationException>(() => writer.CompleteAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task DisposeAsync_NotCompleted_LeavesNothingOfTheOpenFile()
    {
        ParquetTestStore store = new();
        await using (ParquetTableWriter writer = Writer(store, new() { RowsPerFile = 6 }))
        {
            using RecordBatch batch = Rows(10);
            await writer.WriteAsync(batch, CancellationToken.None);
        }

        RowGroups(store.Objects.Values.ShouldHaveSingleItem()).ShouldBe([6]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_000)]
    public async Task WriteAsync_StoreFails_SurfacesTheStoresOwnException(long after)
    {
        IngestionException full = new("The disk is full.") { Origin = "disk" };
        ParquetTestStore store = new() { FailWrites = (after, full) };
        await using ParquetTableWriter writer = Writer(store, new() { RowsPerRowGroup = 100 });
        using RecordBatch batch = Rows(1_000);

        (await Should.ThrowAsync<IngestionException>(() => WriteAndComplete(writer, batch))).ShouldBeSameAs(full);
        await Should.ThrowAsync<InvalidOperationException>(() => writer.CompleteAsync(CancellationToken.None).AsTask());
        store.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_DiskError_NamesTheFileAndKeepsTheCause()
    {
        IOException cause = new("No space left on device");
        ParquetTestStore store = new() { FailWrites = (1_000, cause) };
        await using ParquetTableWriter writer = Writer(store, new() { RowsPerRowGroup = 100 });
        using RecordBatch batch = Rows(1_000);

        IngestionException failure = await Should.ThrowAsync<IngestionException>(() => WriteAndComplete(writer, batch));
        failure.InnerException.ShouldBeSameAs(cause);
        failure.Origin.ShouldNotBeNull().ShouldStartWith("table/part-00000-");
    }

    [Fact]
    public async Task WriteAsync_OtherColumns_AreMisuse()
    {
        await using ParquetTableWriter writer = Writer(new ParquetTestStore(), new());
        using RecordBatch twoColumns = TestTables.Batch(TestTables.Schema(ColumnType.Int64, ColumnType.Int64), [1L], [2L]);
        using RecordBatch otherType = TestTables.Batch(TestTables.Schema(ColumnType.Int32), [[1]]);
        using RecordBatch otherName = TestTables.Batch(new Schema([new Field("x", Int64Type.Default, true)], null), [[1L]]);

        foreach (RecordBatch batch in new[] { twoColumns, otherType, otherName })
        {
            await Should.ThrowAsync<ArgumentException>(() => writer.WriteAsync(batch, CancellationToken.None).AsTask());
        }
    }

    [Fact]
    public async Task WriteAsync_MissingValueInARequiredColumn_IsMisuse()
    {
        Schema schema = new([new Field("c0", Int64Type.Default, nullable: false)], null);
        await using ParquetTableWriter writer = new(new ParquetTestStore().Zone("t"), schema, new(), () => new CountingStatistics());
        using RecordBatch batch = TestTables.Batch(Numbers, [[1L, null]]);

        await Should.ThrowAsync<ArgumentException>(() => writer.WriteAsync(batch, CancellationToken.None).AsTask());
    }

    [Theory]
    [InlineData(0, 1, 1, 1 << 20)]
    [InlineData(23, 1, 1, 1 << 20)]
    [InlineData(3, 0, 1, 1 << 20)]
    [InlineData(3, 1, 0, 1 << 20)]
    [InlineData(3, 1, 1, (1 << 20) - 1)]
    public void ParquetWriteOptions_OutOfRange_IsRefused(int level, long perFile, int perGroup, long bytes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ParquetWriteOptions
        {
            CompressionLevel = level,
            RowsPerFile = perFile,
            RowsPerRowGroup = perGroup,
            BytesPerRowGroup = bytes,
        });

    [Fact]
    public async Task ReadAsync_ColumnOfAPublishedFile_LeavesOutWhatTheFileLacks()
    {
        ParquetTestStore store = new();
        store.Objects["a"] = await ParquetFiles.Wide(columns: 3, rows: 70_000);
        long row = 0;
        await foreach (RecordBatch batch in ParquetColumns.ReadAsync(store, "a", ["c1", "added later"], CancellationToken.None))
        {
            using (batch)
            {
                batch.Schema.FieldsList.Select(field => field.Name).ShouldBe(["c1"]);
                ((Int64Array)batch.Column(0)).Values[0].ShouldBe(ParquetFiles.Number(1, row));
                row += batch.Length;
            }
        }

        row.ShouldBe(70_000);
    }

    [Fact]
    public async Task ReadAsync_BrokenPublishedFile_NamesIt()
    {
        ParquetTestStore store = new();
        store.Objects["t/a"] = "PAR1 no parquet PAR1"u8.ToArray();

        IngestionException failure = await Should.ThrowAsync<IngestionException>(async () =>
        {
            await foreach (RecordBatch batch in ParquetColumns.ReadAsync(store, "t/a", ["c1"], CancellationToken.None))
            {
                batch.Dispose();
            }
        });
        failure.ShouldNotBeOfType<SourceException>();
        failure.Origin.ShouldBe("t/a");
    }

    [Fact]
    public async Task RowsOf_File_IsTheFootersCount()
    {
        using MemoryStream content = new(await ParquetFiles.Wide(columns: 1, rows: 1_234));
        ParquetColumns.RowsOf(content).ShouldBe(1_234);
    }

    private static ParquetTableWriter Writer(ParquetTestStore store, ParquetWriteOptions options) =>
        new(store.Zone("table"), Numbers, options, () => new CountingStatistics());

    private static RecordBatch Rows(int count, long from = 0) =>
        TestTables.Batch(Numbers, [[.. Enumerable.Range(0, count).Select(row => (object)(from + row))]]);

    private static async Task WriteAndComplete(ParquetTableWriter writer, RecordBatch batch)
    {
        await writer.WriteAsync(batch, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
    }

    private static async Task<List<long>> Column(ParquetTestStore store, string path)
    {
        List<long> values = [];
        await foreach (RecordBatch batch in ParquetColumns.ReadAsync(store, path, ["c0"], CancellationToken.None))
        {
            using (batch)
            {
                values.AddRange(((Int64Array)batch.Column(0)).Values);
            }
        }

        return values;
    }

    private static long[] RowGroups(byte[] file)
    {
        using MemoryStream content = new(file);
        using ParquetFileReader reader = new(content);
        return [.. Enumerable.Range(0, reader.FileMetaData.NumRowGroups).Select(RowsOf)];

        long RowsOf(int index)
        {
            using RowGroupReader group = reader.RowGroup(index);
            return group.MetaData.NumRows;
        }
    }
}
