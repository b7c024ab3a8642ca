using System.Globalization;
using Apache.Arrow.Types;

namespace DataIngestion;

/// <summary>What kind of values a column holds.</summary>
public enum ColumnKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Signed integer of 8 bits.</summary>
    Int8,

    /// <summary>Signed integer of 16 bits.</summary>
    Int16,

    /// <summary>Signed integer of 32 bits.</summary>
    Int32,

    /// <summary>Signed integer of 64 bits.</summary>
    Int64,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,

    /// <summary>Exact decimal of up to 38 digits.</summary>
    Decimal,

    /// <summary>Calendar date, days since 1970-01-01.</summary>
    Date,

    /// <summary>Instant, microseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp,

    /// <summary>Date and time of day without a zone, in microseconds.</summary>
    TimestampWithoutZone,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,
}

/// <summary>The type of a contract's column. It has one Arrow type, one Parquet type and one Delta type.</summary>
public sealed record ColumnType
{
    private ColumnType(ColumnKind kind, int precision = 0, int scale = 0) => (Kind, Precision, Scale) = (kind, precision, scale);

    /// <summary>True or false; <c>boolean</c>.</summary>
    public static ColumnType Boolean { get; } = new(ColumnKind.Boolean);

    /// <summary>Signed integer of 8 bits; <c>int8</c>.</summary>
    public static ColumnType Int8 { get; } = new(ColumnKind.Int8);

    /// <summary>Signed integer of 16 bits; <c>int16</c>.</summary>
    public static ColumnType Int16 { get; } = new(ColumnKind.Int16);

    /// <summary>Signed integer of 32 bits; <c>int32</c>.</summary>
    public static ColumnType Int32 { get; } = new(ColumnKind.Int32);

    /// <summary>Signed integer of 64 bits; <c>int64</c>.</summary>
    public static ColumnType Int64 { get; } = new(ColumnKind.Int64);

    /// <summary>IEEE 754 binary32; <c>float32</c>.</summary>
    public static ColumnType Float32 { get; } = new(ColumnKind.Float32);

    /// <summary>IEEE 754 binary64; <c>float64</c>.</summary>
    public static ColumnType Float64 { get; } = new(ColumnKind.Float64);

    /// <summary>Calendar date; <c>date</c>.</summary>
    public static ColumnType Date { get; } = new(ColumnKind.Date);

    /// <summary>Instant in microseconds, kept in UTC; <c>timestamp</c>.</summary>
    public static ColumnType Timestamp { get; } = new(ColumnKind.Timestamp);

    /// <summary>Date and time of day without a zone, in microseconds; <c>timestamp_ntz</c>.</summary>
    public static ColumnType TimestampWithoutZone { get; } = new(ColumnKind.TimestampWithoutZone);

    /// <summary>UTF-8 text; <c>string</c>.</summary>
    public static ColumnType String { get; } = new(ColumnKind.String);

    /// <summary>Bytes; <c>binary</c>. In text files: Base64.</summary>
    public static ColumnType Binary { get; } = new(ColumnKind.Binary);

    /// <summary>What kind of values the column holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The digits of a decimal, 1 to 38; 0 for other kinds.</summary>
    public int Precision { get; }

    /// <summary>The digits of a decimal after the point, 0 to <see cref="Precision"/>.</summary>
    public int Scale { get; }

    /// <summary>Whether the kind is a number: integer, float or decimal.</summary>
    public bool IsNumeric => Kind is >= ColumnKind.Int8 and <= ColumnKind.Decimal;

    /// <summary>Exact decimal; <c>decimal(p,s)</c>.</summary>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">The digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <returns>The type.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Precision or scale is out of its range.</exception>
    public static ColumnType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new(ColumnKind.Decimal, precision, scale);
    }

    /// <summary>Reads the text form, such as <c>int64</c> or <c>decimal(12,2)</c>.</summary>
    /// <param name="text">The text form.</param>
    /// <returns>The type.</returns>
    /// <exception cref="FormatException">The text names no type; the message lists those there are.</exception>
    public static ColumnType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text.Trim();
        if (name.StartsWith("decimal(", StringComparison.Ordinal) && name.EndsWith(')'))
        {
            return ParseDecimal(name);
        }

        return Simple.FirstOrDefault(type => type.ToString() == name) ?? throw Unknown(text);
    }

    /// <summary>The Arrow type of the column's arrays.</summary>
    /// <returns>The Arrow type.</returns>
    public IArrowType ToArrow() => Kind switch
    {
        ColumnKind.Boolean => BooleanType.Default,
        ColumnKind.Int8 => Int8Type.Default,
        ColumnKind.Int16 => Int16Type.Default,
        ColumnKind.Int32 => Int32Type.Default,
        ColumnKind.Int64 => Int64Type.Default,
        ColumnKind.Float32 => FloatType.Default,
        ColumnKind.Float64 => DoubleType.Default,
        ColumnKind.Decimal => new Decimal128Type(Precision, Scale),
        ColumnKind.Date => Date32Type.Default,
        ColumnKind.Timestamp => new TimestampType(TimeUnit.Microsecond, "UTC"),
        ColumnKind.TimestampWithoutZone => new TimestampType(TimeUnit.Microsecond, (string?)null),
        ColumnKind.String => StringType.Default,
        _ => BinaryType.Default,
    };

    /// <summary>The text form that <see cref="Parse"/> reads.</summary>
    /// <returns>Such as <c>decimal(12,2)</c>.</returns>
    public override string ToString() => Kind switch
    {
        ColumnKind.Boolean => "boolean",
        ColumnKind.Int8 => "int8",
        ColumnKind.Int16 => "int16",
        ColumnKind.Int32 => "int32",
        ColumnKind.Int64 => "int64",
        ColumnKind.Float32 => "float32",
        ColumnKind.Float64 => "float64",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.TimestampWithoutZone => "timestamp_ntz",
        ColumnKind.String => "string",
        _ => "binary",
    };

    private static ColumnType[] Simple =>
        [Boolean, Int8, Int16, Int32, Int64, Float32, Float64, Date, Timestamp, TimestampWithoutZone, String, Binary];

    private static ColumnType ParseDecimal(string name)
    {
        string[] parts = name["decimal(".Length..^1].Split(',');
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int precision)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int scale)
            && precision is >= 1 and <= 38 && scale >= 0 && scale <= precision
            ? Decimal(precision, scale)
            : throw Unknown(name);
    }

    private static FormatException Unknown(string text) =>
        new($"'{text}' is no column type. Use one of {string.Join(", ", Simple.Select(type => type.ToString()))}, decimal(p,s) with 1 <= p <= 38 and 0 <= s <= p.");
}
