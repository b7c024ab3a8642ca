using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>Copies chosen rows into a new batch, which owns its memory. Rows may repeat and come in any order.</summary>
internal static class Take
{
    public static RecordBatch Rows(RecordBatch batch, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)batch.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"The batch has {batch.Length} rows.");
            }
        }

        IArrowArray[] arrays = new IArrowArray[batch.ColumnCount];
        for (int column = 0; column < arrays.Length; column++)
        {
            IArrowArray source = batch.Column(column);
            arrays[column] = ArrowArrayFactory.BuildArray(Column(source, rows, batch.Schema.GetFieldByIndex(column).Name));
            GC.KeepAlive(source);
        }

        return new RecordBatch(batch.Schema, arrays, rows.Length);
    }

    private static ArrayData Column(IArrowArray source, ReadOnlySpan<int> rows, string name) => source.Data.DataType switch
    {
        BooleanType => Booleans(source, rows),
        DictionaryType => Encoded((DictionaryArray)source, rows),
        StringType or BinaryType => Bytes(source, rows),
        FixedWidthType { BitWidth: 8 } => Fixed<byte>(source, rows),
        FixedWidthType { BitWidth: 16 } => Fixed<short>(source, rows),
        FixedWidthType { BitWidth: 32 } => Fixed<int>(source, rows),
        FixedWidthType { BitWidth: 64 } => Fixed<long>(source, rows),
        FixedWidthType { BitWidth: 128 } => Fixed<UInt128>(source, rows),
        IArrowType type => throw new ArgumentException($"Rows of column '{name}' cannot be taken: its Arrow type {type.Name} is no contract type."),
    };

    private static ArrayData Fixed<T>(IArrowArray source, ReadOnlySpan<int> rows)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(source);
        ArrowBuffer.Builder<T> taken = ColumnBuffer.Of<T>(rows.Length);
        Span<T> target = taken.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            target[i] = values[rows[i]];
        }

        return Data(source, rows, taken.Build());
    }

    // The dictionary is shared; entries that no row uses any more do no harm.
    private static ArrayData Encoded(DictionaryArray source, ReadOnlySpan<int> rows)
    {
        ArrayData codes = Fixed<int>(source.Indices, rows);
        ArrayData entries = ArrowArrayFactory.SliceShared(source.Dictionary, 0, source.Dictionary.Length).Data;
        return new ArrayData(source.Data.DataType, rows.Length, codes.NullCount, 0, codes.Buffers, null, entries);
    }

    private static ArrayData Booleans(IArrowArray source, ReadOnlySpan<int> rows)
    {
        BooleanCells values = new(source);
        Bitmap taken = new(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            if (values[rows[i]])
            {
                taken.Set(i);
            }
        }

        return Data(source, rows, taken.ToValues());
    }

    private static ArrayData Bytes(IArrowArray source, ReadOnlySpan<int> rows)
    {
        ByteCells values = new(source);
        ArrowBuffer.Builder<int> offsets = ColumnBuffer.Of<int>(rows.Length + 1);
        Span<int> ends = offsets.Span;
        ends[0] = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ends[i + 1] = checked(ends[i] + values[rows[i]].Length);
        }

        ArrowBuffer.Builder<byte> taken = ColumnBuffer.Of<byte>(ends[rows.Length]);
        Span<byte> target = taken.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            values[rows[i]].CopyTo(target[ends[i]..]);
        }

        return Data(source, rows, offsets.Build(), taken.Build());
    }

    private static ArrayData Data(IArrowArray source, ReadOnlySpan<int> rows, params ReadOnlySpan<ArrowBuffer> values)
    {
        Validity validity = new(source);
        if (validity.AllValid)
        {
            return new ArrayData(source.Data.DataType, rows.Length, 0, 0, (ArrowBuffer[])[ArrowBuffer.Empty, .. values], []);
        }

        Bitmap taken = new(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            if (validity[rows[i]])
            {
                taken.Set(i);
            }
        }

        return new ArrayData(source.Data.DataType, rows.Length, taken.NullCount, 0, (ArrowBuffer[])[taken.ToValidity(), .. values], []);
    }
}
