using System.Globalization;
using System.Text;

namespace DataIngestion.Comparisons.Data;

// Writes fields as bytes into one buffer; a row never needs more than 256 bytes.
internal sealed class RowWriter(Stream output)
{
    private const int Longest = 256;
    private static readonly DateOnly Epoch = new(1990, 1, 1);
    private static readonly byte[] Days = DayTexts();
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _used;

    public void Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
        Comma();
    }

    // Text without the comma, for a value made of parts.
    public void Part(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    public void Comma() => _buffer[_used++] = (byte)',';

    public void Empty() => Comma();

    public void Day(int day) => Text(Days.AsSpan(day * 10, 10));

    public void Integer(ulong value)
    {
        Digits(value, 1);
        Comma();
    }

    public void Padded(uint value, int digits)
    {
        Digits(value, digits);
        Comma();
    }

    public void Cents(uint cents)
    {
        Digits(cents / 100, 1);
        _buffer[_used++] = (byte)'.';
        Digits(cents % 100, 2);
        Comma();
    }

    public void EndRow()
    {
        _buffer[_used - 1] = (byte)'\n';
        if (_used > _buffer.Length - Longest) { Flush(); }
    }

    public void Flush()
    {
        output.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Digits(ulong value, int least)
    {
        int count = least;
        for (ulong rest = value; rest >= PowerOfTen(count); count++) { }

        for (int at = _used + count - 1; at >= _used; at--)
        {
            (value, ulong digit) = Math.DivRem(value, 10);
            _buffer[at] = (byte)('0' + digit);
        }

        _used += count;
    }

    private static ulong PowerOfTen(int exponent) => Powers[exponent];

    private static readonly ulong[] Powers =
        [.. Enumerable.Range(0, 19).Select(e => (ulong)Math.Pow(10, e))];

    private static byte[] DayTexts() => Encoding.ASCII.GetBytes(string.Concat(
        Enumerable.Range(0, 20_000).Select(day => Epoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
}
