using Apache.Arrow;

namespace DataIngestion.Profiles;

/// <summary>Profiles the columns of published rows.</summary>
/// <remarks>
/// <c>Observe … Complete</c>, or for chunks that are observed at the same time a <see cref="Fork"/> for each: <c>Observe … Seal</c> on any
/// thread, then <see cref="Merge"/> in the order of the chunks, so that the profile does not depend on how many threads there are.
/// Not thread-safe otherwise.
/// </remarks>
internal sealed class DatasetProfiler
{
    private readonly Schema _schema;
    private readonly IReadOnlySet<string> _withheld;
    private readonly int _knots;
    private readonly ColumnState[] _columns;
    private long _rows;

    public DatasetProfiler(Schema schema, IReadOnlySet<string> withheld, int knots = QuantileSketch.DefaultKnots)
    {
        (_schema, _withheld, _knots) = (schema, withheld, knots);
        _columns = [.. schema.FieldsList.Select(field => ColumnState.Create(field.Name, ArrowColumnType.Of(field), withheld.Contains(field.Name), knots))];
    }

    /// <summary>An empty profiler of the same columns.</summary>
    public DatasetProfiler Fork() => new(_schema, _withheld, _knots);

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

    /// <summary>Sorts and counts what was observed. Without it the merge does, on its thread.</summary>
    public void Seal()
    {
        foreach (ColumnState column in _columns)
        {
            column.Seal();
        }
    }

    /// <summary>Adds what the other observed after what this one did. The other must not be used any more.</summary>
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
