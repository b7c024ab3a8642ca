namespace DataIngestion.Pipelines;

/// <summary>Finds the file and row of a delivery's ordinal: memory grows with batches, not with rows.</summary>
internal sealed class RowOrigins
{
    private readonly List<(long FirstOrdinal, string Origin, long FirstRow)> _batches = [];
    private long _next;

    public void Add(string origin, long firstRow, int rows)
    {
        _batches.Add((_next, origin, firstRow));
        _next += rows;
    }

    public (string Origin, long Row) Locate(long ordinal)
    {
        int low = 0;
        int high = _batches.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _batches[middle].FirstOrdinal <= ordinal ? (middle, high) : (low, middle - 1);
        }

        return (_batches[low].Origin, _batches[low].FirstRow + ordinal - _batches[low].FirstOrdinal);
    }
}
