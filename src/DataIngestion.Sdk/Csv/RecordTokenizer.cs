using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Csv;

/// <summary>Splits text into records and fields (RFC 4180, and what is written in practice). Keeps no state between calls.</summary>
internal sealed class RecordTokenizer(CsvSyntax syntax)
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
        Span<FieldSpan> fields = table.Fields.AsSpan(table.Rows * table.Stride, table.Stride);
        int count = 0;
        while (true)
        {
            int at = cursor.Next();
            FieldSpan field;
            if (at < end && _syntax.Quoting && Unsafe.Add(ref text, at) == _syntax.Quote)
            {
                if (!Opens(ref text, start, at))
                {
                    // A quote inside an unquoted field is an ordinary character, as in 12' 5".
                    continue;
                }

                at = ReadQuoted(ref cursor, ref text, at, end, out field);
                if (at == Incomplete)
                {
                    table.OpenQuoteField = final ? count : -1;
                    return Incomplete;
                }

                table.HasMalformed |= field.IsMalformed;
            }
            else
            {
                field = Plain(ref text, start, at);
            }

            if (at == end && !final)
            {
                return Incomplete;
            }

            if ((uint)count < (uint)fields.Length)
            {
                fields[count] = field;
            }

            count++;
            if (at == end || Unsafe.Add(ref text, at) != _syntax.Delimiter)
            {
                return EndRecord(ref cursor, ref text, at, end, final, count, fields, table);
            }

            start = at + 1;
        }
    }

    private bool Opens(ref byte text, int start, int at) => at == start || (_syntax.TrimSpaces && IsSpace(ref text, start, at));

    private int ReadQuoted(ref StructuralCursor cursor, ref byte text, int opening, int end, out FieldSpan field)
    {
        bool escaped = false;
        field = default;
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
                return Close(ref cursor, ref text, new FieldSpan(opening + 1, at - opening - 1, escaped), at, end, out field);
            }

            escaped = true;
            cursor.Next();
        }
    }

    private int Close(ref StructuralCursor cursor, ref byte text, FieldSpan quoted, int closing, int end, out FieldSpan field)
    {
        int at = cursor.Next();
        while (at < end && Unsafe.Add(ref text, at) == _syntax.Quote)
        {
            at = cursor.Next();
        }

        bool clean = at == closing + 1 || (_syntax.TrimSpaces && IsSpace(ref text, closing + 1, at));
        field = clean ? quoted : FieldSpan.Malformed;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FieldSpan Plain(ref byte text, int start, int at)
    {
        if (_syntax.TrimSpaces)
        {
            Trim(ref text, ref start, ref at);
        }

        return at == start ? FieldSpan.Null : new FieldSpan(start, at - start);
    }

    private static int EndRecord(
        ref StructuralCursor cursor, ref byte text, int at, int end, bool final, int count, Span<FieldSpan> fields, RecordTable table)
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

        Keep(count, fields, table);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(int count, Span<FieldSpan> fields, RecordTable table)
    {
        if (count != fields.Length)
        {
            if (count == 1 && fields[0].IsNull && !fields[0].IsMalformed)
            {
                table.BlankLines++;
                return;
            }

            fields[Math.Min(count, fields.Length)..].Fill(FieldSpan.Null);
        }

        table.Counts[table.Rows++] = count;
    }

    private static bool IsSpace(ref byte text, int start, int end) =>
        !MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, start), end - start).ContainsAnyExcept((byte)' ');

    private static void Trim(ref byte text, ref int start, ref int end)
    {
        while (start < end && Unsafe.Add(ref text, start) == ' ')
        {
            start++;
        }

        while (end > start && Unsafe.Add(ref text, end - 1) == ' ')
        {
            end--;
        }
    }
}
