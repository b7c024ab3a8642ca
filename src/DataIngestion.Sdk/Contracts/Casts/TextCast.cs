using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Reads one cell. A struct, so that the loop over a column is compiled for each reader.</summary>
internal interface ICellReader<T>
    where T : unmanaged
{
    /// <summary>Reads a text of any length.</summary>
    bool TryRead(ReadOnlySpan<byte> text, out T value);

    /// <summary>Reads a text that lies within its view.</summary>
    bool TryReadShort(ref readonly CellView cell, out T value);
}

/// <summary>Text to a fixed-width type.</summary>
internal sealed class TextCast<T, TReader>(TReader reader, IArrowType type) : ColumnCast
    where T : unmanaged
    where TReader : struct, ICellReader<T>
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        using DeliveredText text = DeliveredText.Of(delivered);
        TypedColumn<T> column = new(text.Length);
        for (int start = 0; start < text.Length; start += ValidityWords.Rows)
        {
            int count = Math.Min(text.Length - start, ValidityWords.Rows);
            ulong present = tally.Take(text, start, count);
            ulong read = present == ValidityWords.All(count)
                ? ReadAll(text.Cells, start, column.Values.Slice(start, count))
                : ReadSome(text.Cells, start, column.Values.Slice(start, count), present);
            column.Append(start, read, count);
            tally.DoesNotFit(start, present & ~read);
        }

        GC.KeepAlive(delivered);
        return column.Build(type);
    }

    private ulong ReadAll(in ViewCells cells, int start, Span<T> values)
    {
        ref readonly CellView cell = ref cells.Views[start];
        ref T value = ref MemoryMarshal.GetReference(values);
        ulong read = 0;
        for (int row = 0; row < values.Length; row++)
        {
            read |= (ulong)Read(cells, in cell, out value) << row;
            cell = ref Unsafe.Add(ref Unsafe.AsRef(in cell), 1);
            value = ref Unsafe.Add(ref value, 1);
        }

        return read;
    }

    private ulong ReadSome(in ViewCells cells, int start, Span<T> values, ulong present)
    {
        ReadOnlySpan<CellView> views = cells.Views.Slice(start, values.Length);
        ulong read = 0;
        for (ulong left = present; left != 0; left &= left - 1)
        {
            int row = BitOperations.TrailingZeroCount(left);
            read |= (ulong)Read(cells, in views[row], out values[row]) << row;
        }

        return read;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Read(in ViewCells cells, ref readonly CellView cell, out T value) =>
        (cell.IsShort ? reader.TryReadShort(in cell, out value) : reader.TryRead(cells.LongText(cell), out value)) ? 1u : 0;
}
