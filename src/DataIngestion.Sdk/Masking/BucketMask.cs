using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

/// <summary>Rounds numbers down to a multiple of a width.</summary>
internal sealed class BucketMask(double width) : ColumnMask
{
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"bucket of {width}");

    public override ColumnType? OutputType(ColumnContract column) => column.Type.Kind switch
    {
        >= ColumnKind.Int8 and <= ColumnKind.Int64 when width == Math.Floor(width) => column.Type,
        >= ColumnKind.Int8 and <= ColumnKind.Int64 => throw new ArgumentException($"Column '{column.Name}' is {column.Type}, so its buckets have a whole width, not {width}."),
        ColumnKind.Float32 or ColumnKind.Float64 => column.Type,
        _ => throw WrongType(column, "bucket", "integers and floats"),
    };

    public override IArrowArray Apply(IArrowArray column, out long unmaskable)
    {
        unmaskable = 0;
        return column switch
        {
            Int8Array array => Whole(array.Values, column, new Int8Array.Builder()),
            Int16Array array => Whole(array.Values, column, new Int16Array.Builder()),
            Int32Array array => Whole(array.Values, column, new Int32Array.Builder()),
            Int64Array array => Whole(array.Values, column, new Int64Array.Builder()),
            FloatArray array => Real(array.Values, column, new FloatArray.Builder()),
            _ => Real(((DoubleArray)column).Values, column, new DoubleArray.Builder()),
        };
    }

    private TArray Whole<T, TArray, TBuilder>(ReadOnlySpan<T> values, IArrowArray column, PrimitiveArrayBuilder<T, TArray, TBuilder> builder)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder> => Map(values, column, builder, value =>
        {
            Int128 size = (Int128)width;
            Int128 number = Int128.CreateChecked(value);
            Int128 remainder = ((number % size) + size) % size;
            return T.CreateSaturating(number - remainder);
        });

    private TArray Real<T, TArray, TBuilder>(ReadOnlySpan<T> values, IArrowArray column, PrimitiveArrayBuilder<T, TArray, TBuilder> builder)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder> =>
        Map(values, column, builder, value => T.CreateTruncating(Math.Floor(double.CreateTruncating(value) / width) * width));

    private static TArray Map<T, TArray, TBuilder>(
        ReadOnlySpan<T> values, IArrowArray column, PrimitiveArrayBuilder<T, TArray, TBuilder> builder, Func<T, T> map)
        where T : struct
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
    {
        Validity validity = new(column);
        builder.Reserve(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            _ = validity.IsValid(row) ? builder.Append(map(values[row])) : builder.AppendNull();
        }

        GC.KeepAlive(column);
        return builder.Build();
    }
}

/// <summary>Moves dates to the first day of their month or year.</summary>
internal sealed class CalendarMask(bool year) : ColumnMask
{
    public override string Description => year ? "first day of the year" : "first day of the month";

    public override ColumnType? OutputType(ColumnContract column) => column.Type.Kind == ColumnKind.Date
        ? column.Type
        : throw WrongType(column, year ? "year" : "month", "dates");

    public override IArrowArray Apply(IArrowArray column, out long unmaskable)
    {
        Date32Array dates = (Date32Array)column;
        Date32Array.Builder builder = new();
        unmaskable = 0;
        for (int row = 0; row < dates.Length; row++)
        {
            _ = dates.GetDateTime(row) is { } date ? builder.Append(new DateTime(date.Year, year ? 1 : date.Month, 1)) : builder.AppendNull();
        }

        return builder.Build();
    }
}
