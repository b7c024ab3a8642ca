using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Csv;

/// <summary>Finds the fields of records that all have the right number of them, hold no quotes and end alike: the bulk of most files.</summary>
internal sealed class PlainScanner(CsvSyntax syntax)
{
    private readonly CsvSyntax _syntax = syntax;

    /// <summary>Whether text of this syntax may have plain records at all.</summary>
    public bool IsUsable { get; } = !syntax.TrimSpaces;

    /// <summary>Reads plain records until the table is full, the text ends or another kind of record follows.</summary>
    /// <param name="buffer">The text, followed by at least <see cref="StructuralMask.Width"/> bytes of any content.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="pairs">Whether records end with CR LF; else with LF.</param>
    /// <param name="table">Takes the fields.</param>
    /// <param name="maxRows">The records to read at most.</param>
    /// <returns>Where the first record starts that was not read.</returns>
    public int Read(byte[] buffer, int start, int end, bool pairs, RecordTable table, int maxRows)
    {
        if (buffer.Length - end < StructuralMask.Width || maxRows > table.Capacity)
        {
            throw new ArgumentException("The buffer needs room after the text, and the table a row for each record.", nameof(buffer));
        }

        int stride = table.Fields + (pairs ? 1 : 0);
        table.ClearForPlainRows(stride);
        int[] positions = table.Positions;
        positions[0] = start - 1;
        ref byte text = ref MemoryMarshal.GetArrayDataReference(buffer);
        int count = Collect(ref text, start, end, pairs, table, maxRows * stride, out int breaks);
        int rows = AlignedRows(ref text, pairs, positions, Math.Min(count / stride, maxRows), stride);
        int breaksAfter = CountBreaks(ref text, positions.AsSpan(1 + (rows * stride), count - (rows * stride)));
        if (breaks - breaksAfter != (pairs ? 2 : 1) * rows)
        {
            // Lines of the wrong length may add up to the right one.
            rows = RegularRows(ref text, pairs, positions, rows, stride);
        }

        table.Rows = rows;
        return positions[rows * stride] + 1;
    }

    /// <summary>Writes the positions of delimiters and line breaks, up to the first byte that no plain record has.</summary>
    private int Collect(ref byte text, int start, int end, bool pairs, RecordTable table, int wanted, out int breaks)
    {
        ref int positions = ref table.Positions[1];
        int count = 0;
        ulong notAscii = 0;
        breaks = 0;
        for (int block = start; block < end && count < wanted; block += StructuralMask.Width)
        {
            ref byte bytes = ref Unsafe.Add(ref text, block);
            ulong lineFeeds = StructuralMask.Of(ref bytes, (byte)'\n');
            ulong carriageReturns = StructuralMask.Of(ref bytes, (byte)'\r');
            ulong quotes = _syntax.Quoting ? StructuralMask.Of(ref bytes, _syntax.Quote) : 0;
            ulong ends = pairs ? lineFeeds | carriageReturns : lineFeeds;
            ulong found = StructuralMask.Of(ref bytes, _syntax.Delimiter) | ends;
            ulong strange = pairs ? quotes : quotes | carriageReturns;
            bool last = block + StructuralMask.Width > end || strange != 0;
            if (last)
            {
                ulong plain = StructuralMask.Inside(block, end) & ((strange & (0 - strange)) - 1);
                found &= plain;
                ends &= plain;
            }

            notAscii |= StructuralMask.OfNonAscii(ref bytes) | StructuralMask.Of(ref bytes, 0);
            breaks += BitOperations.PopCount(ends);
            PositionWriter.Write(ref bytes, _syntax.Delimiter, pairs ? (byte)'\r' : (byte)'\n', found, block, ref Unsafe.Add(ref positions, count));
            count += BitOperations.PopCount(found);
            if (last)
            {
                break;
            }
        }

        table.IsAscii = notAscii == 0;
        return count;
    }

    /// <summary>The rows at whose last position there is a line break.</summary>
    private static int AlignedRows(ref byte text, bool pairs, int[] positions, int most, int stride)
    {
        for (int row = 0; row < most; row++)
        {
            int last = positions[(row + 1) * stride];
            bool ends = Unsafe.Add(ref text, last) == '\n'
                && (!pairs || (positions[((row + 1) * stride) - 1] == last - 1 && Unsafe.Add(ref text, last - 1) == '\r'));
            if (!ends)
            {
                return row;
            }
        }

        return most;
    }

    private int CountBreaks(ref byte text, ReadOnlySpan<int> positions)
    {
        int breaks = 0;
        foreach (int position in positions)
        {
            breaks += Unsafe.Add(ref text, position) == _syntax.Delimiter ? 0 : 1;
        }

        return breaks;
    }

    /// <summary>The rows before the first that has a line break where a delimiter is due.</summary>
    private int RegularRows(ref byte text, bool pairs, int[] positions, int most, int stride)
    {
        for (int row = 0; row < most; row++)
        {
            if (CountBreaks(ref text, positions.AsSpan(1 + (row * stride), stride)) != (pairs ? 2 : 1))
            {
                return row;
            }
        }

        return most;
    }
}
