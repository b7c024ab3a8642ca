using System.Text;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Counts what is missing in one column, and collects its faults of the batch at hand.</summary>
internal sealed class ColumnTally
{
    private readonly int _column;
    private readonly ColumnContract _contract;
    private readonly byte[][] _markers;
    private readonly TextSlot[] _inlineMarkers;
    private readonly long[] _markerCounts;
    private List<CellFault> _faults = [];
    private long _empty;
    private long _absent;

    public ColumnTally(int column, ColumnContract contract)
    {
        (_column, _contract) = (column, contract);
        _markers = [.. contract.MissingMarkers.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        _inlineMarkers = [.. _markers.Select(marker => marker.Length <= TextSlot.MostInline ? TextSlot.Inline(marker) : default)];
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

    public void Empty(int row)
    {
        _empty++;
        Missing(row);
    }

    public void Absent(int rows)
    {
        _absent += rows;
        for (int row = 0; row < rows && _contract.Required; row++)
        {
            Missing(row);
        }
    }

    public bool IsMarker(ReadOnlySpan<byte> text, int row)
    {
        for (int i = 0; i < _markers.Length; i++)
        {
            if (text.SequenceEqual(_markers[i]))
            {
                return CountMarker(i, row);
            }
        }

        return false;
    }

    public bool IsMarker(TextSlot slot, ReadOnlySpan<byte> text, int row)
    {
        if (!slot.IsInline)
        {
            return IsMarker(text, row);
        }

        for (int i = 0; i < _inlineMarkers.Length; i++)
        {
            if (slot == _inlineMarkers[i] && slot.Length == _markers[i].Length)
            {
                return CountMarker(i, row);
            }
        }

        return false;
    }

    public void DoesNotFit(int row) => _faults.Add(new(row, _column, CellFaultKind.DoesNotFit));

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

    private bool CountMarker(int marker, int row)
    {
        _markerCounts[marker]++;
        Missing(row);
        return true;
    }

    private void Missing(int row)
    {
        if (_contract.Required)
        {
            _faults.Add(new(row, _column, CellFaultKind.MissingRequired));
        }
    }
}
