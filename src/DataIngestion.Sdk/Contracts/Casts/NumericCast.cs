using DataIngestion.Columnar;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Converts one value when that is exact or a plain rounding to the nearest float. A struct for the same reason as <see cref="ICellReader{T}"/>.</summary>
internal interface ICellConverter<TFrom, TTo>
{
    bool TryConvert(TFrom from, out TTo to);
}

/// <summary>One fixed-width type to another.</summary>
internal sealed class NumericCast<TFrom, TTo, TConverter>(TConverter converter, IArrowType type) : ColumnCast
    where TFrom : unmanaged
    where TTo : unmanaged
    where TConverter : struct, ICellConverter<TFrom, TTo>
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        TypedColumn<TTo> column = new(delivered.Length);
        ValidityWords validity = new(delivered);
        ReadOnlySpan<TFrom> from = Cells.Of<TFrom>(delivered);
        for (int start = 0; start < delivered.Length; start += ValidityWords.Rows)
        {
            int count = Math.Min(delivered.Length - start, ValidityWords.Rows);
            ulong present = tally.Take(validity, start, count);
            ulong converted = Convert(from.Slice(start, count), column.Values.Slice(start, count)) & present;
            column.Append(start, converted, count);
            tally.DoesNotFit(start, present & ~converted);
        }

        GC.KeepAlive(delivered);
        return column.Build(type);
    }

    private ulong Convert(ReadOnlySpan<TFrom> from, Span<TTo> to)
    {
        ulong converted = 0;
        for (int row = 0; row < from.Length; row++)
        {
            converted |= (converter.TryConvert(from[row], out to[row]) ? 1UL : 0UL) << row;
        }

        return converted;
    }
}

internal readonly struct IntegerToInteger<TFrom, TTo> : ICellConverter<TFrom, TTo>
    where TFrom : IBinaryInteger<TFrom>
    where TTo : IBinaryInteger<TTo>
{
    public bool TryConvert(TFrom from, out TTo to)
    {
        to = TTo.CreateTruncating(from);
        return TFrom.CreateTruncating(to) == from && TFrom.IsNegative(from) == TTo.IsNegative(to);
    }
}

internal readonly struct IntegerToFloat<TFrom, TTo> : ICellConverter<TFrom, TTo>
    where TFrom : IBinaryInteger<TFrom>
    where TTo : IFloatingPoint<TTo>
{
    public bool TryConvert(TFrom from, out TTo to)
    {
        to = TTo.CreateTruncating(from);
        return Int128.CreateTruncating(to) == Int128.CreateTruncating(from);
    }
}

internal readonly struct IntegerToDecimal<TFrom>(int precision, int scale) : ICellConverter<TFrom, Int128>
    where TFrom : IBinaryInteger<TFrom>
{
    private readonly Int128 _limit = DecimalMath.PowerOfTen(precision);

    public bool TryConvert(TFrom from, out Int128 to) =>
        DecimalMath.TryRescale(Int128.CreateTruncating(from), 0, scale, out to) && Int128.Abs(to) < _limit;
}

internal readonly struct SingleToDouble : ICellConverter<float, double>
{
    public bool TryConvert(float from, out double to)
    {
        to = from;
        return true;
    }
}

internal readonly struct DoubleToSingle : ICellConverter<double, float>
{
    public bool TryConvert(double from, out float to)
    {
        to = (float)from;
        return float.IsFinite(to) || !double.IsFinite(from);
    }
}

/// <summary>Whole numbers that a writer kept as floats, as pandas does for integers with gaps.</summary>
internal readonly struct FloatToInteger<TFrom, TTo> : ICellConverter<TFrom, TTo>
    where TFrom : IFloatingPoint<TFrom>
    where TTo : IBinaryInteger<TTo>
{
    public bool TryConvert(TFrom from, out TTo to)
    {
        bool whole = TFrom.IsInteger(from);
        Int128 number = whole ? Int128.CreateSaturating(from) : 0;
        to = TTo.CreateTruncating(number);
        return whole && Int128.CreateTruncating(to) == number;
    }
}

internal readonly struct DecimalToDecimal(int fromScale, int precision, int scale) : ICellConverter<Int128, Int128>
{
    private readonly Int128 _limit = DecimalMath.PowerOfTen(precision);

    public bool TryConvert(Int128 from, out Int128 to) =>
        DecimalMath.TryRescale(from, fromScale, scale, out to) && Int128.Abs(to) < _limit;
}

internal readonly struct DecimalToInteger<TTo>(int fromScale) : ICellConverter<Int128, TTo>
    where TTo : IBinaryInteger<TTo>
{
    public bool TryConvert(Int128 from, out TTo to)
    {
        bool whole = DecimalMath.TryRescale(from, fromScale, 0, out Int128 number);
        to = TTo.CreateTruncating(number);
        return whole && Int128.CreateTruncating(to) == number;
    }
}

internal readonly struct MillisecondsToDays : ICellConverter<long, int>
{
    private const long PerDay = 86_400_000;

    public bool TryConvert(long from, out int to)
    {
        long days = from / PerDay;
        to = (int)days;
        return from % PerDay == 0 && to == days;
    }
}

internal readonly struct ToMicroseconds(TimeUnit unit) : ICellConverter<long, long>
{
    private readonly long _factor = unit switch
    {
        TimeUnit.Second => 1_000_000,
        TimeUnit.Millisecond => 1_000,
        _ => 1,
    };

    private readonly long _divisor = unit == TimeUnit.Nanosecond ? 1_000 : 1;

    public bool TryConvert(long from, out long to)
    {
        to = from / _divisor;
        if (to * _divisor != from || to > long.MaxValue / _factor || to < long.MinValue / _factor)
        {
            return false;
        }

        to *= _factor;
        return true;
    }
}
