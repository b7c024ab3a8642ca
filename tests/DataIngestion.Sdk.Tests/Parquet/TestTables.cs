using System.Data.SqlTypes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Parquet;

/// <summary>Makes batches out of plain values and plain values out of batches.</summary>
internal static class TestTables
{
    public static readonly ColumnType[] AllTypes =
    [
        ColumnType.Boolean, ColumnType.Int8, ColumnType.Int16, ColumnType.Int32, ColumnType.Int64, ColumnType.Float32, ColumnType.Float64,
        ColumnType.Decimal(9, 2), ColumnType.Decimal(18, 6), ColumnType.Decimal(38, 0), ColumnType.Decimal(38, 38),
        ColumnType.Date, ColumnType.Timestamp, ColumnType.TimestampWithoutZone, ColumnType.String, ColumnType.Binary,
    ];

    public static Schema Schema(params ColumnType[] types) =>
        new(types.Select((type, index) => new Field($"c{index}", type.ToArrow(), nullable: true)), null);

    public static RecordBatch Batch(Schema schema, params object?[][] columns) =>
        new(schema, columns.Select((values, index) => Array(schema.FieldsList[index].DataType, values)), columns[0].Length);

    public static IArrowArray Array(IArrowType type, object?[] values) => type switch
    {
        BooleanType => Fill(new BooleanArray.Builder(), values, (b, v) => b.Append((bool)v), b => b.AppendNull()).Build(),
        Int8Type => Fill(new Int8Array.Builder(), values, (b, v) => b.Append((sbyte)v), b => b.AppendNull()).Build(),
        Int16Type => Fill(new Int16Array.Builder(), values, (b, v) => b.Append((short)v), b => b.AppendNull()).Build(),
        Int32Type => Fill(new Int32Array.Builder(), values, (b, v) => b.Append((int)v), b => b.AppendNull()).Build(),
        Int64Type => Fill(new Int64Array.Builder(), values, (b, v) => b.Append((long)v), b => b.AppendNull()).Build(),
        FloatType => Fill(new FloatArray.Builder(), values, (b, v) => b.Append((float)v), b => b.AppendNull()).Build(),
        DoubleType => Fill(new DoubleArray.Builder(), values, (b, v) => b.Append((double)v), b => b.AppendNull()).Build(),
        Decimal128Type of => Fill(new Decimal128Array.Builder(of), values, (b, v) => b.Append((SqlDecimal)v), b => b.AppendNull()).Build(),
        Date32Type => Dates(values),
        TimestampType of => Micros(of, values),
        StringType => Fill(new StringArray.Builder(), values, (b, v) => b.Append((string)v), b => b.AppendNull()).Build(),
        BinaryType => Fill(new BinaryArray.Builder(), values, (b, v) => b.Append((byte[])v), b => b.AppendNull()).Build(),
        _ => throw new NotSupportedException(type.Name),
    };

    public static object? Value(IArrowArray array, int row) => array.IsNull(row) ? null : array switch
    {
        BooleanArray a => a.GetValue(row),
        Int8Array a => a.GetValue(row),
        Int16Array a => a.GetValue(row),
        Int32Array a => a.GetValue(row),
        Int64Array a => a.GetValue(row),
        FloatArray a => BitConverter.SingleToInt32Bits(a.GetValue(row)!.Value),
        DoubleArray a => BitConverter.DoubleToInt64Bits(a.GetValue(row)!.Value),
        Decimal128Array a => a.GetSqlDecimal(row).ToString(),
        Date32Array a => a.Values[row],
        TimestampArray a => a.Values[row],
        StringArray a => a.GetString(row),
        BinaryArray a => Convert.ToHexString(a.GetBytes(row)),
        _ => throw new NotSupportedException(array.GetType().Name),
    };

    public static object?[] Plain(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(row => Value(array, row))];

    private static Date32Array Dates(object?[] values)
    {
        (ArrowBuffer days, ArrowBuffer valid, int nulls) = Buffers<int>(values);
        return new Date32Array(days, valid, values.Length, nulls, 0);
    }

    private static TimestampArray Micros(TimestampType type, object?[] values)
    {
        (ArrowBuffer micros, ArrowBuffer valid, int nulls) = Buffers<long>(values);
        return new TimestampArray(type, micros, valid, values.Length, nulls, 0);
    }

    private static (ArrowBuffer Values, ArrowBuffer Valid, int Nulls) Buffers<T>(object?[] values)
        where T : struct
    {
        ArrowBuffer.Builder<T> kept = new();
        ArrowBuffer.BitmapBuilder valid = new();
        foreach (object? value in values)
        {
            kept.Append(value is null ? default : (T)value);
            valid.Append(value is not null);
        }

        return (kept.Build(), valid.Build(), values.Count(value => value is null));
    }

    private static TBuilder Fill<TBuilder>(TBuilder builder, object?[] values, Action<TBuilder, object> append, Action<TBuilder> appendNull)
    {
        foreach (object? value in values)
        {
            if (value is null)
            {
                appendNull(builder);
            }
            else
            {
                append(builder, value);
            }
        }

        return builder;
    }
}

internal sealed class CountingStatistics : IFileStatistics
{
    private long _rows;

    public void Observe(RecordBatch batch) => _rows += batch.Length;

    public string ToJson() => $$"""{"numRecords":{{_rows}}}""";
}
