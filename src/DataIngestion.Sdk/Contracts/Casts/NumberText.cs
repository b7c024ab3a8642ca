using System.Globalization;

namespace DataIngestion.Contracts.Casts;

/// <summary>Numbers from UTF-8 text.</summary>
internal static class NumberText
{
    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int ExactPower = 22;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    public static bool TryInt64(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        int at = negative || (!text.IsEmpty && text[0] == '+') ? 1 : 0;
        if (at == text.Length)
        {
            return false;
        }

        ulong limit = negative ? 1UL << 63 : long.MaxValue;
        ulong magnitude = 0;
        for (; at < text.Length; at++)
        {
            uint digit = (uint)(text[at] - '0');
            if (digit > 9 || magnitude > ulong.MaxValue / 10 - 1)
            {
                return false;
            }

            magnitude = (magnitude * 10) + digit;
            if (magnitude > limit)
            {
                return false;
            }
        }

        value = negative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>The nearest double, bit for bit what <see cref="double.Parse(string)"/> gives; a number too large for it does not fit.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, byte decimalSign, out double value)
    {
        if (TryExactly(text, decimalSign, out value))
        {
            return true;
        }

        Span<byte> plain = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        return TryWithPoint(text, decimalSign, plain)
            && ((double.TryParse(plain, FloatStyle, CultureInfo.InvariantCulture, out value) && (double.IsFinite(value) || !HasDigit(plain)))
                || TryInfinity(plain, out value));
    }

    /// <summary>The nearest float; a number too large for it does not fit.</summary>
    public static bool TrySingle(ReadOnlySpan<byte> text, byte decimalSign, out float value)
    {
        value = 0;
        Span<byte> plain = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        if (!TryWithPoint(text, decimalSign, plain))
        {
            return false;
        }

        if (float.TryParse(plain, FloatStyle, CultureInfo.InvariantCulture, out value) && (float.IsFinite(value) || !HasDigit(plain)))
        {
            return true;
        }

        bool infinite = TryInfinity(plain, out double infinity);
        value = (float)infinity;
        return infinite;
    }

    // Up to 15 digits and a power of ten up to 22 are exact in a double, so one division rounds once: Clinger, "How to read floating point numbers accurately", 1990.
    private static bool TryExactly(ReadOnlySpan<byte> text, byte decimalSign, out double value)
    {
        value = 0;
        int at = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        long digits = 0;
        int count = 0, fraction = -1;
        for (int i = at; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                count++;
                fraction += fraction >= 0 ? 1 : 0;
            }
            else if (text[i] == decimalSign && fraction < 0)
            {
                fraction = 0;
            }
            else
            {
                return false;
            }

            if (count > 15)
            {
                return false;
            }
        }

        if (count == 0 || fraction > ExactPower)
        {
            return false;
        }

        value = digits / PowersOfTen[Math.Max(fraction, 0)];
        value = at == 1 ? -value : value;
        return true;
    }

    // .NET forgives zero bytes at the end of a number; a file with them is damaged.
    private static bool TryWithPoint(ReadOnlySpan<byte> text, byte decimalSign, Span<byte> plain)
    {
        text.CopyTo(plain);
        if (decimalSign == '.')
        {
            return !text.Contains((byte)0);
        }

        plain.Replace(decimalSign, (byte)'.');
        return !text.Contains((byte)0) && !text.Contains((byte)'.');
    }

    private static bool HasDigit(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    private static bool TryInfinity(ReadOnlySpan<byte> text, out double value)
    {
        bool negative = text.Length == 4 && text[0] == '-';
        bool signed = negative || (text.Length == 4 && text[0] == '+');
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return System.Text.Ascii.EqualsIgnoreCase(signed ? text[1..] : text, "inf"u8);
    }
}
