using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Compares the values of one array with two ends, both inside the range. NaN is outside.</summary>
internal sealed class RangeKernel<T>(T minimum, T maximum, RangeKernel<T>.Reader values) : IColumnKernel
    where T : struct, IComparisonOperators<T, T, bool>
{
    public delegate ReadOnlySpan<T> Reader(IArrowArray array);

    public bool IsEmpty { get; init; }

    public bool ExceedsType { get; init; }

    public void Judge(IArrowArray column, RowFailures failures)
    {
        ReadOnlySpan<T> span = values(column);
        Validity validity = new(column);
        bool none = IsEmpty || ExceedsType;
        for (int row = 0; row < span.Length; row++)
        {
            bool inside = !none && span[row] >= minimum && span[row] <= maximum;
            if (!inside && validity.IsValid(row))
            {
                failures.Add(row);
            }
        }

        GC.KeepAlive(column);
    }
}
