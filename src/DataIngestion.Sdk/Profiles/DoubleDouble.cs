using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataIngestion.Profiles;

/// <summary>An unevaluated sum of two doubles: about 32 significant digits (Dekker 1971; Knuth's two-sum).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public double Value => High + Low;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        double sum = a.High + b.High;
        double part = sum - a.High;
        double error = (a.High - (sum - part)) + (b.High - part);
        return Renormalise(sum, error + a.Low + b.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + new DoubleDouble(-b.High, -b.Low);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Renormalise(product, error + (a.High * b.Low) + (a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, double divisor)
    {
        double quotient = a.High / divisor;
        double remainder = Math.FusedMultiplyAdd(-quotient, divisor, a.High) + a.Low;
        return Renormalise(quotient, remainder / divisor);
    }

    public DoubleDouble ScaleB(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    /// <summary>The sum and the sum of squares of the values times a power of two.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public static (DoubleDouble Sum, DoubleDouble Squares) Sums(ReadOnlySpan<double> values, double scale)
    {
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Lanes sum = default;
        Lanes squares = default;
        foreach (Vector256<double> vector in vectors)
        {
            Vector256<double> value = vector * scale;
            Vector256<double> square = value * value;
            sum.Add(value, Vector256<double>.Zero);
            squares.Add(square, Vector256.FusedMultiplyAdd(value, value, -square));
        }

        (DoubleDouble tail, DoubleDouble tailSquares) = ScalarSums(values[(vectors.Length * Vector256<double>.Count)..], scale);
        return (sum.Total() + tail, squares.Total() + tailSquares);
    }

    /// <summary>The reference for <see cref="Sums"/>.</summary>
    public static (DoubleDouble Sum, DoubleDouble Squares) ScalarSums(ReadOnlySpan<double> values, double scale)
    {
        DoubleDouble sum = default;
        DoubleDouble squares = default;
        foreach (double each in values)
        {
            double value = each * scale;
            double square = value * value;
            sum += new DoubleDouble(value, 0);
            squares += new DoubleDouble(square, Math.FusedMultiplyAdd(value, value, -square));
        }

        return (sum, squares);
    }

    private static DoubleDouble Renormalise(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }

    // Four running sums; the low parts stay apart until the end, which keeps the loop free of renormalisation.
    private struct Lanes
    {
        private Vector256<double> _high;
        private Vector256<double> _low;

        public void Add(Vector256<double> value, Vector256<double> error)
        {
            Vector256<double> sum = _high + value;
            Vector256<double> part = sum - _high;
            _low += (_high - (sum - part)) + (value - part) + error;
            _high = sum;
        }

        public readonly DoubleDouble Total()
        {
            DoubleDouble total = default;
            for (int lane = 0; lane < Vector256<double>.Count; lane++)
            {
                total += Renormalise(_high[lane], _low[lane]);
            }

            return total;
        }
    }
}
