using System.Buffers;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Sums integers and decimals exactly, in numbers of a common scale.</summary>
internal sealed class ExactSumKernel : IRowsOfColumnsKernel
{
    private readonly Int128 _total;
    private readonly Int128[] _factors;
    private Int128[] _sums = [];

    private ExactSumKernel(Int128 total, Int128[] factors) => (_total, _factors) = (total, factors);

    /// <summary>A kernel in 128 bits, or without a limit where the types allow larger sums.</summary>
    public static IRowsOfColumnsKernel Of(IReadOnlyList<IArrowType> types, ExactNumber total)
    {
        int scale = Math.Max(total.Scale, types.Max(type => ExactCells.ScaleOf(type)!.Value));
        int digits = types.Max(type => ExactCells.DigitsOf(type) + scale - ExactCells.ScaleOf(type)!.Value) + Digits(types.Count);
        BigInteger wanted = total.Floor(scale);
        if (digits > PowersOfTen.MostDigits || BigInteger.Abs(wanted) > (BigInteger)Int128.MaxValue)
        {
            return new LargeSumKernel(wanted, [.. types.Select(type => BigInteger.Pow(10, scale - ExactCells.ScaleOf(type)!.Value))]);
        }

        return new ExactSumKernel((Int128)wanted, [.. types.Select(type => PowersOfTen.Integers[scale - ExactCells.ScaleOf(type)!.Value])]);
    }

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        _sums = _sums.Length < rows ? new Int128[rows] : _sums;
        Span<Int128> sums = _sums.AsSpan(0, rows);
        sums.Clear();
        Int128[] rented = ArrayPool<Int128>.Shared.Rent(rows);
        for (int column = 0; column < arrays.Length; column++)
        {
            ExactCells.Read(arrays[column], rented);
            MissingPolicy.Clear(arrays[column], rented);
            Int128 factor = _factors[column];
            for (int row = 0; row < rows; row++)
            {
                sums[row] += rented[row] * factor;
            }
        }

        ArrayPool<Int128>.Shared.Return(rented);
        for (int row = 0; row < rows; row++)
        {
            fails[row] = sums[row] != _total;
        }
    }

    public bool Fails(bool byOthers, int missing) => byOthers;

    private static int Digits(int columns) => (int)Math.Ceiling(Math.Log10(columns));
}

/// <summary>The same without a limit, slower.</summary>
internal sealed class LargeSumKernel(BigInteger total, IReadOnlyList<BigInteger> factors) : IRowsOfColumnsKernel
{
    private BigInteger[] _sums = [];

    public void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails)
    {
        _sums = _sums.Length < rows ? new BigInteger[rows] : _sums;
        _sums.AsSpan().Clear();
        Int128[] rented = ArrayPool<Int128>.Shared.Rent(rows);
        for (int column = 0; column < arrays.Length; column++)
        {
            ExactCells.Read(arrays[column], rented);
            MissingPolicy.Clear(arrays[column], rented);
            for (int row = 0; row < rows; row++)
            {
                _sums[row] += rented[row] * factors[column];
            }
        }

        ArrayPool<Int128>.Shared.Return(rented);
        for (int row = 0; row < rows; row++)
        {
            fails[row] = _sums[row] != total;
        }
    }

    public bool Fails(bool byOthers, int missing) => byOthers;
}
