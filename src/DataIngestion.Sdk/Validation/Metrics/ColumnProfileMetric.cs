using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Profiles;

namespace DataIngestion.Validation;

/// <summary>The profile of a column: extremes, moments, quantiles and categories, computed once for all checks of the column.</summary>
internal sealed class ColumnProfileMetric(string column) : IMetric<ColumnProfile>
{
    public string Name => $"profile({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public bool ReadsDictionaries => true;

    public IMetricState<ColumnProfile> Begin(Schema schema) => new State(column, ArrowColumnType.Of(SchemaColumns.Require(schema, column, Name)));

    private sealed class State(string column, ColumnType type) : IMetricState<ColumnProfile>
    {
        private readonly ColumnState _state = ColumnState.Create(column, type, withheld: false);

        public void Observe(RecordBatch batch)
        {
            _state.Observe(batch.Column(column));

            // Sorted where it was read: merges go on one thread.
            _state.Seal();
        }

        public void Merge(IMetricState other) => _state.Merge(((State)other)._state);

        public ColumnProfile Complete() => _state.Complete();
    }
}
