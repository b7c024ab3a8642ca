using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Parquet;

internal static class BatchShape
{
    /// <summary>Refuses a batch that has other columns than the file, because the native writer checks less than all of it.</summary>
    public static void Require(Schema schema, RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.ColumnCount != schema.FieldsList.Count)
        {
            throw new ArgumentException($"The batch has {batch.ColumnCount} columns and the file {schema.FieldsList.Count}.", nameof(batch));
        }

        for (int column = 0; column < batch.ColumnCount; column++)
        {
            Require(schema.FieldsList[column], batch.Schema.FieldsList[column], batch.Column(column));
        }
    }

    private static void Require(Field field, Field given, IArrowArray array)
    {
        if (given.Name != field.Name || !SameType(field.DataType, array.Data.DataType))
        {
            throw new ArgumentException(
                $"The file has the column '{field.Name}' ({field.DataType.Name}) where the batch has '{given.Name}' ({array.Data.DataType.Name}).");
        }

        if (!field.IsNullable && array.NullCount > 0)
        {
            throw new ArgumentException($"The column '{field.Name}' cannot be missing and is in {array.NullCount} rows of the batch.");
        }
    }

    private static bool SameType(IArrowType file, IArrowType given) => (file, given) switch
    {
        (TimestampType a, TimestampType b) => a.Unit == b.Unit && a.Timezone == b.Timezone,
        (StringType, DictionaryType { IndexType: Int32Type, ValueType: StringType }) => true,
        (Decimal128Type a, Decimal128Type b) => a.Precision == b.Precision && a.Scale == b.Scale,
        _ => file.TypeId == given.TypeId,
    };
}
