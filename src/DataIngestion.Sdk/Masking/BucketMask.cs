using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class BucketMask(ExactNumber width) : ColumnMask
{
    public override string Name => $"bucket({width.Nearest<double>().ToString("R", System.Globalization.CultureInfo.InvariantCulture)})";

    public override bool MayLoseValues => true;

    public override string Lost => "bucket out of range";

    public override ColumnType? Output(ColumnType type) => type.Kind switch
    {
        >= ColumnKind.Int8 and <= ColumnKind.Int64 when width.IsWhole(0) && width.Floor(0) <= long.MaxValue => ColumnType.Int64,
        ColumnKind.Float32 or ColumnKind.Float64 => ColumnType.Float64,
        ColumnKind.Decimal when width.IsWhole(type.Scale) && width.Floor(type.Scale) < Limit(38) => Wide(type),
        _ => null,
    };

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost) => array.Data.DataType switch
    {
        Int8Type => Integers<sbyte>(array, ref lost),
        Int16Type => Integers<short>(array, ref lost),
        Int32Type => Integers<int>(array, ref lost),
        Int64Type => Integers<long>(array, ref lost),
        FloatType => Floats<float>(array, ref lost),
        DoubleType => Floats<double>(array, ref lost),
        Decimal128Type type => Decimals(array, type, ref lost),
        IArrowType type => throw new ArgumentException($"Values of the Arrow type {type.Name} cannot be put into buckets of a width."),
    };

    // Rounding down can add a digit: -999.99 by hundreds is -1000.00.
    private ColumnType Wide(ColumnType type)
    {
        int widthDigits = BigInteger.Abs(width.Floor(type.Scale)).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return ColumnType.Decimal(Math.Min(38, Math.Max(type.Precision, widthDigits) + 1), type.Scale);
    }

    private ArrayData Integers<T>(IArrowArray array, ref long lost)
        where T : unmanaged, IBinaryInteger<T>
    {
        long step = (long)width.Floor(0);
        return Whole<T, long>(array, Int64Type.Default, step, long.MinValue, ref lost);
    }

    private ArrayData Decimals(IArrowArray array, Decimal128Type type, ref long lost)
    {
        ColumnType output = Wide(ColumnType.Decimal(type.Precision, type.Scale));
        Int128 smallest = (Int128)(1 - Limit(output.Precision));
        return Whole<Int128, Int128>(array, output.ToArrow(), (Int128)width.Floor(type.Scale), smallest, ref lost);
    }

    private static ArrayData Whole<TIn, TOut>(IArrowArray array, IArrowType type, TOut step, TOut smallest, ref long lost)
        where TIn : unmanaged, IBinaryInteger<TIn>
        where TOut : unmanaged, IBinaryInteger<TOut>
    {
        ReadOnlySpan<TIn> values = Cells.Of<TIn>(array);
        Validity validity = new(array);
        ArrowBuffer.Builder<TOut> builder = ColumnBuffer.Of<TOut>(values.Length);
        Span<TOut> target = builder.Span;
        Bitmap kept = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = TOut.Zero;
            if (!validity[row])
            {
                continue;
            }

            TOut value = TOut.CreateTruncating(values[row]);
            TOut rest = value % step;
            TOut above = TOut.IsNegative(rest) ? rest + step : rest;
            if (value < smallest + above)
            {
                lost++;
                continue;
            }

            target[row] = value - above;
            kept.Set(row);
        }

        return new ArrayData(type, values.Length, kept.NullCount, 0, (ArrowBuffer[])[kept.ToValidity(), builder.Build()], []);
    }

    private ArrayData Floats<T>(IArrowArray array, ref long lost)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double step = width.Nearest<double>();
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        Validity validity = new(array);
        ArrowBuffer.Builder<double> builder = ColumnBuffer.Of<double>(values.Length);
        Span<double> target = builder.Span;
        Bitmap kept = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = 0;
            if (!validity[row])
            {
                continue;
            }

            double bucket = Math.Floor(double.CreateTruncating(values[row]) / step) * step;
            if (T.IsFinite(values[row]) && !double.IsFinite(bucket))
            {
                lost++;
                continue;
            }

            target[row] = bucket;
            kept.Set(row);
        }

        return new ArrayData(DoubleType.Default, values.Length, kept.NullCount, 0, (ArrowBuffer[])[kept.ToValidity(), builder.Build()], []);
    }

    private static BigInteger Limit(int digits) => BigInteger.Pow(10, digits);
}
