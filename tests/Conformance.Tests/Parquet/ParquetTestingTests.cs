using System.Globalization;
using System.Text.RegularExpressions;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Parquet;

namespace DataIngestion.Conformance.Parquet;

/// <summary>The files that the Apache project collects from many writers, the broken ones among them.</summary>
public sealed partial class ParquetTestingTests
{
    // What must be refused, and words of the reason. Every other Parquet file of the folder must be read to its last row.
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["data/datapage_v1-corrupt-checksum.parquet"] = "CRC checksum",
        ["data/rle-dict-uncompressed-corrupt-checksum.parquet"] = "CRC checksum",
        ["data/incorrect_map_schema.parquet"] = "Map keys must be annotated as required",
        // A single value list of more than 2 GiB inside a map.
        ["data/large_string_map.brotli.parquet"] = "chunked array",
        // Its footer counts no rows for the file and six for the row group.
        ["data/repeated_no_annotation.parquet"] = "the footer states 0 rows and the row groups hold 6",
    };

    public static TheoryData<string> Files()
    {
        string? folder = ParquetData.Find("PARQUET_DATA", "parquet-testing");
        return folder is null
            ? new("(no folder)")
            : new(Directory.EnumerateFiles(folder, "*.parquet*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Files))]
    public async Task ReadAsync_FileOfAnotherWriter_GivesTheFootersRowsOrTheReason(string file)
    {
        string path = Path.Combine(ParquetData.Folder("PARQUET_DATA", "parquet-testing"), file);
        string? reason = file.EndsWith(".encrypted", StringComparison.Ordinal) ? "Encrypted files are not supported" : Refused.GetValueOrDefault(file);
        Task<long> read = ParquetData.Read(path, null, _ => { }, TestContext.Current.CancellationToken);
        if (reason is null)
        {
            using FileStream content = File.OpenRead(path);
            (await read).ShouldBe(ParquetColumns.RowsOf(content));
            return;
        }

        SourceException failure = await Should.ThrowAsync<SourceException>(() => read);
        failure.Origin.ShouldBe(path);
        failure.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("delta_byte_array")]
    [InlineData("delta_encoding_optional_column")]
    [InlineData("delta_encoding_required_column")]
    [InlineData("delta_binary_packed")]
    public async Task ReadAsync_FileWithItsContentsAsCsv_GivesEveryCell(string name)
    {
        string folder = Path.Combine(ParquetData.Folder("PARQUET_DATA", "parquet-testing"), "data");
        List<string> cells = [];
        await ParquetData.Read(Path.Combine(folder, name + ".parquet"), null, batch => cells.AddRange(Rows(batch)), TestContext.Current.CancellationToken);

        string[] expected = await File.ReadAllLinesAsync(Path.Combine(folder, name + "_expect.csv"));
        cells.ShouldBe(expected.Skip(1).Select(line => string.Join('|', Cell().Matches(line).Select(match => match.Value.Trim(',').Trim('"')))));
    }

    [Fact]
    public async Task ReadAsync_Int96FarInTheFuture_DoesNotWrapAround()
    {
        string path = Path.Combine(ParquetData.Folder("PARQUET_DATA", "parquet-testing"), "data", "int96_from_spark.parquet");
        List<long?> micros = [];
        await ParquetData.Read(path, null, See, TestContext.Current.CancellationToken);

        // From int96_from_spark.md beside the file. The last row, the year 290000, is beyond what the native reader can take.
        micros.Take(5).ShouldBe([1_704_141_296_123_456, 1_704_070_800_000_000, 253_402_225_200_000_000, 1_735_599_600_000_000, null]);

        void See(RecordBatch batch)
        {
            TimestampArray values = (TimestampArray)batch.Column(0);
            ((TimestampType)values.Data.DataType).Unit.ShouldBe(TimeUnit.Microsecond);
            micros.AddRange(Enumerable.Range(0, values.Length).Select(row => values.IsNull(row) ? null : (long?)values.Values[row]));
        }
    }

    private static IEnumerable<string> Rows(RecordBatch batch) =>
        Enumerable.Range(0, batch.Length).Select(row => string.Join('|', batch.Arrays.Select(array => Text(array, row)))).ToList();

    private static string Text(IArrowArray array, int row) => array switch
    {
        StringArray text => text.GetString(row) ?? "",
        Int32Array number => number.GetValue(row)?.ToString(CultureInfo.InvariantCulture) ?? "",
        Int64Array number => number.GetValue(row)?.ToString(CultureInfo.InvariantCulture) ?? "",
        _ => throw new NotSupportedException(array.GetType().Name),
    };

    [GeneratedRegex("""(^|,)("[^"]*"|[^,]*)""")]
    private static partial Regex Cell();
}
