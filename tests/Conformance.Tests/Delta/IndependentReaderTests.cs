using System.Globalization;
using System.Text;
using Apache.Arrow;

namespace DataIngestion.Delta;

/// <summary>Every published version, read by an engine that is not ours: the same rows, and filtered counts that its file pruning does not change.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private const int Versions = 3;
    private const int RowsPerVersion = 500;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("independent-").FullName;

    private string TableFolder => Path.Combine(_folder, "lake", "processed", "everything");

    [Fact]
    public async Task Read_EveryVersion_FindsTheSameRows()
    {
        GovernedTable table = await PublishAsync(ParquetCompression.Zstandard);
        for (long version = 0; version < Versions; version++)
        {
            string[] theirs = await DeltaReader.QueryAsync(
                TableFolder,
                "select id, toInt32(flag), tiny, small, whole, toString(single), toString(real), toString(price), toString(day), toUnixTimestamp64Micro(toDateTime64(moment, 6, 'UTC')), note, hex(bytes) from {table} order by id",
                version);
            theirs.Length.ShouldBe((int)(version + 1) * RowsPerVersion);
            theirs.ShouldBe(await OursAsync(table, version));
        }
    }

    [Fact]
    public async Task Read_ZonelessTimestamps_FindsTheSameValues()
    {
        await PublishAsync(ParquetCompression.Snappy);
        string[] theirs = await DeltaReader.QueryAsync(TableFolder, "select toString(toDateTime64(wall, 6, 'UTC')) from {table} where id = 7");
        theirs.ShouldBe(["2024-01-08 07:00:00.000007"]);
    }

    [Theory]
    [InlineData("id = 731")]
    [InlineData("id >= 499 and id < 502")]
    [InlineData("flag")]
    [InlineData("tiny = 3")]
    [InlineData("small > 900")]
    [InlineData("whole between 1200 and 1300")]
    [InlineData("single < 0")]
    [InlineData("real >= 700.5")]
    [InlineData("price = toDecimal128('12.34', 2)")]
    [InlineData("price > toDecimal128('1400', 2)")]
    [InlineData("day = toDate32('2024-06-01')")]
    [InlineData("day >= toDate32('2025-01-01')")]
    [InlineData("moment > toDateTime64('2024-01-01 00:00:00.000499', 6, 'UTC')")]
    [InlineData("moment = toDateTime64('2024-01-01 00:00:01.000401', 6, 'UTC')")]
    [InlineData("wall >= toDateTime64('2024-02-01 00:00:00', 6, 'UTC')")]
    [InlineData("note = 'note 42 äöü'")]
    [InlineData("note > 'note 97'")]
    [InlineData("note is null")]
    [InlineData("long_note > 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'")]
    [InlineData("hex(bytes) = '00'")]
    public async Task Filter_EveryColumnType_CountsWhatTheFullScanCounts(string condition)
    {
        await PublishAsync(ParquetCompression.Zstandard);
        string[] filtered = await DeltaReader.QueryAsync(TableFolder, $"select count() from {{table}} where {condition}");
        string[] scanned = await DeltaReader.QueryAsync(TableFolder, $"select countIf({condition}) from {{table}}");
        filtered.ShouldBe(scanned);
        scanned[0].ShouldNotBe("0", "the condition must be met somewhere, or it shows nothing");
    }

    [Fact]
    public async Task Read_AfterACheckpoint_FindsTheSameRows()
    {
        DataPipeline pipeline = Pipeline(ParquetCompression.Zstandard);
        for (int version = 0; version < 12; version++)
        {
            Deliver(version, 10);
        }

        (await pipeline.RunAsync(Cancel)).Runs.Count.ShouldBe(12);
        File.Exists(Path.Combine(TableFolder, "_delta_log", "_last_checkpoint")).ShouldBeTrue();
        foreach (string entry in Directory.EnumerateFiles(Path.Combine(TableFolder, "_delta_log"), "0000000000000000000[0-9].json").Order().Take(10))
        {
            File.Delete(entry);
        }

        (await DeltaReader.QueryAsync(TableFolder, "select count(), uniqExact(id) from {table}")).ShouldBe(["120\t120"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<GovernedTable> PublishAsync(ParquetCompression compression)
    {
        for (int version = 0; version < Versions; version++)
        {
            Deliver(version, RowsPerVersion);
        }

        PipelineResult result = await Pipeline(compression).RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published, string.Join("; ", result.Runs.SelectMany(run => run.Reasons)));
        return GovernedTable.At(LocalStore.Open(Path.Combine(_folder, "lake")).Zone("processed/everything"));
    }

    private DataPipeline Pipeline(ParquetCompression compression) => DataPipeline.Create("everything")
        .From(FileSource.Csv(LocalStore.Open(_folder), "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately }))
        .WithContract(contract => contract
            .Column("id", ColumnType.Int64).Required()
            .Column("flag", ColumnType.Boolean)
            .Column("tiny", ColumnType.Int8)
            .Column("small", ColumnType.Int16)
            .Column("whole", ColumnType.Int32)
            .Column("single", ColumnType.Float32)
            .Column("real", ColumnType.Float64)
            .Column("price", ColumnType.Decimal(20, 2))
            .Column("day", ColumnType.Date)
            .Column("moment", ColumnType.Timestamp)
            .Column("wall", ColumnType.TimestampWithoutZone)
            .Column("note", ColumnType.String)
            .Column("long_note", ColumnType.String)
            .Column("bytes", ColumnType.Binary))
        .StoreProcessed(LocalStore.Open(Path.Combine(_folder, "lake")).Zone("processed"))
        .WriteParquet(new ParquetWriteOptions { Compression = compression })
        .Build();

    private void Deliver(int version, int rows)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "incoming"));
        StringBuilder csv = new("id,flag,tiny,small,whole,single,real,price,day,moment,wall,note,long_note,bytes\n");
        for (int row = 0; row < rows; row++)
        {
            int id = (version * rows) + row;
            csv.Append(Line(id)).Append('\n');
        }

        File.WriteAllText(Path.Combine(_folder, "incoming", $"part-{version:D2}.csv"), csv.ToString());
    }

    // Instants differ in microseconds inside one millisecond, and long texts beyond the 32 characters that statistics keep.
    private static string Line(int id) => string.Join(',',
        id,
        id % 3 == 0 ? "true" : "false",
        id % 7,
        id % 1000,
        id,
        ((id % 11) - 5 + 0.25).ToString(CultureInfo.InvariantCulture),
        (id + 0.5).ToString(CultureInfo.InvariantCulture),
        (id + (id % 2 == 0 ? 0.34m : 0.99m)).ToString(CultureInfo.InvariantCulture),
        new DateOnly(2024, 1, 1).AddDays(id).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        $"2024-01-01T00:00:{id / 1000:D2}.{id % 1000:D6}Z",
        $"2024-{1 + (id / 28 % 12):D2}-{1 + (id % 28):D2}T{id % 24:D2}:00:00.{id:D6}",
        id % 10 == 9 ? "" : $"note {id % 100} äöü",
        new string('z', 40) + id.ToString(CultureInfo.InvariantCulture),
        Convert.ToBase64String([(byte)(id % 256)]));

    private static async Task<string[]> OursAsync(GovernedTable table, long version)
    {
        List<(long Id, string Text)> rows = [];
        await foreach (RecordBatch batch in table.ReadAsync(version, cancellationToken: Cancel))
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length; row++)
                {
                    rows.Add((long.Parse(Cell(batch, "id", row), CultureInfo.InvariantCulture), Ours(batch, row)));
                }
            }
        }

        return [.. rows.OrderBy(row => row.Id).Select(row => row.Text)];
    }

    private static string Ours(RecordBatch batch, int row) => string.Join('\t',
        Cell(batch, "id", row),
        Cell(batch, "flag", row) == "true" ? "1" : "0",
        Cell(batch, "tiny", row),
        Cell(batch, "small", row),
        Cell(batch, "whole", row),
        Cell(batch, "single", row),
        Cell(batch, "real", row),
        Cell(batch, "price", row),
        Cell(batch, "day", row),
        Micros(Cell(batch, "moment", row)),
        Cell(batch, "note", row),
        Convert.ToHexString(Convert.FromBase64String(Cell(batch, "bytes", row))));

    private static string Micros(string moment) => (DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        - DateTimeOffset.UnixEpoch).Ticks.ToString(CultureInfo.InvariantCulture)[..^1];

    private static string Cell(RecordBatch batch, string name, int row) =>
        ColumnValue.Text(batch.Column(batch.Schema.GetFieldIndex(name)), row) ?? "\\N";
}
