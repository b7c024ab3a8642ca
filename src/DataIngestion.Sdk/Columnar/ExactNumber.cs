using System.Globalization;
using System.Numerics;

namespace DataIngestion.Columnar;

/// <summary>A number as <c>Unscaled · 10^−Scale</c>, so that bounds meet integer and decimal columns without a detour through double.</summary>
internal readonly record struct ExactNumber(BigInteger Unscaled, int Scale)
{
    public static ExactNumber From(long value) => new(value, 0);

    public static ExactNumber From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        UInt128 magnitude = ((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0];
        return new(value < 0 ? -(BigInteger)magnitude : magnitude, (bits[3] >> 16) & 0xFF);
    }

    // A whole double is exact; any other stands for the number that its shortest text shows, which is what was written in the code.
    public static ExactNumber From(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("A bound is a finite number; leave it out for an open side.", nameof(value));
        }

        if (double.IsInteger(value))
        {
            return new(new BigInteger(value), 0);
        }

        return Parse(value.ToString("R", CultureInfo.InvariantCulture));
    }

    public BigInteger Floor(int scale)
    {
        if (scale >= Scale)
        {
            return Unscaled * BigInteger.Pow(10, scale - Scale);
        }

        BigInteger quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale - scale), out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    public BigInteger Ceiling(int scale) => -new ExactNumber(-Unscaled, Scale).Floor(scale);

    public bool IsWhole(int scale) => Floor(scale) == Ceiling(scale);

    // The nearest value of the type, by the correctly rounding parser.
    public T Nearest<T>()
        where T : IBinaryFloatingPointIeee754<T> =>
        T.Parse(string.Create(CultureInfo.InvariantCulture, $"{Unscaled}E{-Scale}"), CultureInfo.InvariantCulture);

    private static ExactNumber Parse(string text)
    {
        int exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        string digits = exponentAt < 0 ? text : text[..exponentAt];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int places = point < 0 ? 0 : digits.Length - point - 1;
        BigInteger unscaled = BigInteger.Parse(digits.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        int scale = places - exponent;
        return scale >= 0 ? new(unscaled, scale) : new(unscaled * BigInteger.Pow(10, -scale), 0);
    }
}
