using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The two sides of a range and what they are compared with.</summary>
internal abstract record Bounds
{
    /// <summary>What the range applies to, for a message.</summary>
    public abstract string Expected { get; }

    /// <summary>The kernel for a column of the type, or <see langword="null"/> when the range does not apply.</summary>
    public abstract ColumnKernel? Bind(IArrowType type);
}

/// <summary>Numbers, exact for integers and decimals and rounded to the column's type for floats.</summary>
internal record NumberBounds(ExactNumber? Minimum, ExactNumber? Maximum, bool StrictMinimum, bool StrictMaximum) : Bounds
{
    public override string Expected => "numbers";

    public override ColumnKernel? Bind(IArrowType type) => type switch
    {
        Int8Type => Whole<sbyte>(0),
        Int16Type => Whole<short>(0),
        Int32Type => Whole<int>(0),
        Int64Type => Whole<long>(0),
        Decimal128Type number => Whole<Int128>(number.Scale),
        FloatType => Float<float>(),
        DoubleType => Float<double>(),
        _ => null,
    };

    protected ColumnKernel Whole<T>(int scale)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        BigInteger smallest = BigInteger.CreateChecked(T.MinValue);
        BigInteger largest = BigInteger.CreateChecked(T.MaxValue);
        BigInteger low = Minimum is { } minimum ? (StrictMinimum ? minimum.Floor(scale) + 1 : minimum.Ceiling(scale)) : smallest;
        BigInteger high = Maximum is { } maximum ? (StrictMaximum ? maximum.Ceiling(scale) - 1 : maximum.Floor(scale)) : largest;
        return low > largest || high < smallest
            ? RangeKernel.Of(T.One, T.Zero)
            : RangeKernel.Of(T.CreateChecked(BigInteger.Max(low, smallest)), T.CreateChecked(BigInteger.Min(high, largest)));
    }

    private ColumnKernel Float<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T low = T.NegativeInfinity;
        T high = T.PositiveInfinity;
        if (Minimum is { } minimum)
        {
            low = minimum.Nearest<T>();
            low = T.IsNegativeInfinity(low) ? T.MinValue : StrictMinimum ? T.BitIncrement(low) : low;
        }

        if (Maximum is { } maximum)
        {
            high = maximum.Nearest<T>();
            high = T.IsPositiveInfinity(high) ? T.MaxValue : StrictMaximum ? T.BitDecrement(high) : high;
        }

        return RangeKernel.Of(low, high);
    }
}

/// <summary>Dates, as days since 1970-01-01.</summary>
internal sealed record DateBounds(ExactNumber? Minimum, ExactNumber? Maximum, bool StrictMinimum, bool StrictMaximum)
    : NumberBounds(Minimum, Maximum, StrictMinimum, StrictMaximum)
{
    public override string Expected => "dates";

    public override ColumnKernel? Bind(IArrowType type) => type is Date32Type ? Whole<int>(0) : null;
}

/// <summary>Instants or zoneless times, as microseconds since 1970-01-01; the bounds have tenths of them.</summary>
internal sealed record TimeBounds(ExactNumber? Minimum, ExactNumber? Maximum, bool StrictMinimum, bool StrictMaximum, bool Zoned)
    : NumberBounds(Minimum, Maximum, StrictMinimum, StrictMaximum)
{
    public override string Expected => Zoned ? "timestamps with a zone" : "timestamps without a zone";

    public override ColumnKernel? Bind(IArrowType type) =>
        type is TimestampType { Unit: TimeUnit.Microsecond } time && time.Timezone is not null == Zoned ? Whole<long>(0) : null;
}

/// <summary>Text in the order of its UTF-8 bytes, which is that of Unicode scalar values.</summary>
internal sealed record TextBounds(byte[]? Minimum, byte[]? Maximum, bool StrictMinimum, bool StrictMaximum) : Bounds
{
    public override string Expected => "strings";

    public override ColumnKernel? Bind(IArrowType type) => EncodedCells.IsText(type) ? EncodedRows.Or(Check) : null;

    private void Check(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row] && !Contains(cells[row]))
            {
                failures.Add(row);
            }
        }
    }

    private bool Contains(ReadOnlySpan<byte> value) =>
        (Minimum is null || value.SequenceCompareTo(Minimum) >= (StrictMinimum ? 1 : 0))
        && (Maximum is null || value.SequenceCompareTo(Maximum) <= (StrictMaximum ? -1 : 0));
}
