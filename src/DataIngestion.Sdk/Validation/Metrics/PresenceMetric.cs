using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>How many rows there are and how many of them have a value.</summary>
internal sealed record PresenceCounts(long Rows, long Present);

internal sealed class PresenceMetric(string column) : IMetric<PresenceCounts>
{
    public string Name => $"presence({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public bool ReadsDictionaries => true;

    public IMetricState<PresenceCounts> Begin(Schema schema)
    {
        SchemaColumns.Require(schema, column, Name);
        return new State(column);
    }

    private sealed class State(string column) : IMetricState<PresenceCounts>
    {
        private long _rows;
        private long _present;

        public void Observe(RecordBatch batch)
        {
            _rows += batch.Length;
            _present += batch.Length - batch.Column(column).NullCount;
        }

        public void Merge(IMetricState other)
        {
            State later = (State)other;
            (_rows, _present) = (_rows + later._rows, _present + later._present);
        }

        public PresenceCounts Complete() => new(_rows, _present);
    }
}
