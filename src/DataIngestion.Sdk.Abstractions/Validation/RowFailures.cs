namespace DataIngestion;

/// <summary>The rows of one batch that failed one rule.</summary>
/// <remarks>Not thread-safe. Reused between batches by its owner.</remarks>
public sealed class RowFailures
{
    private readonly List<int> _rows = [];

    /// <summary>The failing rows: zero-based indices in the batch, in the order in which they were added.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>Adds a failing row; a rule adds each row of a batch at most once.</summary>
    /// <param name="row">The zero-based index in the batch.</param>
    public void Add(int row) => _rows.Add(row);

    /// <summary>Forgets all rows.</summary>
    public void Clear() => _rows.Clear();
}
