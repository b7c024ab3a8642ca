using Apache.Arrow.Types;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts.Inference;

/// <summary>The smallest contract type that holds every value of a delivered type.</summary>
internal static class ArrowTypes
{
    public static ColumnType? ToColumnType(IArrowType type) => type switch
    {
        BooleanType => ColumnType.Boolean,
        Int8Type => ColumnType.Int8,
        Int16Type or UInt8Type => ColumnType.Int16,
        Int32Type or UInt16Type => ColumnType.Int32,
        Int64Type or UInt32Type => ColumnType.Int64,
        UInt64Type => ColumnType.Decimal(20, 0),
        FloatType => ColumnType.Float32,
        DoubleType => ColumnType.Float64,
        Decimal128Type number when number.Scale >= 0 && number.Scale <= number.Precision => ColumnType.Decimal(number.Precision, number.Scale),
        Date32Type or Date64Type => ColumnType.Date,
        TimestampType stamp => TypedCasts.KindOf(stamp) == ColumnKind.Timestamp ? ColumnType.Timestamp : ColumnType.TimestampWithoutZone,
        BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType => ColumnType.Binary,
        NullType => ColumnType.String,
        _ => TextColumns.IsText(type) ? ColumnType.String : null,
    };
}
