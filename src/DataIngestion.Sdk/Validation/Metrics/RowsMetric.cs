using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>How many rows there are.</summary>
internal sealed class RowsMetric : IMetric<long>
{
    public static RowsMetric Instance { get; } = new();

    public string Name => "rows";

    public IReadOnlyList<string> Columns => [];

    public bool ReadsDictionaries => true;

    public IMetricState<long> Begin(Schema schema) => new State();

    private sealed class State : IMetricState<long>
    {
        private long _rows;

        public void Observe(RecordBatch batch) => _rows += batch.Length;

        public void Merge(IMetricState other) => _rows += ((State)other)._rows;

        public long Complete() => _rows;
    }
}
