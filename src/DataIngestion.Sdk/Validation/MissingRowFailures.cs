using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Makes rows fail in which a value is missing that a check reads.</summary>
internal sealed class MissingRowFailures(IReadOnlyList<string> columns)
{
    private readonly HashSet<int> _named = [];

    /// <summary>The rows that failed for this reason alone.</summary>
    public long Count { get; private set; }

    public void AddTo(RowFailures failures, RecordBatch batch)
    {
        _named.Clear();
        _named.UnionWith(failures.Rows);
        foreach (string column in columns)
        {
            Validity validity = new(batch.Column(column));
            for (int row = validity.Next(0, valid: false); row < batch.Length; row = validity.Next(row + 1, valid: false))
            {
                if (_named.Add(row))
                {
                    failures.Add(row);
                    Count++;
                }
            }
        }
    }
}
