using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Csv;

/// <summary>Where the value of one field lies in the text. A negative length is null.</summary>
internal readonly record struct FieldSpan(int Start, int Length, bool IsEscaped = false)
{
    private const int NullLength = -1;
    private const int MalformedLength = -2;

    public static FieldSpan Null => new(0, NullLength);

    /// <summary>Text follows the closing quote.</summary>
    public static FieldSpan Malformed => new(0, MalformedLength);

    public bool IsNull => Length < 0;

    public bool IsMalformed => Length == MalformedLength;

    /// <summary>What a field that takes the text between two positions, its quotes included, has for a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the field starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="syntax">How fields are quoted.</param>
    /// <param name="simple">Whether it is known that a quoted field holds no doubled quotes and nothing follows its closing quote.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FieldSpan Of(ref byte text, int start, int end, in CsvSyntax syntax, bool simple)
    {
        if (syntax.TrimSpaces)
        {
            Trim(ref text, ref start, ref end);
        }

        if (start >= end)
        {
            return Null;
        }

        if (!syntax.Quoting || Unsafe.Add(ref text, start) != syntax.Quote)
        {
            return new FieldSpan(start, end - start);
        }

        return simple ? new FieldSpan(start + 1, end - start - 2)
            : Quoted(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, start + 1), end - start - 1), start + 1, syntax.Quote);
    }

    /// <summary>Copies the value with each doubled quote written once, and says how many bytes that makes.</summary>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> target, byte quote)
    {
        int written = 0;
        for (int at = source.IndexOf(quote); at >= 0; at = source.IndexOf(quote))
        {
            source[..(at + 1)].CopyTo(target[written..]);
            written += at + 1;
            source = source[(at + 2)..];
        }

        source.CopyTo(target[written..]);
        return written + source.Length;
    }

    private static FieldSpan Quoted(ReadOnlySpan<byte> rest, int start, byte quote)
    {
        int closing = rest.IndexOf(quote);
        bool escaped = false;
        while (closing >= 0 && closing + 1 < rest.Length && rest[closing + 1] == quote)
        {
            escaped = true;
            int next = rest[(closing + 2)..].IndexOf(quote);
            closing = next < 0 ? -1 : closing + 2 + next;
        }

        return closing >= 0 && closing + 1 == rest.Length ? new FieldSpan(start, closing, escaped) : Malformed;
    }

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
