using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>The target's distribution on one side, whole and within each bin of the segment columns.</summary>
internal sealed class PriorSide(string target, ColumnType type, IReadOnlyList<FeatureBins> segments, bool exact)
{
    private readonly Column _whole = new(target, type, exact);
    private readonly Column?[][] _segments = [.. segments.Select(segment => new Column?[segment.Labels.Count])];
    private readonly List<int>[][] _rows = [.. segments.Select(segment => segment.Labels.Select(_ => new List<int>()).ToArray())];

    public ColumnProfile Complete() => _whole.Complete();

    /// <summary>The profile of a segment, empty where it has no row.</summary>
    public ColumnProfile Complete(int segment, int bin) => (_segments[segment][bin] ?? new(target, type, exact)).Complete();

    public void Observe(RecordBatch batch)
    {
        IArrowArray values = ConceptPlan.Column(batch, target);
        _whole.Observe(values);
        for (int segment = 0; segment < segments.Count && batch.Length > 0; segment++)
        {
            Observe(batch, values, segment);
        }
    }

    private void Observe(RecordBatch batch, IArrowArray values, int segment)
    {
        byte[] codes = new byte[batch.Length];
        segments[segment].Read(ConceptPlan.Column(batch, segments[segment].Column), codes, new double[batch.Length]);
        for (int row = 0; row < codes.Length; row++)
        {
            _rows[segment][segments[segment].TestedOf[codes[row]]].Add(row);
        }

        for (int bin = 0; bin < _rows[segment].Length; bin++)
        {
            List<int> rows = _rows[segment][bin];
            if (rows.Count > 0)
            {
                using RecordBatch taken = Taken(batch, values, rows);
                (_segments[segment][bin] ??= new(target, type, exact)).Observe(taken.Column(0));
                rows.Clear();
            }
        }
    }

    private RecordBatch Taken(RecordBatch batch, IArrowArray values, List<int> rows)
    {
        // Not disposed of: its column belongs to the batch.
        RecordBatch one = new(new Schema([batch.Schema.GetFieldByName(target)], null), [values], batch.Length);
        return Take.Rows(one, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
    }

    // All distinct values, or a profile of bounded size.
    private sealed class Column(string name, ColumnType type, bool exact)
    {
        private readonly ExactProfileBuilder? _exact = exact ? new(name, type) : null;
        private readonly ColumnState? _bounded = exact ? null : ColumnState.Create(name, type, withheld: false);

        public void Observe(IArrowArray values)
        {
            _exact?.Observe(values);
            _bounded?.Observe(values);
        }

        public ColumnProfile Complete() => _exact?.Complete() ?? _bounded!.Complete();
    }
}
