using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Adds the failing rows of one array. Called once per batch; the loop inside is over spans.</summary>
internal delegate void ColumnKernel(IArrowArray array, RowFailures failures);

/// <summary>Finds the column of a check.</summary>
internal static class SchemaColumns
{
    public static Field Require(Schema schema, string column, string rule)
    {
        int at = schema.GetFieldIndex(column);
        return at >= 0
            ? schema.GetFieldByIndex(at)
            : throw new ArgumentException($"The rule '{rule}' reads the column '{column}', which is not there. The columns are {string.Join(", ", schema.FieldsList.Select(field => field.Name))}.");
    }

    public static ArgumentException NotApplicable(Field field, string rule, string expected) =>
        new($"The rule '{rule}' does not apply to the column '{field.Name}' of type {TypeName(field.DataType)}: it checks {expected}.");

    public static string TypeName(IArrowType type) => EncodedCells.Logical(type) switch
    {
        BooleanType => "boolean",
        FloatType => "float32",
        DoubleType => "float64",
        Decimal128Type number => $"decimal({number.Precision},{number.Scale})",
        Date32Type => "date",
        TimestampType { Timezone: null } => "timestamp_ntz",
        TimestampType => "timestamp",
        StringType => "string",
        IArrowType other => other.Name,
    };
}
