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
        for (int row = validity.Next(0, valid: true); row < values.Length; row = validity.Next(row + 1, valid: true))
        {
            T value = values[row];
            if (T.IsNaN(value) || (_last is { } last && !Follows(last, value)))
            {
                failures.Add(row);
            }

            // NaN is in no order with what follows.
            if (!T.IsNaN(value))
            {
                _first ??= value;
                _last = value;
            }
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

    private bool Follows(T before, T value)
    {
        (T low, T high) = descending ? (value, before) : (before, value);
        return strictly ? low < high : low <= high;
    }
}
