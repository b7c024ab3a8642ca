using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>Batches for tests.</summary>
internal static class Batches
{
    public static RecordBatch Of(params (string Name, IArrowArray Array)[] columns) => new(
        new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, true)), null),
        columns.Select(column => column.Array),
        columns[0].Array.Length);

    public static Int64Array Int64(params long?[] values) => Fill(new Int64Array.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static Int32Array Int32(params int?[] values) => Fill(new Int32Array.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static DoubleArray Float64(params double?[] values) => Fill(new DoubleArray.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static FloatArray Float32(params float?[] values) => Fill(new FloatArray.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static BooleanArray Booleans(params bool?[] values) => Fill(new BooleanArray.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static Decimal128Array Decimals(int precision, int scale, params decimal?[] values) =>
        Fill(new Decimal128Array.Builder(new Decimal128Type(precision, scale)), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static Date32Array Dates(params DateOnly?[] values) =>
        Fill(new Date32Array.Builder(), values, (b, v) => b.Append(v.ToDateTime(TimeOnly.MinValue)), b => b.AppendNull()).Build();

    public static TimestampArray Times(bool zoned, params DateTimeOffset?[] values) =>
        Fill(new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, zoned ? "UTC" : null)), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    public static StringArray Strings(params string?[] values)
    {
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    /// <summary>The same text as a dictionary, whose first entry is not used.</summary>
    public static DictionaryArray Encoded(params string?[] values)
    {
        string[] entries = ["(unused)", .. values.OfType<string>().Distinct()];
        Dictionary<string, int> codes = entries.Index().Skip(1).ToDictionary(entry => entry.Item, entry => entry.Index);
        Int32Array indices = Int32([.. values.Select(value => value is null ? (int?)null : codes[value])]);
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), indices, Strings(entries));
    }

    public static BinaryArray Binaries(params byte[]?[] values)
    {
        BinaryArray.Builder builder = new();
        foreach (byte[]? value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value.AsSpan());
        }

        return builder.Build();
    }

    public static IReadOnlyList<string?> Texts(IArrowArray array) =>
        [.. Enumerable.Range(0, array.Length).Select(row => ColumnText.Of(array, row))];

    private static TBuilder Fill<TBuilder, T>(TBuilder builder, T?[] values, Action<TBuilder, T> append, Action<TBuilder> missing)
        where T : struct
    {
        foreach (T? value in values)
        {
            if (value is { } present)
            {
                append(builder, present);
            }
            else
            {
                missing(builder);
            }
        }

        return builder;
    }
}
