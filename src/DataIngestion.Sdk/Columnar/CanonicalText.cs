using System.Buffers.Text;
using System.Globalization;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>The one invariant text of a value, as UTF-8: what reports show and what a keyed hash is taken of.</summary>
internal static class CanonicalText
{
    // The longest text of a fixed-width value is a decimal of 38 digits with sign, leading zero and point.
    public const int MaximumLength = 64;

    public static int Integer(long value, Span<byte> target)
    {
        value.TryFormat(target, out int written, default, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Float32(float value, Span<byte> target)
    {
        value.TryFormat(target, out int written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    public static int Float64(double value, Span<byte> target)
    {
        value.TryFormat(target, out int written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    public static int Boolean(bool value, Span<byte> target)
    {
        ReadOnlySpan<byte> text = value ? "true"u8 : "false"u8;
        text.CopyTo(target);
        return text.Length;
    }

    public static int Decimal(Int128 unscaled, int scale, Span<byte> target)
    {
        Span<byte> digits = stackalloc byte[40];
        UInt128 magnitude = Int128.IsNegative(unscaled) ? UInt128.Zero - (UInt128)unscaled : (UInt128)unscaled;
        magnitude.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        int at = 0;
        if (Int128.IsNegative(unscaled))
        {
            target[at++] = (byte)'-';
        }

        int whole = Math.Max(count - scale, 0);
        if (whole == 0)
        {
            target[at++] = (byte)'0';
        }

        digits[..whole].CopyTo(target[at..]);
        at += whole;
        if (scale == 0)
        {
            return at;
        }

        target[at++] = (byte)'.';
        int zeros = scale - (count - whole);
        target.Slice(at, zeros).Fill((byte)'0');
        at += zeros;
        digits[whole..count].CopyTo(target[at..]);
        return at + count - whole;
    }

    public static int Date(long days, Span<byte> target)
    {
        int written;
        if (TryDate(days, out DateOnly date))
        {
            date.TryFormat(target, out written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return written;
        }

        // Files may hold dates that no calendar of this platform reaches; they keep a text that names them.
        days.TryFormat(target, out written, default, CultureInfo.InvariantCulture);
        return written + Append(" days"u8, target[written..]);
    }

    public static int Timestamp(long value, TimeUnit unit, bool zoned, Span<byte> target)
    {
        (long perSecond, int digits) = unit switch
        {
            TimeUnit.Second => (1L, 0),
            TimeUnit.Millisecond => (1_000L, 3),
            TimeUnit.Microsecond => (1_000_000L, 6),
            _ => (1_000_000_000L, 9),
        };
        long seconds = FloorDivide(value, perSecond);
        long fraction = value - (seconds * perSecond);
        long days = FloorDivide(seconds, 86_400);
        int at = Date(days, target);
        TimeOnly time = new((seconds - (days * 86_400)) * TimeSpan.TicksPerSecond);
        time.TryFormat(target[at..], out int written, "'T'HH:mm:ss", CultureInfo.InvariantCulture);
        at += written;
        at += Fraction(fraction, digits, target[at..]);
        return zoned ? at + Append("Z"u8, target[at..]) : at;
    }

    public static bool TryDate(long days, out DateOnly date)
    {
        long number = days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        bool fits = number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber;
        date = fits ? DateOnly.FromDayNumber((int)number) : default;
        return fits;
    }

    public static long FloorDivide(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    private static int Fraction(long fraction, int digits, Span<byte> target)
    {
        if (fraction == 0)
        {
            return 0;
        }

        target[0] = (byte)'.';
        Utf8Formatter.TryFormat(fraction, target[1..], out int written, new System.Buffers.StandardFormat('D', (byte)digits));
        while (target[written] == (byte)'0')
        {
            written--;
        }

        return written + 1;
    }

    private static int Append(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
