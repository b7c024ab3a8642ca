using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Csv;

/// <summary>Finds the records and fields of any text (RFC 4180, and what is written in practice). Keeps no state between calls.</summary>
internal sealed class RecordScanner(CsvSyntax syntax)
{
    private const int Incomplete = -1;

    private readonly CsvSyntax _syntax = syntax;

    /// <summary>Reads complete records into the table until it is full or the text ends.</summary>
    /// <param name="buffer">The text, followed by at least <see cref="StructuralMask.Width"/> bytes of any content.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="final">Whether nothing follows the text, so that its last record is complete.</param>
    /// <param name="table">Takes the fields.</param>
    /// <param name="maxRows">The records to read at most.</param>
    /// <returns>Where the first record starts that was not read.</returns>
    public int Read(byte[] buffer, int start, int end, bool final, RecordTable table, int maxRows)
    {
        if (buffer.Length - end < StructuralMask.Width || maxRows > table.Capacity)
        {
            throw new ArgumentException("The buffer needs room after the text, and the table a row for each record.", nameof(buffer));
        }

        table.Clear();
        ref byte text = ref MemoryMarshal.GetArrayDataReference(buffer);
        StructuralCursor cursor = new(ref text, start, end, _syntax);
        while (table.Rows < maxRows && start < end)
        {
            int next = ReadRecord(ref cursor, ref text, start, end, final, table);
            if (next == Incomplete)
            {
                break;
            }

            start = next;
        }

        return start;
    }

    private int ReadRecord(ref StructuralCursor cursor, ref byte text, int start, int end, bool final, RecordTable table)
    {
        Span<int> positions = table.Positions.AsSpan(table.Rows * table.Stride, table.Stride);
        positions[0] = start - 1;
        int count = 0;
        int record = start;
        while (true)
        {
            int at = cursor.Next();
            if (at < end && _syntax.Quoting && Unsafe.Add(ref text, at) == _syntax.Quote)
            {
                if (!IsEmpty(ref text, start, at))
                {
                    // A quote inside an unquoted field is an ordinary character, as in 12' 5".
                    continue;
                }

                at = SkipQuoted(ref cursor, ref text, end, table);
                if (at == Incomplete)
                {
                    table.OpenQuoteField = final ? count : -1;
                    return Incomplete;
                }
            }

            if (at == end && !final)
            {
                return Incomplete;
            }

            count++;
            if ((uint)count < (uint)positions.Length)
            {
                positions[count] = at;
            }

            if (at == end || Unsafe.Add(ref text, at) != _syntax.Delimiter)
            {
                bool blank = count == 1 && table.Fields != 1 && IsEmpty(ref text, record, at);
                return EndRecord(ref cursor, ref text, at, end, final, blank ? 0 : count, table);
            }

            start = at + 1;
        }
    }

    private bool IsEmpty(ref byte text, int start, int at) => at == start || (_syntax.TrimSpaces && IsSpace(ref text, start, at));

    private int SkipQuoted(ref StructuralCursor cursor, ref byte text, int end, RecordTable table)
    {
        while (true)
        {
            int at = cursor.Next();
            if (at == end)
            {
                return Incomplete;
            }

            if (Unsafe.Add(ref text, at) != _syntax.Quote)
            {
                continue;
            }

            // At the end of the text the caller sees that the field may go on.
            if (at + 1 == end || Unsafe.Add(ref text, at + 1) != _syntax.Quote)
            {
                return Close(ref cursor, ref text, at, end, table);
            }

            table.HasDoubledQuotes = true;
            cursor.Next();
        }
    }

    private int Close(ref StructuralCursor cursor, ref byte text, int closing, int end, RecordTable table)
    {
        int at = cursor.Next();
        while (at < end && Unsafe.Add(ref text, at) == _syntax.Quote)
        {
            at = cursor.Next();
        }

        table.HasMalformed |= !IsEmpty(ref text, closing + 1, at);
        return at;
    }

    private static int EndRecord(ref StructuralCursor cursor, ref byte text, int at, int end, bool final, int count, RecordTable table)
    {
        int next = at;
        if (at < end)
        {
            bool carriageReturn = Unsafe.Add(ref text, at) == '\r';
            if (carriageReturn && at + 1 == end && !final)
            {
                return Incomplete;
            }

            bool both = carriageReturn && at + 1 < end && Unsafe.Add(ref text, at + 1) == '\n';
            next = both ? cursor.Next() + 1 : at + 1;
            table.LineEndings |= both ? LineEndings.CarriageReturnLineFeed
                : carriageReturn ? LineEndings.CarriageReturn : LineEndings.LineFeed;
        }

        Keep(count, table);
        return next;
    }

    private static void Keep(int count, RecordTable table)
    {
        if (count == 0)
        {
            table.BlankLines++;
            return;
        }

        if (count < table.Fields)
        {
            Span<int> positions = table.Positions.AsSpan(table.Rows * table.Stride, table.Stride);
            positions[(count + 1)..].Fill(positions[count]);
        }

        table.Counts[table.Rows++] = count;
    }

    private static bool IsSpace(ref byte text, int start, int end) =>
        !MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, start), end - start).ContainsAnyExcept((byte)' ');
}
