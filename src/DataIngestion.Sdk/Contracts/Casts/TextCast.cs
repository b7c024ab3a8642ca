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

    /// <summary>Reads the common forms of a text that lies within its view. What this refuses, <see cref="TryRead"/> decides.</summary>
    bool TryReadShort(CellView cell, out T value);
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
            ulong read = Read(text.Cells, start, column.Values.Slice(start, count), present);
            column.Append(start, read, count);
            tally.DoesNotFit(start, present & ~read);
        }

        GC.KeepAlive(delivered);
        return column.Build(type);
    }

    private ulong Read(in ViewCells cells, int start, Span<T> values, ulong present)
    {
        ReadOnlySpan<CellView> views = cells.Views.Slice(start, values.Length);
        ulong shorts = present & ShortRows(views);
        ulong read = shorts == ValidityWords.All(values.Length) ? ReadAll(views, values) : ReadSome(views, values, shorts);
        for (ulong left = present & ~read; left != 0; left &= left - 1)
        {
            int row = BitOperations.TrailingZeroCount(left);
            read |= (reader.TryRead(cells[start + row], out values[row]) ? 1UL : 0UL) << row;
        }

        return read;
    }

    private static ulong ShortRows(ReadOnlySpan<CellView> views)
    {
        uint longest = 0;
        foreach (ref readonly CellView view in views)
        {
            longest = Math.Max(longest, (uint)view.Length);
        }

        if (longest <= CellView.MostShort)
        {
            return ulong.MaxValue;
        }

        ulong shorts = 0;
        for (int row = 0; row < views.Length; row++)
        {
            shorts |= (views[row].IsShort ? 1UL : 0UL) << row;
        }

        return shorts;
    }

    // No call and no unlikely path in here: the loop would lose its registers to it.
    private ulong ReadAll(ReadOnlySpan<CellView> views, Span<T> values)
    {
        TReader own = reader;
        ref CellView cell = ref MemoryMarshal.GetReference(views);
        ref T target = ref MemoryMarshal.GetReference(values);
        ulong read = 0;
        for (int row = 0; row < values.Length; row++)
        {
            bool fits = own.TryReadShort(Unsafe.Add(ref cell, row), out T value);
            Unsafe.Add(ref target, row) = value;
            read |= (fits ? 1UL : 0UL) << row;
        }

        return read;
    }

    private ulong ReadSome(ReadOnlySpan<CellView> views, Span<T> values, ulong shorts)
    {
        ulong read = 0;
        for (ulong left = shorts; left != 0; left &= left - 1)
        {
            int row = BitOperations.TrailingZeroCount(left);
            bool fits = reader.TryReadShort(views[row], out T value);
            values[row] = value;
            read |= (fits ? 1UL : 0UL) << row;
        }

        return read;
    }
}
