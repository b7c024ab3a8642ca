using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion;

/// <summary>Small Arrow columns and batches, written down by hand.</summary>
public static class Batches
{
    /// <summary>A batch of columns.</summary>
    /// <param name="columns">The columns, at least one, all of one length.</param>
    /// <returns>The batch. All its fields may be missing.</returns>
    /// <exception cref="ArgumentException">There is no column, or they differ in length.</exception>
    public static RecordBatch Of(params (string Name, IArrowArray Array)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0 || columns.Any(column => column.Array.Length != columns[0].Array.Length))
        {
            throw new ArgumentException("Give at least one column, and all of the same length.", nameof(columns));
        }

        return new RecordBatch(
            new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true)), null),
            columns.Select(column => column.Array),
            columns[0].Array.Length);
    }

    /// <summary>A column of 32-bit integers.</summary>
    /// <param name="values">The values; <see langword="null"/> is missing.</param>
    /// <returns>The column.</returns>
    public static Int32Array Int32(params int?[] values) => Fill(new Int32Array.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of 64-bit integers.</summary>
    /// <inheritdoc cref="Int32"/>
    public static Int64Array Int64(params long?[] values) => Fill(new Int64Array.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of 64-bit floating-point numbers.</summary>
    /// <inheritdoc cref="Int32"/>
    public static DoubleArray Float64(params double?[] values) => Fill(new DoubleArray.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of booleans.</summary>
    /// <inheritdoc cref="Int32"/>
    public static BooleanArray Booleans(params bool?[] values) => Fill(new BooleanArray.Builder(), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of decimals.</summary>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">The digits after the point.</param>
    /// <param name="values">The values; <see langword="null"/> is missing.</param>
    /// <returns>The column.</returns>
    public static Decimal128Array Decimals(int precision, int scale, params decimal?[] values) =>
        Fill(new Decimal128Array.Builder(new Decimal128Type(precision, scale)), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of dates.</summary>
    /// <inheritdoc cref="Int32"/>
    public static Date32Array Dates(params DateOnly?[] values) =>
        Fill(new Date32Array.Builder(), values, (b, v) => b.Append(v.ToDateTime(TimeOnly.MinValue)), b => b.AppendNull()).Build();

    /// <summary>A column of moments in UTC, in microseconds.</summary>
    /// <inheritdoc cref="Int32"/>
    public static TimestampArray Timestamps(params DateTimeOffset?[] values) =>
        Fill(new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC")), values, (b, v) => b.Append(v), b => b.AppendNull()).Build();

    /// <summary>A column of text.</summary>
    /// <inheritdoc cref="Int32"/>
    public static StringArray Strings(params string?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value);
        }

        return builder.Build();
    }

    /// <summary>A column of bytes.</summary>
    /// <inheritdoc cref="Int32"/>
    public static BinaryArray Binaries(params byte[]?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        BinaryArray.Builder builder = new();
        foreach (byte[]? value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value.AsSpan());
        }

        return builder.Build();
    }

    /// <summary>Text as a dictionary, in the least convenient way that is allowed: one entry is not used, each other stands there twice, and both are used in turn.</summary>
    /// <inheritdoc cref="Int32"/>
    public static DictionaryArray Encoded(params string?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] distinct = [.. values.OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> places = distinct.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        Int32Array codes = Int32([.. values.Index().Select(value => value.Item is null ? (int?)null : 1 + places[value.Item] + (value.Index % 2 * distinct.Length))]);
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), codes, Strings(["(unused)", .. distinct, .. distinct]));
    }

    private static TBuilder Fill<TBuilder, T>(TBuilder builder, T?[] values, Action<TBuilder, T> append, Action<TBuilder> missing)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(values);
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
