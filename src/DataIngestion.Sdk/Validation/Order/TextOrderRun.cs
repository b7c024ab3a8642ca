using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Text by the bytes of its UTF-8, which is the order of code points.</summary>
internal sealed class TextOrderRun(bool descending, bool strictly) : OrderRun
{
    private byte[]? _first;
    private byte[]? _last;

    public override void Observe(IArrowArray array, RowFailures failures)
    {
        ByteCells values = new(array);
        Validity validity = new(array);
        ReadOnlySpan<byte> last = _last;
        bool begun = _last is not null;
        for (int row = validity.Next(0, valid: true); row < array.Length; row = validity.Next(row + 1, valid: true))
        {
            ReadOnlySpan<byte> value = values[row];
            if (begun && !Follows(last, value))
            {
                failures.Add(row);
            }

            _first ??= value.ToArray();
            last = value;
            begun = true;
        }

        // The batch is not kept.
        _last = begun ? last.ToArray() : null;
        GC.KeepAlive(array);
    }

    public override bool Append(OrderRun later)
    {
        TextOrderRun run = (TextOrderRun)later;
        bool fails = _last is not null && run._first is not null && !Follows(_last, run._first);
        (_first, _last) = (_first ?? run._first, run._last ?? _last);
        return fails;
    }

    private bool Follows(ReadOnlySpan<byte> before, ReadOnlySpan<byte> value)
    {
        int order = descending ? before.SequenceCompareTo(value) : value.SequenceCompareTo(before);
        return strictly ? order > 0 : order >= 0;
    }
}
