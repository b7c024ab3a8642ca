using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Arrow;

/// <summary>Other forms of the same rows.</summary>
internal static class Rows
{
    /// <summary>A compact copy of some rows, in the given order.</summary>
    public static RecordBatch Take(RecordBatch batch, IReadOnlyList<int> rows) => With(batch, rows.Count, array => (array, rows.Count) switch
    {
        (_, 0) => ArrowArrayFactory.Slice(array, 0, 0),
        (DictionaryArray encoded, _) when TextOf(encoded) is var texts => Batches.Encoded([.. rows.Select(row => texts[row])]),
        _ => ArrowArrayConcatenator.Concatenate([.. rows.Select(row => ArrowArrayFactory.Slice(array, row, 1))]),
    });

    /// <summary>The same rows behind an offset: others stand before and after them in the same buffers.</summary>
    public static RecordBatch Sliced(RecordBatch batch, int before, int after)
    {
        int length = batch.Length;
        int[] rows = [.. Others(length, before), .. Enumerable.Range(0, length), .. Others(length, after)];
        return With(Take(batch, rows), length, array => ArrowArrayFactory.Slice(array, before, length));
    }

    /// <summary>Consecutive pieces of a batch, compact; cuts may be equal, and those behind the end are none.</summary>
    public static RecordBatch[] Split(RecordBatch batch, IEnumerable<int> cuts)
    {
        int[] ends = [0, .. cuts.Order().Where(cut => cut <= batch.Length), batch.Length];
        return [.. ends.Zip(ends.Skip(1), (from, to) => Take(batch, [.. Enumerable.Range(from, to - from)]))];
    }

    /// <summary>The batch with every value of some columns missing.</summary>
    public static RecordBatch Missing(RecordBatch batch, Func<string, bool> columns) => Replace(batch, (name, array) => columns(name) ? AllMissing(array) : array);

    /// <summary>The batch with its text columns as dictionaries.</summary>
    public static RecordBatch Encoded(RecordBatch batch) => Replace(batch, (_, array) => array is StringArray text ? Batches.Encoded(Texts(text)) : array);

    /// <summary>The batch with plain text only.</summary>
    public static RecordBatch Decoded(RecordBatch batch) => Replace(batch, (_, array) => array is DictionaryArray encoded ? Batches.Strings(TextOf(encoded)) : array);

    /// <summary>The batch with some columns replaced.</summary>
    public static RecordBatch Replace(RecordBatch batch, Func<string, IArrowArray, IArrowArray> column) => Batches.Of(
        [.. batch.Schema.FieldsList.Select((field, at) => (field.Name, column(field.Name, batch.Column(at))))]);

    /// <summary>A copy of the batch in memory that is watched.</summary>
    public static RecordBatch Copy(RecordBatch batch, WatchedMemory memory) =>
        With(batch, batch.Length, array => ArrowArrayFactory.BuildArray(Copy(array.Data, memory)));

    /// <summary>The texts of a column.</summary>
    public static string?[] Texts(StringArray text) => [.. Enumerable.Range(0, text.Length).Select(row => text.GetString(row))];

    private static string?[] TextOf(DictionaryArray encoded) =>
        [.. Enumerable.Range(0, encoded.Length).Select(row => encoded.IsNull(row) ? null : ((StringArray)encoded.Dictionary).GetString(((Int32Array)encoded.Indices).GetValue(row)!.Value))];

    private static IEnumerable<int> Others(int length, int count) => Enumerable.Range(0, count).Select(at => length - 1 - (at % length));

    private static RecordBatch With(RecordBatch batch, int length, Func<IArrowArray, IArrowArray> column) =>
        new(batch.Schema, batch.Arrays.Select(column), length);

    private static IArrowArray AllMissing(IArrowArray array)
    {
        ArrayData data = array.Data;
        ArrowBuffer nothing = new(new byte[(data.Offset + data.Length + 7) / 8]);
        return ArrowArrayFactory.BuildArray(new ArrayData(data.DataType, data.Length, data.Length, data.Offset, [nothing, .. data.Buffers.Skip(1)], data.Children, data.Dictionary));
    }

    private static ArrayData Copy(ArrayData data, WatchedMemory memory) => new(
        data.DataType,
        data.Length,
        data.NullCount,
        data.Offset,
        [.. data.Buffers.Select(buffer => buffer.IsEmpty ? buffer : new ArrowBuffer.Builder<byte>(buffer.Length).Append(buffer.Span).Build(memory))],
        data.Children?.Select(child => Copy(child, memory)),
        data.Dictionary is null ? null : Copy(data.Dictionary, memory));
}
