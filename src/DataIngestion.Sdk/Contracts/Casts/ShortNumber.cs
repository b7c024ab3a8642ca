using System.Numerics;
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

    private static ReadOnlySpan<uint> Powers => [1, 10, 100, 1_000, 10_000, 0, 0, 0];

    /// <summary>An optional sign and digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInt64(CellView text, out long value)
    {
        ulong first = text.First, last = text.Last;
        int length = text.Length;
        long negative = TakeSign(ref first, ref last, ref length);
        bool fits = TryDigits(first, last, length, out ulong magnitude);
        value = ((long)magnitude ^ -negative) + negative;
        return fits;
    }

    /// <summary>An optional sign, digits and an optional decimal sign, before, after or among them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="decimalSign">The decimal sign.</param>
    /// <param name="digits">The number without sign and decimal sign.</param>
    /// <param name="fraction">How many of the digits follow the decimal sign.</param>
    /// <param name="negative">One for a minus sign, else zero: a number, so that nobody branches on it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDecimal(CellView text, byte decimalSign, out ulong digits, out int fraction, out long negative)
    {
        ulong first = text.First, last = text.Last;
        int length = text.Length;
        negative = TakeSign(ref first, ref last, ref length);
        fraction = TakeDecimalSign(decimalSign, ref first, ref last, ref length);
        return TryDigits(first, last, length, out digits);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Digits(ulong characters) => characters ^ Zeros;

    /// <summary>The top bit of every byte of a word that is no digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Others(ulong characters)
    {
        ulong digits = Digits(characters);
        return (((digits & ~Tops) + 0x7676_7676_7676_7676) | digits) & Tops;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TakeSign(ref ulong first, ref ulong last, ref int length)
    {
        int negative = (byte)first == '-' ? 1 : 0;
        int taken = negative | ((byte)first == '+' ? 1 : 0);
        first = (first >> (8 * taken)) | ((last << 1) << (WordBits - 1 - (8 * taken)));
        last >>= 8 * taken;
        length -= taken;
        return negative;
    }

    /// <summary>Closes the gap where the first decimal sign was and says how many bytes follow it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TakeDecimalSign(byte sign, ref ulong first, ref ulong last, ref int length)
    {
        // Where there is none in the first word, all of it stands before the sign.
        ulong found = Matches(first, sign);
        ulong foundLater = found != 0 ? 0 : Matches(last, sign);
        ulong before = found == 0 ? ulong.MaxValue : Below(found);
        ulong beforeLater = found != 0 ? 0 : foundLater == 0 ? ulong.MaxValue : Below(foundLater);
        int at = found != 0 ? BitOperations.TrailingZeroCount(found) >> 3 : WordBytes + (BitOperations.TrailingZeroCount(foundLater) >> 3);
        first = (first & before) | (((first >> 8) | (last << (WordBits - 8))) & ~before);
        last = (last & beforeLater) | ((last >> 8) & ~beforeLater);
        int fraction = Math.Max(length - 1 - at, 0);
        length -= (found | foundLater) != 0 ? 1 : 0;
        return fraction;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(ulong first, ulong last, int length, out ulong value)
    {
        ulong characters = Digits(first);
        if ((uint)(length - 1) < WordBytes)
        {
            // Shifted to the end, the digits are led by zeros.
            ulong digits = characters << (WordBits - (8 * length));
            value = Eight(digits);
            return AreDigits(digits);
        }

        ulong low = Digits(last) << ((2 * WordBits) - (8 * length));
        value = ((ulong)Eight(characters) * Powers[length & (WordBytes - 1)]) + Eight(low);
        return length != 0 & AreDigits(characters) & AreDigits(low);
    }

    // The lowest bit that is set is right; those above it may not be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Matches(ulong word, byte sign)
    {
        ulong difference = word ^ (sign * Ones);
        return (difference - Ones) & ~difference & Tops;
    }

    // All bits of the bytes below that of the lowest bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Below(ulong found) => (found ^ (found - 1)) >> 8;
}
