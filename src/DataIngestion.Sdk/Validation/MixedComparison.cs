using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

/// <summary>Compares columns of different types by the exact value of their cells.</summary>
internal static class MixedComparison
{
    // From here on a double is no Int128.
    private const double Beyond = 1.7014118346046923e38;

    /// <summary>Integers with decimals, and dates with timestamps.</summary>
    public static void Exact(IArrowArray first, IArrowArray second, Span<sbyte> order)
    {
        int rows = first.Length;
        Int128[] one = ArrayPool<Int128>.Shared.Rent(rows);
        Int128[] other = ArrayPool<Int128>.Shared.Rent(rows);
        int scale = ExactCells.Read(first, one);
        int otherScale = ExactCells.Read(second, other);
        if (scale == otherScale)
        {
            ColumnComparison.Compare<Int128>(one.AsSpan(0, rows), other.AsSpan(0, rows), order);
        }
        else
        {
            for (int row = 0; row < rows; row++)
            {
                order[row] = Compare(one[row], scale, other[row], otherScale);
            }
        }

        ArrayPool<Int128>.Shared.Return(one);
        ArrayPool<Int128>.Shared.Return(other);
    }

    /// <summary>Where one side at least is a float. A decimal with places equals the float that is nearest to it.</summary>
    public static ColumnComparer Floats(IArrowType first, IArrowType second) => (first, second) switch
    {
        (FloatType or DoubleType, FloatType or DoubleType) => Doubles,
        (FloatType, _) => (one, other, order) => WithExact(one, other, order, single: true, sign: 1),
        (DoubleType, _) => (one, other, order) => WithExact(one, other, order, single: false, sign: 1),
        (_, FloatType) => (one, other, order) => WithExact(other, one, order, single: true, sign: -1),
        _ => (one, other, order) => WithExact(other, one, order, single: false, sign: -1),
    };

    /// <summary>Compares <c>one · 10^−scale</c> with <c>other · 10^−otherScale</c>.</summary>
    public static sbyte Compare(Int128 one, int scale, Int128 other, int otherScale)
    {
        if (scale < otherScale)
        {
            return (sbyte)-Compare(other, otherScale, one, scale);
        }

        // What overflows is larger than anything on the other side.
        Int128 limit = PowersOfTen.Limits[scale - otherScale];
        if (other > limit || other < -limit)
        {
            return other > 0 ? Comparison.Less : Comparison.Greater;
        }

        return (sbyte)one.CompareTo(other * PowersOfTen.Integers[scale - otherScale]);
    }

    /// <summary>Compares a float with <c>exact · 10^−scale</c>.</summary>
    public static sbyte Compare(double value, Int128 exact, int scale, bool single)
    {
        if (double.IsNaN(value))
        {
            return Comparison.Unordered;
        }

        if (scale > 0)
        {
            double nearest = DoubleCells.Nearest(exact, scale);
            return (sbyte)value.CompareTo(single ? (float)nearest : nearest);
        }

        if (Math.Abs(value) >= Beyond)
        {
            return value > 0 ? Comparison.Greater : Comparison.Less;
        }

        // The whole part decides, and where it is equal the sign of the rest.
        Int128 whole = (Int128)Math.Truncate(value);
        int order = whole.CompareTo(exact);
        return (sbyte)(order != 0 ? order : Math.Sign(value - Math.Truncate(value)));
    }

    private static void Doubles(IArrowArray first, IArrowArray second, Span<sbyte> order)
    {
        int rows = first.Length;
        double[] one = ArrayPool<double>.Shared.Rent(rows);
        double[] other = ArrayPool<double>.Shared.Rent(rows);
        DoubleCells.Read(first, one);
        DoubleCells.Read(second, other);
        ColumnComparison.Compare<double>(one.AsSpan(0, rows), other.AsSpan(0, rows), order);
        ArrayPool<double>.Shared.Return(one);
        ArrayPool<double>.Shared.Return(other);
    }

    private static void WithExact(IArrowArray floats, IArrowArray exact, Span<sbyte> order, bool single, int sign)
    {
        int rows = floats.Length;
        double[] one = ArrayPool<double>.Shared.Rent(rows);
        Int128[] other = ArrayPool<Int128>.Shared.Rent(rows);
        DoubleCells.Read(floats, one);
        int scale = ExactCells.Read(exact, other);
        for (int row = 0; row < rows; row++)
        {
            sbyte found = Compare(one[row], other[row], scale, single);
            order[row] = found == Comparison.Unordered ? found : (sbyte)(found * sign);
        }

        ArrayPool<double>.Shared.Return(one);
        ArrayPool<Int128>.Shared.Return(other);
    }
}
