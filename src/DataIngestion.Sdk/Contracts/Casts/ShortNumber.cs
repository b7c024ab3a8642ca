using System.Runtime.CompilerServices;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Numbers of at most twelve bytes, eight digits at a time in one word and with no branch that depends on the digits.</summary>
internal static class ShortNumber
{
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;
    private const int WordBits = 64;
    private const int WordBytes = 8;

    private static ReadOnlySpan<uint> Powers => [1, 10, 100, 1_000, 10_000];

    /// <summary>An optional sign and digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInt64(CellView text, out long value)
    {
        Words words = new(text);
        long negative = words.TakeSign();
        bool fits = words.TryDigits(out ulong magnitude);
        value = ((long)magnitude ^ -negative) + negative;
        return fits;
    }

    /// <summary>An optional sign, digits and an optional decimal sign, before, after or among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDecimal(CellView text, byte decimalSign, out ulong digits, out int fraction, out bool negative)
    {
        Words words = new(text);
        negative = words.TakeSign() != 0;
        fraction = words.TakeDecimalSign(decimalSign);
        return words.TryDigits(out digits);
    }

    /// <summary>Whether all bytes of a word, less the character 0, are digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreDigits(ulong digits) => (((digits + 0x7676_7676_7676_7676) | digits) & Tops) == 0;

    /// <summary>The number of eight digits, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Eight(ulong digits)
    {
        // Neighbours become pairs, and the four pairs are added up by two multiplications.
        ulong pairs = (digits * 10) + (digits >> 8);
        ulong odd = (pairs & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064;
        ulong even = ((pairs >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001;
        return (uint)((odd + even) >> 32);
    }

    /// <summary>Eight characters less the character 0.</summary>
    public static ulong Digits(ulong characters) => characters ^ Zeros;

    private ref struct Words(CellView text)
    {
        private ulong _first = text.First;
        private ulong _last = text.Last;
        private int _length = text.Length;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public long TakeSign()
        {
            bool negative = (byte)_first == '-';
            int taken = negative | ((byte)_first == '+') ? 1 : 0;
            _first = (_first >> (8 * taken)) | ((_last << 1) << (WordBits - 1 - (8 * taken)));
            _last >>= 8 * taken;
            _length -= taken;
            return negative ? 1 : 0;
        }

        /// <summary>Closes the gap where the first decimal sign was and says how many bytes follow it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int TakeDecimalSign(byte sign)
        {
            ulong found = Matches(_first, sign);
            if (_length <= WordBytes)
            {
                _first = Without(_first, found, _first >> 8);
                return Shorten(found, _length);
            }

            if (found != 0)
            {
                _first = Without(_first, found, (_first >> 8) | (_last << (WordBits - 8)));
                _last >>= 8;
                return Shorten(found, _length);
            }

            found = Matches(_last, sign);
            _last = Without(_last, found, _last >> 8);
            return Shorten(found, _length - WordBytes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool TryDigits(out ulong value)
        {
            if ((uint)(_length - 1) < WordBytes)
            {
                // Shifted to the end, the digits are led by zeros.
                ulong digits = Digits(_first) << (WordBits - (8 * _length));
                value = Eight(digits);
                return AreDigits(digits);
            }

            return TryTwelve(out value);
        }

        private readonly bool TryTwelve(out ulong value)
        {
            value = 0;
            if (_length == 0)
            {
                return false;
            }

            ulong high = Digits(_first);
            ulong low = Digits(_last) << ((2 * WordBits) - (8 * _length));
            value = ((ulong)Eight(high) * Powers[_length - WordBytes]) + Eight(low);
            return AreDigits(high) && AreDigits(low);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Shorten(ulong found, int length)
        {
            _length -= found != 0 ? 1 : 0;
            return Math.Max(length - 1 - (System.Numerics.BitOperations.TrailingZeroCount(found) / 8), 0);
        }

        // The lowest bit that is set is right; those above it may not be.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Matches(ulong word, byte sign)
        {
            ulong difference = word ^ (sign * Ones);
            return (difference - Ones) & ~difference & Tops;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Without(ulong word, ulong found, ulong shifted)
        {
            ulong before = found == 0 ? ulong.MaxValue : (found ^ (found - 1)) >> 8;
            return (word & before) | (shifted & ~before);
        }
    }
}
