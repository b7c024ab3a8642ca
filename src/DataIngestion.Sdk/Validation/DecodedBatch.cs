using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>A batch as rules see it, also those that know nothing of dictionaries: decoded when the first of them asks.</summary>
internal sealed class DecodedBatch(RecordBatch batch) : IDisposable
{
    private RecordBatch? _decoded;

    /// <summary>The batch as it came.</summary>
    public RecordBatch Encoded => batch;

    public RecordBatch Value => _decoded ??= Decode();

    public void Dispose() => _decoded?.Dispose();

    private RecordBatch Decode()
    {
        IEnumerable<IArrowArray> columns = batch.Arrays.Select(array => array is DictionaryArray encoded && EncodedCells.IsText(array.Data.DataType)
            ? EncodedCells.Decode(encoded)
            : ArrowArrayFactory.SliceShared(array, 0, array.Length));
        IEnumerable<Field> fields = batch.Schema.FieldsList.Select(field => new Field(field.Name, EncodedCells.Logical(field.DataType), field.IsNullable));
        return new RecordBatch(new Schema(fields, null), [.. columns], batch.Length);
    }
}
