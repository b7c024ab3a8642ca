using System.Numerics;
using System.Text;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Counts what is missing in one column, and collects its faults of the batch at hand.</summary>
internal sealed class ColumnTally
{
    private readonly int _column;
    private readonly ColumnContract _contract;
    private readonly byte[][] _markers;
    private readonly CellView[] _views;
    private readonly long[] _markerCounts;
    private List<CellFault> _faults = [];
    private long _empty;
    private long _absent;

    public ColumnTally(int column, ColumnContract contract)
    {
        (_column, _contract) = (column, contract);
        _markers = [.. contract.MissingMarkers.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        _views = [.. _markers.Select(marker => marker.Length <= CellView.MostShort ? CellView.Short(marker) : default)];
        _markerCounts = new long[_markers.Length];
    }

    public ColumnContract Contract => _contract;

    public bool HasMarkers => _markers.Length > 0;

    public void Merge(ColumnTally other)
    {
        _empty += other._empty;
        _absent += other._absent;
        for (int marker = 0; marker < _markerCounts.Length; marker++)
        {
            _markerCounts[marker] += other._markerCounts[marker];
        }
    }

    public void CollectInto(List<CellFault> faults) => _faults = faults;

    /// <summary>Counts what is missing of up to 64 rows of a column that is no text, and says which hold a value.</summary>
    public ulong Take(in ValidityWords validity, int start, int count)
    {
        ulong present = validity.Of(start, count);
        ulong empty = ~present & ValidityWords.All(count);
        if (empty != 0)
        {
            _empty += BitOperations.PopCount(empty);
            Missing(start, empty);
        }

        return present;
    }

    /// <summary>Counts what is missing of up to 64 rows, by marker too, and says which hold a text.</summary>
    public ulong Take(in DeliveredText text, int start, int count)
    {
        ulong present = Take(text.Validity, start, count);
        for (int i = 0; i < _markers.Length && present != 0; i++)
        {
            ulong marked = _markers[i].Length <= CellView.MostShort
                ? Short(_views[i], text.Cells.Views.Slice(start, count)) & present
                : Long(_markers[i], text.Cells, start, present);
            if (marked != 0)
            {
                _markerCounts[i] += BitOperations.PopCount(marked);
                Missing(start, marked);
                present &= ~marked;
            }
        }

        return present;
    }

    /// <summary>Counts rows from the first on that were delivered without a value.</summary>
    public void Empty(int rows)
    {
        _empty += rows;
        MissingFirst(rows);
    }

    /// <summary>Counts rows from the first on of a column that was not delivered.</summary>
    public void Absent(int rows)
    {
        _absent += rows;
        MissingFirst(rows);
    }

    public void DoesNotFit(int start, ulong rows) => Add(start, rows, CellFaultKind.DoesNotFit);

    public IEnumerable<ColumnCount> Counts()
    {
        if (_empty > 0)
        {
            yield return new(_contract.Name, "empty", _empty);
        }

        for (int i = 0; i < _markers.Length; i++)
        {
            if (_markerCounts[i] > 0)
            {
                string marker = Encoding.UTF8.GetString(_markers[i]);
                yield return new(_contract.Name, "marker " + (marker.Length == 0 ? "\"\"" : marker), _markerCounts[i]);
            }
        }

        if (_absent > 0)
        {
            yield return new(_contract.Name, "absent", _absent);
        }
    }

    private static ulong Short(CellView marker, ReadOnlySpan<CellView> cells)
    {
        ulong marked = 0;
        for (int row = 0; row < cells.Length; row++)
        {
            marked |= (cells[row].Equals(marker) ? 1UL : 0UL) << row;
        }

        return marked;
    }

    private static ulong Long(byte[] marker, in ViewCells cells, int start, ulong present)
    {
        ulong marked = 0;
        for (ulong left = present; left != 0; left &= left - 1)
        {
            int row = BitOperations.TrailingZeroCount(left);
            marked |= (cells[start + row].SequenceEqual(marker) ? 1UL : 0UL) << row;
        }

        return marked;
    }

    private void MissingFirst(int rows)
    {
        for (int row = 0; row < rows; row += ValidityWords.Rows)
        {
            Missing(row, ValidityWords.All(Math.Min(rows - row, ValidityWords.Rows)));
        }
    }

    private void Missing(int start, ulong rows)
    {
        if (_contract.Required)
        {
            Add(start, rows, CellFaultKind.MissingRequired);
        }
    }

    private void Add(int start, ulong rows, CellFaultKind kind)
    {
        for (ulong left = rows; left != 0; left &= left - 1)
        {
            _faults.Add(new(start + BitOperations.TrailingZeroCount(left), _column, kind));
        }
    }
}
