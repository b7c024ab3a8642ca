using System.Buffers;

namespace DataIngestion.Csv;

/// <summary>Finds the fields of one record after another in a buffer of UTF-8 bytes (RFC 4180; line ends LF, CR LF or CR).</summary>
internal sealed class CsvTokenizer(byte delimiter, byte? quote, bool trimSpaces)
{
    public const int Incomplete = -1;

    private readonly SearchValues<byte> _ends = SearchValues.Create([delimiter, (byte)'\n', (byte)'\r']);
    private readonly List<CsvField> _fields = [];

    public IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>Whether text followed a closing quote in the last record.</summary>
    public bool HasTextAfterQuote { get; private set; }

    /// <summary>Whether the last record ended inside quotes at the end of the input.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Finds the fields of the record that begins at <paramref name="at"/>.</summary>
    /// <param name="data">The buffer.</param>
    /// <param name="at">Where the record begins.</param>
    /// <param name="isLast">Whether the input ends with the buffer.</param>
    /// <returns>Where the next record begins, or <see cref="Incomplete"/> when the buffer ends inside this one.</returns>
    public int ReadRecord(ReadOnlySpan<byte> data, int at, bool isLast)
    {
        _fields.Clear();
        HasTextAfterQuote = false;
        IsUnterminated = false;
        while (true)
        {
            int end = ReadField(data, at, isLast);
            if (end == Incomplete)
            {
                return Incomplete;
            }

            if (end == data.Length)
            {
                return isLast ? end : Incomplete;
            }

            if (data[end] == delimiter)
            {
                at = end + 1;
                continue;
            }

            return LineEnd(data, end, isLast);
        }
    }

    private static int LineEnd(ReadOnlySpan<byte> data, int end, bool isLast)
    {
        if (data[end] == '\n')
        {
            return end + 1;
        }

        // A CR at the end of the buffer may be half of a CR LF.
        if (end + 1 == data.Length)
        {
            return isLast ? end + 1 : Incomplete;
        }

        return data[end + 1] == '\n' ? end + 2 : end + 1;
    }

    /// <returns>The index of the byte that ends the field, the buffer's length at its end, or <see cref="Incomplete"/>.</returns>
    private int ReadField(ReadOnlySpan<byte> data, int at, bool isLast)
    {
        int start = at;
        while (trimSpaces && start < data.Length && data[start] == ' ')
        {
            start++;
        }

        if (quote is { } mark && start < data.Length && data[start] == mark)
        {
            return ReadQuoted(data, start + 1, mark, isLast);
        }

        int length = data[start..].IndexOfAny(_ends);
        int end = length < 0 ? data.Length : start + length;
        if (end == data.Length && !isLast)
        {
            return Incomplete;
        }

        int stop = end;
        while (trimSpaces && stop > start && data[stop - 1] == ' ')
        {
            stop--;
        }

        _fields.Add(new CsvField(start, stop - start, Quoted: false, HasDoubledQuotes: false));
        return end;
    }

    private int ReadQuoted(ReadOnlySpan<byte> data, int start, byte mark, bool isLast)
    {
        bool doubled = false;
        int at = start;
        while (true)
        {
            int next = data[at..].IndexOf(mark);
            if (next < 0)
            {
                IsUnterminated = isLast;
                return isLast ? Close(data, start, data.Length, data.Length, doubled) : Incomplete;
            }

            at += next + 1;
            if (at == data.Length)
            {
                return isLast ? Close(data, start, at - 1, at, doubled) : Incomplete;
            }

            if (data[at] != mark)
            {
                return Close(data, start, at - 1, at, doubled);
            }

            doubled = true;
            at++;
        }
    }

    private int Close(ReadOnlySpan<byte> data, int start, int stop, int after, bool doubled)
    {
        _fields.Add(new CsvField(start, stop - start, Quoted: true, doubled));
        int rest = data[after..].IndexOfAny(_ends);
        int end = rest < 0 ? data.Length : after + rest;
        HasTextAfterQuote |= data[after..end].ContainsAnyExcept((byte)' ');
        return end;
    }
}
