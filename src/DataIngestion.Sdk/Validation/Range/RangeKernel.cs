using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Finds the values outside two inclusive bounds.</summary>
internal static class RangeKernel
{
    public static ColumnKernel Of<T>(T low, T high)
        where T : unmanaged, INumber<T> =>
        (array, failures) => Check(array, low, high, failures);

    private static void Check<T>(IArrowArray array, T low, T high, RowFailures failures)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        Validity validity = new(array);
        for (int row = 0; row < values.Length; row++)
        {
            // Negated so that NaN, which no comparison holds for, fails.
            if (!(values[row] >= low && values[row] <= high) && validity[row])
            {
                failures.Add(row);
            }
        }
    }
}
