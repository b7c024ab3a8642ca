namespace DataIngestion.Pipelines;

/// <summary>Rows of a delivery, by origin and one-based row, whose key the table has already.</summary>
internal sealed class KnownDuplicates
{
    private readonly Dictionary<string, SortedSet<long>> _rows = [];

    public long Count { get; private set; }

    public void Add(string origin, long row)
    {
        if (!_rows.TryGetValue(origin, out SortedSet<long>? rows))
        {
            _rows[origin] = rows = [];
        }

        Count += rows.Add(row) ? 1 : 0;
    }

    /// <summary>The zero-based rows of one batch, which begins at a one-based row of its origin.</summary>
    public IEnumerable<int> RowsIn(string origin, long firstRow, int count) => _rows.TryGetValue(origin, out SortedSet<long>? rows)
        ? rows.GetViewBetween(firstRow, firstRow + count - 1).Select(row => (int)(row - firstRow))
        : [];
}
