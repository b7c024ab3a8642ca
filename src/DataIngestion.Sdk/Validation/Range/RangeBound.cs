using System.Globalization;
using System.Numerics;

namespace DataIngestion.Validation;

/// <summary>One end of a range in the unit of the column it is compared with.</summary>
internal sealed record RangeBound(decimal? Exact, double? Real, DateOnly? Date, DateTimeOffset? Instant)
{
    public static RangeBound Of<T>(T value)
        where T : struct => value switch
        {
            double real => Checked(real),
            float real => Checked(real),
            Half real => Checked((double)real),
            DateOnly date => new RangeBound(null, null, date, null),
            DateTimeOffset instant => new RangeBound(null, null, null, instant),
            IConvertible number and (sbyte or byte or short or ushort or int or uint or long or ulong or decimal) =>
                new RangeBound(number.ToDecimal(CultureInfo.InvariantCulture), null, null, null),
            _ => throw new ArgumentException($"A range of {typeof(T).Name} is not known: use numbers, DateOnly or DateTimeOffset."),
        };

    public bool IsNumber => Exact is not null || Real is not null;

    public double AsDouble() => Real ?? (double)Exact!.Value;

    /// <summary>The smallest (for a lower end) or largest whole number inside, held to the type's own range.</summary>
    public T AsWhole<T>(int scale, bool lower)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        BigInteger scaled = Real is { } real ? Scaled(real, scale, lower) : Scaled(Exact!.Value, scale, lower);
        return T.CreateSaturating(scaled);
    }

    public override string ToString() =>
        Exact?.ToString(CultureInfo.InvariantCulture)
        ?? Real?.ToString("R", CultureInfo.InvariantCulture)
        ?? Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        ?? Instant!.Value.ToString("O", CultureInfo.InvariantCulture);

    private static RangeBound Checked(double real) => double.IsNaN(real)
        ? throw new ArgumentException("NaN is no end of a range.")
        : new RangeBound(null, real, null, null);

    private static BigInteger Scaled(decimal value, int scale, bool lower)
    {
        BigInteger numerator = new(decimal.Truncate(value));
        decimal rest = value - decimal.Truncate(value);
        BigInteger whole = numerator * BigInteger.Pow(10, scale);
        while (scale > 0 && rest != 0)
        {
            rest *= 10;
            scale--;
            whole += new BigInteger(decimal.Truncate(rest)) * BigInteger.Pow(10, scale);
            rest -= decimal.Truncate(rest);
        }

        return rest > 0 && lower ? whole + 1 : rest < 0 && !lower ? whole - 1 : whole;
    }

    private static BigInteger Scaled(double value, int scale, bool lower)
    {
        if (double.IsInfinity(value))
        {
            return (value > 0 ? BigInteger.One : BigInteger.MinusOne) << 200;
        }

        double scaled = value * Math.Pow(10, scale);
        return new BigInteger(lower ? Math.Ceiling(scaled) : Math.Floor(scaled));
    }
}
