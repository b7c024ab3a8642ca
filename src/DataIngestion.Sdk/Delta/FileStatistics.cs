using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Delta;

// Accumulates add.stats over the batches of one data file. Columns in `withheld` are masked: nothing but their nulls is counted. Not thread-safe.
internal sealed class FileStatistics
{
    private readonly Schema _schema;
    private readonly ColumnAccumulator[] _columns;

    public FileStatistics(Schema schema, IReadOnlySet<string> withheld)
    {
        _schema = schema;
        _columns = [.. schema.FieldsList.Select(field => ColumnAccumulator.Of(field.Name, DeltaTypes.Of(field), withheld.Contains(field.Name)))];
    }

    public long Rows { get; private set; }

    public void Observe(RecordBatch batch)
    {
        if (batch.ColumnCount != _columns.Length)
        {
            throw new ArgumentException($"The batch has {batch.ColumnCount} columns, the file {_columns.Length}.", nameof(batch));
        }

        for (int column = 0; column < _columns.Length; column++)
        {
            EnsureSameType(batch, column);
            _columns[column].Observe(batch.Column(column));
        }

        Rows += batch.Length;
    }

    // Exact bounds, not shortened as in the JSON.
    public IReadOnlyList<ColumnStatistics> Complete() => [.. _columns.Select(column => column.Complete())];

    public string ToJson() => DeltaStatistics.Write(Rows, Complete());

    // Accumulators read the buffers as the type that they were made for.
    private void EnsureSameType(RecordBatch batch, int column)
    {
        if (EncodedCells.Logical(batch.Column(column).Data.DataType).TypeId != EncodedCells.Logical(_schema.GetFieldByIndex(column).DataType).TypeId)
        {
            throw new ArgumentException($"Column '{_schema.GetFieldByIndex(column).Name}' of the batch is {batch.Column(column).Data.DataType.Name}, not {_schema.GetFieldByIndex(column).DataType.Name}.", nameof(batch));
        }
    }
}
