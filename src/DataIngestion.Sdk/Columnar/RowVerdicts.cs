namespace DataIngestion.Columnar;

/// <summary>Which rows of one batch are rejected, and why. Reused between batches.</summary>
internal sealed class RowVerdicts
{
    private readonly Dictionary<int, List<string>> _reasons = [];

    public int Rows { get; private set; }

    public int Rejected => _reasons.Count;

    /// <summary>The reasons of all rows.</summary>
    public int Reasons { get; private set; }

    public void Begin(int rows)
    {
        Rows = rows;
        _reasons.Clear();
        Reasons = 0;
    }

    public void Reject(int row, string reason)
    {
        if (!_reasons.TryGetValue(row, out List<string>? reasons))
        {
            _reasons[row] = reasons = [];
        }

        reasons.Add(reason);
        Reasons++;
    }

    public bool IsRejected(int row) => _reasons.ContainsKey(row);

    public IReadOnlyList<string> ReasonsOf(int row) => _reasons.TryGetValue(row, out List<string>? reasons) ? reasons : [];

    /// <summary>The rejected rows in ascending order.</summary>
    public int[] RejectedRows() => [.. _reasons.Keys.Order()];

    /// <summary>The rows that are not rejected, in ascending order.</summary>
    public int[] KeptRows() => [.. Enumerable.Range(0, Rows).Where(row => !_reasons.ContainsKey(row))];
}
