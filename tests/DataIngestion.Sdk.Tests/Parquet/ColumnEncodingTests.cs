using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using ParquetSharp;
using Encoding = ParquetSharp.Encoding;

namespace DataIngestion.Parquet;

public sealed class ColumnEncodingTests
{
    private const int Rows = 20_000;

    [Fact]
    public async Task WriteAsync_NumbersThatHardlyRepeat_AreNotPutIntoADictionary()
    {
        (await EncodingsOf(ColumnType.Float64, row => ParquetFiles.Number(0, row) / 1e3)).ShouldNotContain(Encoding.RleDictionary);
        (await EncodingsOf(ColumnType.String, row => "name " + ParquetFiles.Number(0, row))).ShouldNotContain(Encoding.RleDictionary);
        (await EncodingsOf(ColumnType.Int64, row => ParquetFiles.Number(0, row))).ShouldContain(Encoding.DeltaBinaryPacked);
    }

    [Fact]
    public async Task WriteAsync_ValuesThatRepeat_ArePutIntoADictionary()
    {
        (await EncodingsOf(ColumnType.Float64, row => (row % 7) / 4.0)).ShouldContain(Encoding.RleDictionary);
        (await EncodingsOf(ColumnType.String, row => "state " + (row % 50))).ShouldContain(Encoding.RleDictionary);
        (await EncodingsOf(ColumnType.Int64, row => row % 9 * 1_000_000_000L)).ShouldContain(Encoding.RleDictionary);
    }

    [Fact]
    public async Task WriteAsync_DatesOfAFewDecades_ArePackedAsDifferences() =>
        (await EncodingsOf(ColumnType.Date, row => 10_000 + (row * 37 % 7_000))).ShouldContain(Encoding.DeltaBinaryPacked);

    [Fact]
    public async Task WriteAsync_DictionariesThatDifferFromBatchToBatch_ReadBackTheSameText()
    {
        Gen<string?> text = Gen.OneOf(Gen.Const((string?)null), Gen.String[Gen.Char['a', 'c'], 0, 2].Select(value => (string?)value));
        Gen<(string?[] Values, bool Encoded)> part = Gen.Select(text.Array[1, 40], Gen.Bool);
        await part.Array[1, 6].SampleAsync(
            async parts =>
            {
                RecordBatch[] batches = [.. parts.Select(p => BatchOf(p.Encoded ? Encode(p.Values) : Plain(p.Values)))];
                byte[] file = await ParquetFiles.Make(TestTables.Schema(ColumnType.String), new() { RowsPerRowGroup = 25 }, batches);
                (await ReadText(file)).ShouldBe(parts.SelectMany(p => p.Values));
            },
            iter: 300);
    }

    [Fact]
    public async Task WriteAsync_SliceOfADictionaryWithUnusedAndRepeatedEntries_WritesTheUsedOnesAlone()
    {
        StringArray dictionary = Plain(["rejected", "a", "c", "a", "b"]);
        Int32Array codes = (Int32Array)TestTables.Array(Int32Type.Default, [0, 1, 2, 3, null, 4, 0]);
        using DictionaryArray all = new(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), codes, dictionary);
        using RecordBatch batch = BatchOf(ArrowArrayFactory.Slice(all, 1, 5));

        byte[] file = await ParquetFiles.Make(TestTables.Schema(ColumnType.String), new() { Compression = ParquetCompression.Snappy }, batch);

        (await ReadText(file)).ShouldBe(["a", "c", "a", null, "b"]);
        file.AsSpan().IndexOf("rejected"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task WriteAsync_DictionaryOfMoreEntriesThanPay_ReadsBackTheSameText()
    {
        string[] values = [.. Enumerable.Range(0, 70_000).Select(value => "v" + value)];
        using RecordBatch batch = BatchOf(Encode(values));

        byte[] file = await ParquetFiles.Make(TestTables.Schema(ColumnType.String), new(), batch);

        (await ReadText(file)).ShouldBe(values);
    }

    private static async Task<Encoding[]> EncodingsOf(ColumnType type, Func<int, object> value)
    {
        Schema schema = TestTables.Schema(type);
        using RecordBatch batch = TestTables.Batch(schema, [.. Enumerable.Range(0, Rows).Select(value)]);
        byte[] file = await ParquetFiles.Make(schema, new(), batch);
        using ParquetFileReader reader = new(new MemoryStream(file));
        using RowGroupReader group = reader.RowGroup(0);
        using ColumnChunkMetaData column = group.MetaData.GetColumnChunkMetaData(0);
        return column.Encodings;
    }

    private static async Task<string?[]> ReadText(byte[] file)
    {
        List<string?> text = [];
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", null, 1_000);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            using (batch)
            {
                StringArray column = (StringArray)batch.Batch.Column(0);
                text.AddRange(Enumerable.Range(0, column.Length).Select(row => (string?)column.GetString(row)));
            }
        }

        return [.. text];
    }

    private static RecordBatch BatchOf(IArrowArray column) => new(TestTables.Schema(ColumnType.String), [column], column.Length);

    private static StringArray Plain(string?[] values) => (StringArray)TestTables.Array(StringType.Default, values);

    private static DictionaryArray Encode(string?[] values)
    {
        string[] entries = [.. values.OfType<string>().Distinct()];
        Dictionary<string, int> known = entries.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        object?[] codes = [.. values.Select(value => value is null ? null : (object)known[value])];
        return new DictionaryArray(
            new DictionaryType(Int32Type.Default, StringType.Default, ordered: false),
            (Int32Array)TestTables.Array(Int32Type.Default, codes),
            Plain(entries));
    }
}
