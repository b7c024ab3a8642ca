using System.Runtime.InteropServices;

namespace DataIngestion.Columnar;

/// <summary>Which rows of one batch are rejected, and why. Rows that pass cost nothing.</summary>
internal sealed class RowVerdicts
{
    // Many rows fail for the same reasons, so a row holds the number of a list of reasons; 0 is the empty one.
    private readonly List<IReadOnlyList<string>> _lists = [[]];
    private readonly Dictionary<(int List, string Reason), int> _longer = [];
    private int[] _listOf = [];

    public int Rows { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>The reasons of all rows.</summary>
    public int Reasons { get; private set; }

    public void Begin(int rows)
    {
        if (Rejected > 0)
        {
            _listOf.AsSpan().Clear();
        }

        (Rows, Rejected, Reasons) = (rows, 0, 0);
    }

    public void Reject(int row, string reason)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        if (_listOf.Length < Rows)
        {
            System.Array.Resize(ref _listOf, Rows);
        }

        ref int list = ref _listOf[row];
        Rejected += list == 0 ? 1 : 0;
        Reasons++;
        list = Longer(list, reason);
    }

    public bool IsRejected(int row) => Rejected > 0 && _listOf[row] != 0;

    public IReadOnlyList<string> ReasonsOf(int row) => Rejected > 0 ? _lists[_listOf[row]] : [];

    /// <summary>The rejected rows in ascending order.</summary>
    public int[] RejectedRows() => Find(rejected: true, Rejected);

    /// <summary>The rows that are not rejected, in ascending order.</summary>
    public int[] KeptRows() => Find(rejected: false, Rows - Rejected);

    private int Longer(int list, string reason)
    {
        ref int longer = ref CollectionsMarshal.GetValueRefOrAddDefault(_longer, (list, reason), out bool known);
        if (!known)
        {
            longer = _lists.Count;
            _lists.Add([.. _lists[list], reason]);
        }

        return longer;
    }

    private int[] Find(bool rejected, int count)
    {
        int[] rows = new int[count];
        int found = 0;
        for (int row = 0; found < count; row++)
        {
            if (IsRejected(row) == rejected)
            {
                rows[found++] = row;
            }
        }

        return rows;
    }
}
