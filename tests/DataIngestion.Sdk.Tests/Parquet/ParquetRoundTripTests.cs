using System.Data.SqlTypes;
using System.Security.Cryptography;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using ParquetSharp;

namespace DataIngestion.Parquet;

public sealed class ParquetRoundTripTests
{
    private static readonly object?[][] Extremes =
    [
        [true, false, null],
        [sbyte.MinValue, null, sbyte.MaxValue],
        [short.MinValue, null, short.MaxValue],
        [int.MinValue, null, int.MaxValue],
        [long.MinValue, null, long.MaxValue],
        [float.NaN, null, -0.0f],
        [double.NegativeInfinity, null, double.Epsilon],
        [SqlDecimal.Parse("-9999999.99"), null, SqlDecimal.Parse("0.01")],
        [SqlDecimal.Parse("999999999999.999999"), null, SqlDecimal.Parse("-0.000001")],
        [SqlDecimal.Parse(new string('9', 38)), null, SqlDecimal.Parse("-" + new string('9', 38))],
        [SqlDecimal.Parse("0." + new string('9', 38)), null, SqlDecimal.Parse("-0." + new string('0', 37) + "1")],
        // 0001-01-01 and 9999-12-31 as days, and their last microsecond, counted from 1970-01-01.
        [-719_162, null, 2_932_896],
        [-62_135_596_800_000_000L, null, 253_402_300_799_999_999L],
        [-62_135_596_800_000_000L, null, 253_402_300_799_999_999L],
        ["", null, "Zoë 日本 𝄞 e\u0301"],
        [System.Array.Empty<byte>(), null, new byte[] { 0, 255, 128 }],
    ];

