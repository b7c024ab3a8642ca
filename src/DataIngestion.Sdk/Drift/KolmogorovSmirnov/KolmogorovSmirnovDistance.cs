using System.Numerics;
using System.Runtime.CompilerServices;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>The greatest distance of two empirical distribution functions, as a fraction of whole numbers so that it is exact.</summary>
/// <param name="FirstCount">The size n of the first sample.</param>
/// <param name="SecondCount">The size m of the second sample.</param>
/// <param name="Steps">The distance in units of 1 / lcm(n, m).</param>
internal readonly record struct KolmogorovSmirnovDistance(long FirstCount, long SecondCount, Int128 Steps)
{
    public double Value => (double)Steps / ((double)FirstCount * (SecondCount / (double)Divisor));

    public long Divisor => Gcd(FirstCount, SecondCount);

    private Int128 Largest => (Int128)FirstCount * (SecondCount / Divisor);

    /// <summary>Between the distributions that the knots describe; see <see cref="Bounds"/> when they are not exact.</summary>
    public static KolmogorovSmirnovDistance Between(NumericProfile first, NumericProfile second)
    {
        long divisor = Gcd(first.Count, second.Count);
        (long firstStep, long secondStep) = (second.Count / divisor, first.Count / divisor);
        Int128 steps = (Int128)first.Count * firstStep <= long.MaxValue
            ? Walk<long>(first, second, firstStep, secondStep)
            : Walk<Int128>(first, second, firstStep, secondStep);
        return new(first.Count, second.Count, steps);
    }

    /// <summary>The least and the greatest distance that samples with these profiles can have: no distribution function is further from its knots than the rank error.</summary>
    public (KolmogorovSmirnovDistance Least, KolmogorovSmirnovDistance Greatest) Bounds(long firstError, long secondError)
    {
        long divisor = Divisor;
        Int128 error = ((Int128)firstError * (SecondCount / divisor)) + ((Int128)secondError * (FirstCount / divisor));
        return (this with { Steps = Int128.Max(0, Steps - error) }, this with { Steps = Int128.Min(Largest, Steps + error) });
    }

    [MethodImpl(Kernel.AtOnce)]
    private static T Walk<T>(NumericProfile first, NumericProfile second, T firstStep, T secondStep)
        where T : struct, IBinaryInteger<T>
    {
        ReadOnlySpan<double> x = KnotSpans.Of(first.Knots);
        ReadOnlySpan<long> xWeights = KnotSpans.Of(first.Weights);
        ReadOnlySpan<double> y = KnotSpans.Of(second.Knots);
        ReadOnlySpan<long> yWeights = KnotSpans.Of(second.Weights);
        T difference = T.Zero;
        T highest = T.Zero;
        T lowest = T.Zero;
        int i = 0;
        int j = 0;
        while (i < x.Length && j < y.Length)
        {
            // Which side is next is as good as random, so no branch depends on it.
            int fromFirst = Choice.Number(x[i] <= y[j]);
            int fromSecond = Choice.Number(y[j] <= x[i]);
            difference += (firstStep * T.CreateTruncating(xWeights[i] & -(long)fromFirst)) - (secondStep * T.CreateTruncating(yWeights[j] & -(long)fromSecond));
            highest = T.Max(highest, difference);
            lowest = T.Min(lowest, difference);
            i += fromFirst;
            j += fromSecond;
        }

        return T.Max(highest, -lowest);
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
