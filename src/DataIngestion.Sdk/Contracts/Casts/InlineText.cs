using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Numbers and dates from texts of at most twelve bytes, eight bytes at a time. What it does not read is left to the general reader; what it reads is the same.</summary>
internal static class InlineText
{
    private const ulong Zeros = 0x3030303030303030;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    // The days from 1970-01-01 to the first of January of each year up to 10000.
    private static readonly int[] YearStarts = [.. Enumerable.Range(0, 10_001).Select(StartOfYear)];

    // Days before each month; the second half for leap years. The thirteenth is the length of the year.
    private static readonly short[] MonthStarts =
    [
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365,
        0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366,
    ];

    /// <summary>An integer with an optional sign.</summary>
    public static bool TryInt64(TextSlot text, out long value)
    {
        ulong first = text.First8;
        ulong last = text.Last4;
        int length = text.Length;
        byte sign = (byte)first;
        bool signed = sign is (byte)'-' or (byte)'+';
        if (signed)
        {
            first = (first >> 8) | (last << 56);
            last >>= 8;
            length--;
        }

        bool read = TryDigits(first, last, length, out ulong magnitude);
        value = sign == '-' ? -(long)magnitude : (long)magnitude;
        return read;
    }

    /// <summary>A decimal number without an exponent: at most eleven digits and a power of ten of at most eleven are exact, so one division rounds once.</summary>
    public static bool TryDouble(TextSlot text, byte decimalSign, out double value)
    {
        ulong first = text.First8;
        ulong last = text.Last4;
        int length = text.Length;
        bool negative = (byte)first == '-';
        if (negative)
        {
            first = (first >> 8) | (last << 56);
            last >>= 8;
            length--;
        }

        int fraction = TakeOut(decimalSign, ref first, ref last, ref length);
        bool read = TryDigits(first, last, length, out ulong digits);
        value = (long)digits / PowersOfTen[fraction];
        value = negative ? -value : value;
        return read;
    }

    /// <summary>A date as <c>yyyy-MM-dd</c>, in days since 1970-01-01.</summary>
    public static bool TryIsoDate(TextSlot text, out int days)
    {
        const ulong Dashes = 0x2D00002D00000000;
        const ulong DashPlaces = 0xFF0000FF00000000;
        const ulong DashToZero = 0x0300000300000000;
        days = 0;
        ulong first = text.First8;
        ulong day = text.Last4;
        uint tens = (uint)(day & 0xFF) - '0';
        uint ones = (uint)(day >> 8) - '0';
        if (text.Length != 10 || (first & DashPlaces) != Dashes || !AreDigits(first += DashToZero) || tens > 9 || ones > 9)
        {
            return false;
        }

        uint yearAndMonth = (uint)Digits8(first);
        uint year = yearAndMonth / 10_000;
        uint month = yearAndMonth % 10_000 / 10;
        if (year == 0 || month - 1 > 11)
        {
            return false;
        }

        int start = YearStarts[year];
        int of = (int)month - 1 + (YearStarts[year + 1] - start == 366 ? 13 : 0);
        int dayOfMonth = (int)((tens * 10) + ones);
        days = start + MonthStarts[of] + dayOfMonth - 1;
        return dayOfMonth > 0 && dayOfMonth <= MonthStarts[of + 1] - MonthStarts[of];
    }

    // Takes the first decimal sign out of the digits and says how many follow it; a second one is no digit.
    private static int TakeOut(byte decimalSign, ref ulong first, ref ulong last, ref int length)
    {
        ulong found = Find(first, decimalSign);
        if (found != 0)
        {
            int at = System.Numerics.BitOperations.TrailingZeroCount(found) & ~7;
            ulong before = (1UL << at) - 1;
            ulong after = (first >> at >> 8 << at) & ~before;
            first = (first & before) | after | (last << 56);
            last >>= 8;
            length--;
            return length - (at >> 3);
        }

        found = Find(last | 0xFFFFFFFF00000000, decimalSign);
        if (found != 0)
        {
            int at = System.Numerics.BitOperations.TrailingZeroCount(found) & ~7;
            ulong before = (1UL << at) - 1;
            last = (last & before) | (last >> at >> 8 << at);
            length--;
            return length - 8 - (at >> 3);
        }

        return 0;
    }

    // The high bit of each byte that is the one looked for; bits above the first may be wrong.
    private static ulong Find(ulong bytes, byte sought)
    {
        ulong different = bytes ^ (0x0101010101010101UL * sought);
        return (different - 0x0101010101010101) & ~different & 0x8080808080808080;
    }

    private static bool TryDigits(ulong first, ulong last, int length, out ulong value)
    {
        if (length <= 8)
        {
            ulong padded = AlignRight(first, length);
            value = Digits8(padded);
            return length > 0 && AreDigits(padded);
        }

        int leading = length - 8;
        ulong high = AlignRight(first & ((1UL << (8 * leading)) - 1), leading);
        ulong low = (first >> (8 * leading)) | (last << (8 * (8 - leading)));
        value = (Digits8(high) * 100_000_000) + Digits8(low);
        return AreDigits(high) && AreDigits(low);
    }

    // Leading zeros for what is missing to eight digits.
    private static ulong AlignRight(ulong digits, int length) =>
        length == 8 ? digits : (digits << (8 * (8 - length))) | (Zeros >> (8 * length));

    private static bool AreDigits(ulong text) =>
        ((text & 0xF0F0F0F0F0F0F0F0) | (((text + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    // Pairs, then fours, then all eight: the first byte is the highest digit.
    private static ulong Digits8(ulong text)
    {
        text -= Zeros;
        text = (text * 10) + (text >> 8);
        return (((text & 0x000000FF000000FF) * 0x000F424000000064) + (((text >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    private static int StartOfYear(int year)
    {
        int before = year - 1;
        return year == 0 ? 0 : (before * 365) + (before / 4) - (before / 100) + (before / 400) - 719_162;
    }
}