    [Theory]
    [InlineData(ParquetCompression.Zstandard, "zstd")]
    [InlineData(ParquetCompression.Snappy, "snappy")]
    public async Task WriteAsync_EveryTypeAtItsExtremes_ReadsBackTheSame(ParquetCompression compression, string codec)
    {
        Schema schema = TestTables.Schema(TestTables.AllTypes);
        using RecordBatch written = TestTables.Batch(schema, Extremes);
        ParquetTestStore store = new();

        StagedFile file = (await Write(store, schema, new() { Compression = compression }, written)).ShouldHaveSingleItem();

        file.Path.ShouldMatch($@"^part-00000-[0-9a-f-]{{36}}\.{codec}\.parquet$");
        using RecordBatch read = (await Read(store, file)).ShouldHaveSingleItem();
        for (int column = 0; column < Extremes.Length; column++)
        {
            read.Schema.FieldsList[column].DataType.ShouldBeOfType(schema.FieldsList[column].DataType.GetType());
            TestTables.Plain(read.Column(column)).ShouldBe(TestTables.Plain(written.Column(column)), $"{TestTables.AllTypes[column]}");
        }

        TypeOf(read, ColumnType.Timestamp).Timezone.ShouldBe("UTC");
        TypeOf(read, ColumnType.TimestampWithoutZone).Timezone.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task WriteAsync_EveryType_HasTheParquetTypesOfDeltaLake()
    {
        Schema schema = TestTables.Schema(TestTables.AllTypes);
        using RecordBatch batch = TestTables.Batch(schema, Extremes);
        ParquetTestStore store = new();
        StagedFile file = (await Write(store, schema, new(), batch))[0];

        using MemoryStream content = new(store.Objects["t/" + file.Path]);
        using ParquetFileReader reader = new(content);
        Enumerable.Range(0, TestTables.AllTypes.Length).Select(column => Describe(reader, column)).ShouldBe(
        [
            "Boolean None", "Int32 Int(bitWidth=8, isSigned=true)", "Int32 Int(bitWidth=16, isSigned=true)",
            "Int32 None", "Int64 None", "Float None", "Double None",
            "Int32 Decimal(precision=9, scale=2)", "Int64 Decimal(precision=18, scale=6)",
            "FixedLenByteArray Decimal(precision=38, scale=0)", "FixedLenByteArray Decimal(precision=38, scale=38)",
            "Int32 Date",
            "Int64 Timestamp(isAdjustedToUTC=true, timeUnit=microseconds, is_from_converted_type=false, force_set_converted_type=false)",
            "Int64 Timestamp(isAdjustedToUTC=false, timeUnit=microseconds, is_from_converted_type=false, force_set_converted_type=false)",
            "ByteArray String", "ByteArray None",
        ]);
        reader.FileMetaData.KeyValueMetadata.ShouldBeEmpty();
    }

    [Fact]
    public async Task CompleteAsync_FileInTheStore_HasTheStatedHashLengthAndStatistics()
    {
        Schema schema = TestTables.Schema(ColumnType.String);
        using RecordBatch batch = TestTables.Batch(schema, [["a", "b", null]]);
        ParquetTestStore store = new();

        StagedFile file = (await Write(store, schema, new(), batch, batch))[0];

        byte[] content = store.Objects["t/" + file.Path];
        file.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        (file.Length, file.Rows, file.Statistics, file.ModifiedAt).ShouldBe((content.Length, 6, """{"numRecords":6}""", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task WriteAsync_SlicedBatches_KeepTheirValues() =>
        await Gen.Select(Columns, Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 25]).SampleAsync(async (columns, perFile, perGroup, batchRows) =>
        {
            Schema schema = TestTables.Schema(ColumnType.Int64, ColumnType.String, ColumnType.Boolean, ColumnType.Decimal(20, 3), ColumnType.TimestampWithoutZone);
            using RecordBatch batch = TestTables.Batch(schema, columns);
            using RecordBatch tail = batch.SliceShared(batch.Length / 3, batch.Length - (batch.Length / 3));
            ParquetTestStore store = new();

            IReadOnlyList<StagedFile> files = await Write(store, schema, new() { RowsPerFile = perFile, RowsPerRowGroup = perGroup }, batch, tail);

            List<object?>[] read = [.. columns.Select(_ => new List<object?>())];
            foreach (StagedFile file in files)
            {
                file.Rows.ShouldBeLessThanOrEqualTo(perFile);
                foreach (RecordBatch part in await Read(store, file, batchRows))
                {
                    part.Length.ShouldBeLessThanOrEqualTo(batchRows);
                    for (int column = 0; column < columns.Length; column++)
                    {
                        read[column].AddRange(TestTables.Plain(part.Column(column)));
                    }

                    part.Dispose();
                }
            }

            for (int column = 0; column < columns.Length; column++)
            {
                read[column].ShouldBe([.. TestTables.Plain(batch.Column(column)), .. TestTables.Plain(tail.Column(column))]);
            }
        }, iter: 60);

    private static Gen<object?[][]> Columns => Gen.Int[1, 90].SelectMany(rows => Gen.Select(
        Maybe(Gen.Long.Select(value => (object)value)).Array[rows],
        Maybe(Gen.String.Where(IsWellFormed).Select(value => (object)value)).Array[rows],
        Maybe(Gen.Bool.Select(value => (object)value)).Array[rows],
        Maybe(Gen.Long.Select(value => (object)SqlDecimal.ConvertToPrecScale(new SqlDecimal(value) / 1000, 20, 3))).Array[rows],
        Maybe(Gen.Long.Select(value => (object)value)).Array[rows],
        (a, b, c, d, e) => new[] { a, b, c, d, e }));

    private static Gen<object?> Maybe(Gen<object> gen) => Gen.Frequency((4, gen.Select(value => (object?)value)), (1, Gen.Const((object?)null)));

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);

    private static TimestampType TypeOf(RecordBatch batch, ColumnType type) =>
        (TimestampType)batch.Schema.FieldsList[System.Array.IndexOf(TestTables.AllTypes, type)].DataType;

    private static string Describe(ParquetFileReader reader, int column)
    {
        ColumnDescriptor descriptor = reader.FileMetaData.Schema.Column(column);
        using LogicalType logical = descriptor.LogicalType;
        return $"{descriptor.PhysicalType} {logical}";
    }

    private static async Task<IReadOnlyList<StagedFile>> Write(ParquetTestStore store, Schema schema, ParquetWriteOptions options, params RecordBatch[] batches)
    {
        await using ParquetTableWriter writer = new(store.Zone("t"), schema, options, () => new CountingStatistics());
        foreach (RecordBatch batch in batches)
        {
            await writer.WriteAsync(batch, TestContext.Current.CancellationToken);
        }

        return await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<RecordBatch>> Read(ParquetTestStore store, StagedFile file, int batchRows = 1000)
    {
        Stream content = await store.OpenReadAsync("t/" + file.Path);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(content, file.Path, null, batchRows);
        List<RecordBatch> batches = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            batches.Add(batch.Batch);
        }

        return batches;
    }
}
