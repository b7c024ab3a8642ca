using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Sums in float64, in the order of the columns.</summary>
internal sealed class DoubleSumKernel(double total, double tolerance) : IRowsOfColumnsKernel
{
    private double[] _sums = [];

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        _sums = _sums.Length < rows ? new double[rows] : _sums;
        Span<double> sums = _sums.AsSpan(0, rows);
        sums.Clear();
        double[] rented = ArrayPool<double>.Shared.Rent(rows);
        foreach (IArrowArray array in arrays)
        {
            DoubleCells.Read(array, rented);
            MissingPolicy.Clear(array, rented);
            for (int row = 0; row < rows; row++)
            {
                sums[row] += rented[row];
            }
        }

        ArrayPool<double>.Shared.Return(rented);
        for (int row = 0; row < rows; row++)
        {
            fails[row] = Differs(sums[row]);
        }
    }

    public bool Fails(bool byOthers, int missing) => byOthers;

    // Negated so that NaN, which no comparison holds for, fails.
    private bool Differs(double sum) => !(sum == total || Math.Abs(sum - total) <= tolerance);
}
