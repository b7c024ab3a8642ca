using Apache.Arrow;
using DataIngestion.Delta;

namespace DataIngestion.Pipelines;

/// <summary>Smallest and largest value of each key column among the published rows, to leave out files of the table. Thread-safe.</summary>
internal sealed class KeyColumnRange(Schema keys)
{
    private readonly Lock _gate = new();
    private readonly FileStatistics _statistics = new(keys, new HashSet<string>());

    public void Observe(RecordBatch published)
    {
        IArrowArray[] columns = [.. keys.FieldsList.Select(field => published.Column(published.Schema.GetFieldIndex(field.Name)))];
        lock (_gate)
        {
            _statistics.Observe(new RecordBatch(keys, columns, published.Length));
        }
    }

    public IReadOnlyList<ColumnStatistics> Complete() => _statistics.Complete();
}
