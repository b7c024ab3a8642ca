using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Numbers from UTF-8 text.</summary>
internal static class NumberText
{
    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int ExactPower = 22;
    private const int MostDigits = 19;
    private const int ExactSinglePower = 10;
    private const ulong LargestExactSingle = 1UL << 24;
    private const ulong LargestExact = 1UL << 53;

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
        if (text.Length - at <= MostDigits)
        {
            TakeDigits(text, ref at, ref magnitude);
            value = negative ? (long)(0 - magnitude) : (long)magnitude;
            return at == text.Length && magnitude <= limit;
        }

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

    /// <summary>The nearest double of a short text that has neither exponent nor name. Its digits and their power of ten are exact, so the division rounds once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryShortDouble(CellView text, byte decimalSign, out double value)
    {
        bool fits = ShortNumber.TryDecimal(text, decimalSign, out ulong digits, out int fraction, out long negative);
        double magnitude = (long)digits / PowersOfTen[fraction];
        value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(magnitude) | (negative << 63));
        return fits;
    }

    /// <summary>The nearest float, where digits and power are exact in a float too.</summary>
    public static bool TryShortSingle(CellView text, byte decimalSign, out float value)
    {
        bool fits = ShortNumber.TryDecimal(text, decimalSign, out ulong digits, out int fraction, out long negative);
        float magnitude = (float)(long)digits / (float)PowersOfTen[fraction];
        value = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(magnitude) | ((int)negative << 31));
        return fits && digits <= LargestExactSingle && fraction <= ExactSinglePower;
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

    // A mantissa below 2^53 and a power of ten up to 22 are exact in a double, so one operation rounds once: Clinger, "How to read floating point numbers accurately", 1990.
    private static bool TryExactly(ReadOnlySpan<byte> text, byte decimalSign, out double value)
    {
        value = 0;
        int start = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        int at = start;
        ulong digits = 0;
        TakeDigits(text, ref at, ref digits);
        int count = at - start, fraction = 0;
        if (at < text.Length && text[at] == decimalSign)
        {
            int point = ++at;
            TakeDigits(text, ref at, ref digits);
            fraction = at - point;
            count += fraction;
        }

        if (count is 0 or > MostDigits || !TryExponent(text[at..], out int power))
        {
            return false;
        }

        power -= fraction;
        if (digits > LargestExact || power is < -ExactPower or > ExactPower)
        {
            return false;
        }

        value = power < 0 ? (long)digits / PowersOfTen[-power] : (long)digits * PowersOfTen[power];
        value = text[0] == '-' ? -value : value;
        return true;
    }

    // Eight at a time, then one by one, which is faster than to fit the rest into a word. More than nineteen overflow; the caller counts them.
    private static void TakeDigits(ReadOnlySpan<byte> text, ref int at, ref ulong digits)
    {
        while (text.Length - at >= sizeof(ulong))
        {
            ulong eight = ShortNumber.Digits(BinaryPrimitives.ReadUInt64LittleEndian(text[at..]));
            if (!ShortNumber.AreDigits(eight))
            {
                break;
            }

            digits = (digits * 100_000_000) + ShortNumber.Eight(eight);
            at += sizeof(ulong);
        }

        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            digits = (digits * 10) + (uint)(text[at++] - '0');
        }
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length < 2 || (text[0] | 0x20) != 'e')
        {
            return false;
        }

        int start = text[1] is (byte)'-' or (byte)'+' ? 2 : 1;
        ulong digits = 0;
        int at = start;
        TakeDigits(text, ref at, ref digits);
        power = text[1] == '-' ? -(int)digits : (int)digits;
        return at == text.Length && at - start is 1 or 2;
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
