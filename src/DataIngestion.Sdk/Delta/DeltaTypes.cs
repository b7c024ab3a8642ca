using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Delta;

// Names of the primitive types in a schemaString.
internal static class DeltaTypes
{
    public static string NameOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 => "byte",
        ColumnKind.Int16 => "short",
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "long",
        ColumnKind.Float32 => "float",
        ColumnKind.Float64 => "double",
        _ => type.ToString(),
    };

    public static ColumnType? Find(string name) => name switch
    {
        "boolean" => ColumnType.Boolean,
        "byte" => ColumnType.Int8,
        "short" => ColumnType.Int16,
        "integer" => ColumnType.Int32,
        "long" => ColumnType.Int64,
        "float" => ColumnType.Float32,
        "double" => ColumnType.Float64,
        "date" => ColumnType.Date,
        "timestamp" => ColumnType.Timestamp,
        "timestamp_ntz" => ColumnType.TimestampWithoutZone,
        "string" => ColumnType.String,
        "binary" => ColumnType.Binary,
        "decimal" => ColumnType.Decimal(10, 0),
        _ => FindDecimal(name),
    };

    public static ColumnType Of(Field field) => Find(EncodedCells.Logical(field.DataType))
        ?? throw new ArgumentException($"Column '{field.Name}' has the Arrow type {field.DataType.Name}, which no Delta table holds. Cast it first.", nameof(field));

    private static ColumnType? Find(IArrowType type) => type switch
    {
        BooleanType => ColumnType.Boolean,
        Int8Type => ColumnType.Int8,
        Int16Type => ColumnType.Int16,
        Int32Type => ColumnType.Int32,
        Int64Type => ColumnType.Int64,
        FloatType => ColumnType.Float32,
        DoubleType => ColumnType.Float64,
        Decimal128Type { Precision: >= 1 and <= 38, Scale: >= 0 } exact when exact.Scale <= exact.Precision => ColumnType.Decimal(exact.Precision, exact.Scale),
        Date32Type => ColumnType.Date,
        TimestampType { Unit: TimeUnit.Microsecond } instant => string.IsNullOrEmpty(instant.Timezone) ? ColumnType.TimestampWithoutZone : ColumnType.Timestamp,
        StringType => ColumnType.String,
        BinaryType => ColumnType.Binary,
        _ => null,
    };

    private static ColumnType? FindDecimal(string name)
    {
        if (!name.StartsWith("decimal(", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return ColumnType.Parse(name);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
