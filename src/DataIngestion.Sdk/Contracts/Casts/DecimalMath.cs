using System.Numerics;

namespace DataIngestion.Contracts.Casts;

/// <summary>Decimals as scaled integers of up to 38 digits, which an <see cref="Int128"/> holds exactly.</summary>
internal static class DecimalMath
{
    public const int MaxDigits = 38;

    private const int MostWordDigits = 19;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, MaxDigits + 1).Select(power => (Int128)BigInteger.Pow(10, power))];

    public static Int128 PowerOfTen(int power) => Powers[power];

    /// <summary>Reads digits with an optional sign and decimal sign. More digits after it than the scale are only fine when they are zeros.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, int scale, byte decimalSign, out Int128 value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        int at = negative || (!text.IsEmpty && text[0] == '+') ? 1 : 0;
        int significant = 0, fraction = -1;
        bool any = false;
        for (; at < text.Length; at++)
        {
            uint digit = (uint)(text[at] - '0');
            if (digit > 9)
            {
                if (text[at] != decimalSign || fraction >= 0)
                {
                    return false;
                }

                fraction = 0;
                continue;
            }

            any = true;
            if (fraction == scale)
            {
                if (digit != 0)
                {
                    return false;
                }

                continue;
            }

            fraction += fraction >= 0 ? 1 : 0;
            significant += significant > 0 || digit > 0 ? 1 : 0;
            if (significant > MaxDigits)
            {
                return false;
            }

            value = (value * 10) + (Int128)digit;
        }

        return any && TryScale(ref value, scale - Math.Max(fraction, 0), negative);
    }

    /// <summary>Appends zeros to digits where both fit a word.</summary>
    public static bool TryScaleUp(ulong digits, int power, out UInt128 value)
    {
        bool fits = (uint)power <= MostWordDigits;
        value = fits ? Math.BigMul(digits, (ulong)Powers[power]) : default;
        return fits;
    }

    /// <summary>Moves a value from one scale to another when that is exact.</summary>
    public static bool TryRescale(Int128 value, int from, int to, out Int128 result)
    {
        result = value;
        if (to >= from)
        {
            return TryScale(ref result, to - from, negate: false);
        }

        (result, Int128 rest) = Int128.DivRem(value, Powers[from - to]);
        return rest == 0;
    }

    private static bool TryScale(ref Int128 value, int power, bool negate)
    {
        // 10^38 - 1 is the largest magnitude of a decimal, so nothing above it needs to be told from overflow.
        if (value == Int128.MinValue || Int128.Abs(value) > (Powers[MaxDigits] - 1) / Powers[power])
        {
            return false;
        }

        value *= negate ? -Powers[power] : Powers[power];
        return true;
    }
}
