using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>What an earlier pass over the same delivery found out about its keys.</summary>
internal sealed class KnownDuplicates
{
    /// <summary>Rows whose key an earlier row of the delivery has.</summary>
    public KnownRows Repeated { get; } = new();

    /// <summary>Rows whose key the table has.</summary>
    public KnownRows InTable { get; } = new();

    public long Count => Repeated.Count + InTable.Count;
}

/// <summary>Rows of a delivery, by origin and one-based row.</summary>
internal sealed class KnownRows
{
    private readonly Dictionary<string, OrdinalSet> _rows = [];

    public long Count { get; private set; }

    public void Add(string origin, long row)
    {
        if (!_rows.TryGetValue(origin, out OrdinalSet? rows))
        {
            _rows[origin] = rows = new OrdinalSet();
        }

        Count += rows.Add(row) ? 1 : 0;
    }

    /// <summary>The zero-based rows of one batch, which begins at a one-based row of its origin, in ascending order.</summary>
    public IEnumerable<int> RowsIn(string origin, long firstRow, int count) => _rows.TryGetValue(origin, out OrdinalSet? rows)
        ? rows.Between(firstRow, firstRow + count).Select(row => (int)(row - firstRow))
        : [];
}
