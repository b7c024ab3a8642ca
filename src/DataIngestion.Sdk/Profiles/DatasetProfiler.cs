using Apache.Arrow;

namespace DataIngestion.Profiles;

/// <summary>Profiles the columns of published rows: <c>Observe … Merge … Complete</c>. Not thread-safe; one per worker, merged in the order of the partitions.</summary>
internal sealed class DatasetProfiler
{
    private readonly Schema _schema;
    private readonly IReadOnlySet<string> _withheld;
    private readonly ColumnState[] _columns;
    private long _rows;

    public DatasetProfiler(Schema schema, IReadOnlySet<string> withheld)
    {
        (_schema, _withheld) = (schema, withheld);
        _columns = [.. schema.FieldsList.Select(field => ColumnState.Create(field.Name, ArrowColumnType.Of(field), withheld.Contains(field.Name)))];
    }

    /// <summary>A profiler of the same columns for a part of the rows.</summary>
    public DatasetProfiler Fork() => new(_schema, _withheld);

    public void Observe(RecordBatch batch)
    {
        if (batch.ColumnCount != _columns.Length)
        {
            throw new ArgumentException($"The batch has {batch.ColumnCount} columns, the profile {_columns.Length}.", nameof(batch));
        }

        _rows += batch.Length;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Observe(batch.Column(i));
        }
    }

    public void Merge(DatasetProfiler other)
    {
        if (other._columns.Length != _columns.Length)
        {
            throw new ArgumentException($"The other profile has {other._columns.Length} columns, this one {_columns.Length}.", nameof(other));
        }

        _rows += other._rows;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Merge(other._columns[i]);
        }
    }

    public DatasetProfile Complete() => new(_rows, [.. _columns.Select(column => column.Complete())]);
}
