namespace DataIngestion.Pipelines;

/// <summary>Finds the file and row that a published row came from: memory grows with batches and gaps, not with rows.</summary>
internal sealed class RowOrigins
{
    private readonly List<(long FirstOrdinal, string Origin, long FirstRow)> _runs = [];
    private long _next;
    private long _expectedRow = -1;

    public void Add(string origin, long row)
    {
        if (_runs.Count == 0 || row != _expectedRow || _runs[^1].Origin != origin)
        {
            _runs.Add((_next, origin, row));
        }

        _expectedRow = row + 1;
        _next++;
    }

    public (string Origin, long Row) Locate(long ordinal)
    {
        int low = 0;
        int high = _runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _runs[middle].FirstOrdinal <= ordinal ? (middle, high) : (low, middle - 1);
        }

        return (_runs[low].Origin, _runs[low].FirstRow + ordinal - _runs[low].FirstOrdinal);
    }
}
