using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Profiles;

/// <summary>The column type that has a given Arrow type.</summary>
internal static class ArrowColumnType
{
    public static ColumnType Of(Field field) => field.DataType switch
    {
        BooleanType => ColumnType.Boolean,
        Int8Type => ColumnType.Int8,
        Int16Type => ColumnType.Int16,
        Int32Type => ColumnType.Int32,
        Int64Type => ColumnType.Int64,
        FloatType => ColumnType.Float32,
        DoubleType => ColumnType.Float64,
        Decimal128Type number => ColumnType.Decimal(number.Precision, number.Scale),
        Date32Type => ColumnType.Date,
        TimestampType { Timezone: null or "" } => ColumnType.TimestampWithoutZone,
        TimestampType => ColumnType.Timestamp,
        StringType => ColumnType.String,
        DictionaryType { IndexType: Int32Type, ValueType: StringType } => ColumnType.String,
        BinaryType => ColumnType.Binary,
        _ => throw new ArgumentException($"Column '{field.Name}' has the Arrow type {field.DataType.Name}, which no column type stands for.", nameof(field)),
    };
}
