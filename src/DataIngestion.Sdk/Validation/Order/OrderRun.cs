using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Compares each value of a column with the one before, over all batches. Missing values are passed over.</summary>
internal abstract class OrderRun
{
    public abstract void Observe(IArrowArray array, RowFailures failures);

    /// <summary>Takes over the end of a run of the same kind over later rows.</summary>
    /// <returns>Whether its first value fails against the last one of this run.</returns>
    public abstract bool Append(OrderRun later);
}

internal sealed class OrderRun<T>(bool descending, bool strictly) : OrderRun
    where T : unmanaged, INumber<T>
{
    private T? _first;
    private T? _last;

    public override void Observe(IArrowArray array, RowFailures failures)
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        Validity validity = new(array);
        for (int row = validity.Next(0, valid: true); row < values.Length;)
        {
            int end = validity.Next(row, valid: false);
            Observe(values[..end], row, failures);
            row = validity.Next(end, valid: true);
        }

        GC.KeepAlive(array);
    }

    public override bool Append(OrderRun later)
    {
        OrderRun<T> run = (OrderRun<T>)later;
        bool fails = _last is { } last && run._first is { } next && !Follows(last, next);
        (_first, _last) = (_first ?? run._first, run._last ?? _last);
        return fails;
    }

    private void Observe(ReadOnlySpan<T> values, int from, RowFailures failures)
    {
        int row = from;
        if (_last is null)
        {
            row = Begin(values, from, failures);
        }

        T last = _last.GetValueOrDefault();
        for (; row < values.Length; row++)
        {
            if (!Follows(last, values[row]))
            {
                failures.Add(row);
            }

            // NaN is in no order with what follows.
            last = T.IsNaN(values[row]) ? last : values[row];
        }

        _last = _last is null ? null : last;
    }

    /// <returns>The row after the first value.</returns>
    private int Begin(ReadOnlySpan<T> values, int row, RowFailures failures)
    {
        for (; row < values.Length && _last is null; row++)
        {
            if (T.IsNaN(values[row]))
            {
                failures.Add(row);
            }
            else
            {
                (_first, _last) = (values[row], values[row]);
            }
        }

        return row;
    }

    private bool Follows(T before, T value)
    {
        (T low, T high) = descending ? (value, before) : (before, value);
        return strictly ? low < high : low <= high;
    }
}
