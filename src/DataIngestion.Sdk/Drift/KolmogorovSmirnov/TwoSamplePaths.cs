namespace DataIngestion.Drift;

/// <summary>The exact null law of the two-sample statistic without ties: all lattice paths from (0, 0) to (n, m) are equally likely.</summary>
internal static class TwoSamplePaths
{
    private const double LargestWork = 2e9;
    private const long LargestEqualSample = 10_000_000;

    /// <summary>P(D ≥ d), or <see langword="null"/> when counting would take too long.</summary>
    public static double? PValue(KolmogorovSmirnovDistance distance)
    {
        if (distance.Steps == 0)
        {
            return 1;
        }

        (long n, long m) = (Math.Max(distance.FirstCount, distance.SecondCount), Math.Min(distance.FirstCount, distance.SecondCount));
        if (n == m)
        {
            return n <= LargestEqualSample ? EqualSizes(n, (long)distance.Steps) : null;
        }

        return (double)n * m * Math.Min(1, 2 * distance.Value) <= LargestWork && m < int.MaxValue
            ? Outside(n, (int)m, distance.Divisor, (long)distance.Steps)
            : null;
    }

    // Reflection principle: 2 Σ (−1)^(i−1) C(2n, n − i·h) / C(2n, n), nested so that every factor is a ratio below one.
    private static double EqualSizes(long n, long h)
    {
        double p = 0;
        for (long k = (n / h) - 1; k >= 0; k--)
        {
            double ratio = 1;
            for (long j = k * h; j < (k + 1) * h && ratio > 0; j++)
            {
                ratio *= (n - j) / (double)(n + j + 1);
            }

            p = ratio * (1 - p);
        }

        return Math.Clamp(2 * p, 0, 1);
    }

    // The share of the paths to (i, j) that have left the band |i/n − j/m| < d. A path comes to (i, j) from the left with probability i/(i+j),
    // so only positive terms are added and small probabilities keep their digits.
    private static double Outside(long n, int m, long divisor, long h)
    {
        long step = m / divisor;
        long unit = n / divisor;
        double[] left = new double[m + 1];
        Array.Fill(left, 1.0);
        left.AsSpan(0, (int)Math.Min(m, (h - 1) / unit) + 1).Clear();
        for (long i = 1; i <= n; i++)
        {
            long low = Math.Max(0, FloorDivide((i * step) - h, unit) + 1);
            long high = Math.Min(m, ((i * step) + h - 1) / unit);
            if (low > high)
            {
                return 1;
            }

            double below = low == 0 ? 0 : 1;
            for (long j = low; j <= high; j++)
            {
                // The reciprocal does not wait for the value before it, the chain of dependent operations does.
                double inverse = 1.0 / (i + j);
                below = Math.FusedMultiplyAdd(below, j * inverse, left[j] * (i * inverse));
                left[j] = below;
            }
        }

        return Math.Clamp(left[m], 0, 1);
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
