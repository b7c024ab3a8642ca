using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Copies texts to a plain string array. Rows without one keep no bytes: later kernels may look at bytes without the bitmap.</summary>
internal static class PlainText
{
    private const int Half = 16;

    /// <summary>The rows as strings.</summary>
    /// <param name="cells">The texts.</param>
    /// <param name="present">Which rows hold one, 64 to a word.</param>
    public static StringArray Build(in ViewCells cells, ReadOnlySpan<ulong> present)
    {
        int rows = cells.Views.Length;
        ColumnMemory<int> offsets = new(rows + 1);
        int length = Measure(cells.Views, present, offsets.Span);

        // A short text is copied with all of its view.
        ColumnMemory<byte> bytes = new(length, slack: CellView.MostShort);
        ValidityBuilder validity = new(rows);
        for (int start = 0; start < rows; start += ValidityWords.Rows)
        {
            ulong held = present[start / ValidityWords.Rows];
            Copy(cells, start, held, offsets.Span, bytes.Span);
            validity.Append(held, Math.Min(rows - start, ValidityWords.Rows));
        }

        return new StringArray(rows, offsets.Build(), bytes.Build(), validity.Build(), validity.NullCount);
    }

    private static int Measure(ReadOnlySpan<CellView> cells, ReadOnlySpan<ulong> present, Span<int> offsets)
    {
        int at = 0;
        offsets[0] = 0;
        for (int row = 0; row < cells.Length; row++)
        {
            int held = (int)(present[row / ValidityWords.Rows] >> row) & 1;
            at = checked(at + (cells[row].Length & -held));
            offsets[row + 1] = at;
        }

        return at;
    }

    private static void Copy(in ViewCells cells, int start, ulong held, ReadOnlySpan<int> offsets, Span<byte> bytes)
    {
        ref byte target = ref MemoryMarshal.GetReference(bytes);
        for (ulong left = held; left != 0; left &= left - 1)
        {
            int row = start + BitOperations.TrailingZeroCount(left);
            CellView cell = cells.Views[row];
            ref byte to = ref Unsafe.Add(ref target, offsets[row]);
            if (cell.IsShort)
            {
                Unsafe.WriteUnaligned(ref to, cell.First);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, sizeof(ulong)), (uint)cell.Last);
            }
            else
            {
                CopyLong(cells.LongText(cell), ref to);
            }
        }
    }

    private static void CopyLong(ReadOnlySpan<byte> text, ref byte to)
    {
        ref byte from = ref MemoryMarshal.GetReference(text);
        if (text.Length is < Half or > 2 * Half)
        {
            Unsafe.CopyBlockUnaligned(ref to, ref from, (uint)text.Length);
            return;
        }

        // Both ends, which may overlap.
        UInt128 end = Unsafe.ReadUnaligned<UInt128>(ref Unsafe.Add(ref from, text.Length - Half));
        Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<UInt128>(ref from));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, text.Length - Half), end);
    }
}
