using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>How many different values a column has, exactly: what memory has no room for is spilled.</summary>
internal sealed class DistinctCountMetric(string column) : IMetric<long>
{
    private const long MemoryBudget = 32L << 20;

    // States are merged, so all of them hash with the seed of their metric: a check makes it once and not for each run.
    private readonly long _seed = KeySeed.Next();

    public string Name => $"distinct({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public bool ReadsDictionaries => true;

    public IMetricState<long> Begin(Schema schema)
    {
        SchemaColumns.Require(schema, column, Name);
        return new State(new KeyIndex(schema, [column], new KeyIndexOptions { MemoryBudget = MemoryBudget, Degree = 1 }, _seed, skipMissing: true));
    }

    private sealed class State(KeyIndex index) : IMetricState<long>
    {
        private readonly List<int> _repeated = [];

        public void Observe(RecordBatch batch)
        {
            _repeated.Clear();
            index.Observe(batch, _repeated);
        }

        public void Merge(IMetricState other) => index.Merge(((State)other).Index);

        public long Complete()
        {
            index.Complete();
            long count = index.Count;
            index.Dispose();
            return count;
        }

        private KeyIndex Index => index;
    }
}
