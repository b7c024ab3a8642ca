using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The smallest and largest part of a key column: whole numbers (dates in days, timestamps in microseconds since 1970-01-01) or text in UTF-8 order.</summary>
internal sealed record KeyRange(string Column, long? Minimum, long? Maximum, string? MinimumText, string? MaximumText);

/// <summary>Follows the ranges of the key columns.</summary>
internal sealed class KeyRanges(IReadOnlyList<string> columns)
{
    private readonly (long Minimum, long Maximum)?[] _whole = new (long, long)?[columns.Count];
    private readonly (byte[] Minimum, byte[] Maximum)?[] _text = new (byte[], byte[])?[columns.Count];

    public void Observe(RecordBatch batch, ReadOnlySpan<bool> missing, Func<int, bool>? included)
    {
        for (int column = 0; column < columns.Count; column++)
        {
            IArrowArray array = batch.Column(columns[column]);
            ObserveColumn(array, column, missing, included);
            GC.KeepAlive(array);
        }
    }

    public void Merge(KeyRanges other)
    {
        for (int column = 0; column < columns.Count; column++)
        {
            if (other._whole[column] is { } whole)
            {
                Include(column, whole.Minimum);
                Include(column, whole.Maximum);
            }

            if (other._text[column] is { } text)
            {
                Include(column, text.Minimum);
                Include(column, text.Maximum);
            }
        }
    }

    public IReadOnlyList<KeyRange> ToList()
    {
        List<KeyRange> ranges = [];
        for (int column = 0; column < columns.Count; column++)
        {
            if (_whole[column] is { } whole)
            {
                ranges.Add(new KeyRange(columns[column], whole.Minimum, whole.Maximum, null, null));
            }
            else if (_text[column] is { } text)
            {
                ranges.Add(new KeyRange(columns[column], null, null, Encoding.UTF8.GetString(text.Minimum), Encoding.UTF8.GetString(text.Maximum)));
            }
        }

        return ranges;
    }

    private void ObserveColumn(IArrowArray array, int column, ReadOnlySpan<bool> missing, Func<int, bool>? included)
    {
        switch (array.Data.DataType)
        {
            case Int8Type:
                Whole<sbyte>(array, column, missing, included, value => value);
                break;
            case Int16Type:
                Whole<short>(array, column, missing, included, value => value);
                break;
            case Int32Type or Date32Type:
                Whole<int>(array, column, missing, included, value => value);
                break;
            case Int64Type or TimestampType:
                Whole<long>(array, column, missing, included, value => value);
                break;
            case StringType:
                Text(array, column, missing, included);
                break;
            default:
                break;
        }
    }

    private void Whole<T>(IArrowArray array, int column, ReadOnlySpan<bool> missing, Func<int, bool>? included, Func<T, long> widen)
        where T : unmanaged, IComparable<T>
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        T smallest = default;
        T largest = default;
        bool any = false;
        for (int row = 0; row < values.Length; row++)
        {
            if (!missing[row] && (included is null || included(row)))
            {
                smallest = any && smallest.CompareTo(values[row]) <= 0 ? smallest : values[row];
                largest = any && largest.CompareTo(values[row]) >= 0 ? largest : values[row];
                any = true;
            }
        }

        if (any)
        {
            Include(column, widen(smallest));
            Include(column, widen(largest));
        }
    }

    private void Text(IArrowArray array, int column, ReadOnlySpan<bool> missing, Func<int, bool>? included)
    {
        ByteCells values = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (!missing[row] && (included is null || included(row)))
            {
                Include(column, values[row]);
            }
        }
    }

    private void Include(int column, long value) => _whole[column] = _whole[column] is { } range
        ? (Math.Min(range.Minimum, value), Math.Max(range.Maximum, value))
        : (value, value);

    private void Include(int column, ReadOnlySpan<byte> value)
    {
        if (_text[column] is not { } range)
        {
            byte[] only = value.ToArray();
            _text[column] = (only, only);
        }
        else if (value.SequenceCompareTo(range.Minimum) < 0)
        {
            _text[column] = (value.ToArray(), range.Maximum);
        }
        else if (value.SequenceCompareTo(range.Maximum) > 0)
        {
            _text[column] = (range.Minimum, value.ToArray());
        }
    }
}
