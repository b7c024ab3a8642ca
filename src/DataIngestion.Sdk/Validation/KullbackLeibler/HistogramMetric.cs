using System.Globalization;
using Apache.Arrow;
using DataIngestion.Profiles;

namespace DataIngestion.Validation;

/// <summary>The counts of numbers between edges: intervals closed on the left, the last on both sides; below and above are the first and last count.</summary>
internal sealed class HistogramMetric(string column, IReadOnlyList<double> edges) : IMetric<long[]>
{
    public string Name => $"histogram({column}, {OneOfValidator.List([.. edges.Select(edge => edge.ToString("R", CultureInfo.InvariantCulture))])})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public IMetricState<long[]> Begin(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Name);
        return ArrowColumnType.Of(field).IsNumeric ? new State(column, [.. edges]) : throw SchemaColumns.NotApplicable(field, Name, "numbers");
    }

    private sealed class State(string column, double[] edges) : IMetricState<long[]>
    {
        private const int BlockRows = 2048;
        private readonly long[] _counts = new long[edges.Length + 1];

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            double[] block = new double[BlockRows];
            for (int row = 0; row < array.Length; row += BlockRows)
            {
                Span<double> values = block.AsSpan(0, Math.Min(BlockRows, array.Length - row));
                foreach (double value in values[..NumericValues.Read(array, row, values, out _)])
                {
                    _counts[Place(value)]++;
                }
            }
        }

        public void Merge(IMetricState other)
        {
            State later = (State)other;
            for (int at = 0; at < _counts.Length; at++)
            {
                _counts[at] += later._counts[at];
            }
        }

        public long[] Complete() => _counts;

        private int Place(double value)
        {
            if (value == edges[^1])
            {
                return edges.Length - 1;
            }

            int at = System.Array.BinarySearch(edges, value);
            return at >= 0 ? at + 1 : ~at;
        }
    }
}
