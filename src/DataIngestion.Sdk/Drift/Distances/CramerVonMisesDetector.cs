using System.Numerics;
using MathNet.Numerics;

namespace DataIngestion.Drift;

internal sealed class CramerVonMisesDetector(DriftTestOptions options) : ExactNumericDetector(options)
{
    private const long LargestExactSample = 20;

    public override string Name => "cramer_von_mises";

    protected override DriftStatistic Compare(NumericProfile reference, NumericProfile current)
    {
        PooledSamples pooled = PooledSamples.Of(reference, current);
        (double n, double m) = (pooled.ReferenceCount, pooled.CurrentCount);
        double ranks = SquaredRanks(pooled);
        double statistic = (ranks / (n * m * (n + m))) - (((4 * n * m) - 1) / (6 * (n + m)));
        double p = Math.Max(n, m) <= LargestExactSample ? ExactPValue(ranks, (int)n, (int)m) : AsymptoticPValue(statistic, n, m);
        return Statistic(statistic, p, pooled.GreatestDistance(), pooled);
    }

    /// <summary>Anderson's (1962) criterion with mid-ranks: n Σ (r_i − i)² + m Σ (s_j − j)².</summary>
    internal static double SquaredRanks(PooledSamples pooled)
    {
        (double first, double second) = (0, 0);
        (long before, long firstBefore, long secondBefore) = (0, 0, 0);
        for (int at = 0; at < pooled.Values.Length; at++)
        {
            long ties = pooled.Reference[at] + pooled.Current[at];
            double rank = before + ((ties + 1) / 2.0);
            first += SumOfSquares(rank - firstBefore, pooled.Reference[at]);
            second += SumOfSquares(rank - secondBefore, pooled.Current[at]);
            (before, firstBefore, secondBefore) = (before + ties, firstBefore + pooled.Reference[at], secondBefore + pooled.Current[at]);
        }

        return (pooled.ReferenceCount * first) + (pooled.CurrentCount * second);
    }

    /// <summary>Anderson's moments and the limiting law.</summary>
    internal static double AsymptoticPValue(double statistic, double n, double m)
    {
        (double k, double all) = (n * m, n + m);
        double expectation = (1 + (1 / all)) / 6;
        double variance = (all + 1) * ((4 * k * all) - (3 * ((n * n) + (m * m))) - (2 * k)) / (45 * all * all * 4 * k);
        double scaled = (1.0 / 6) + ((statistic - expectation) / Math.Sqrt(45 * variance));
        return scaled < 0.003 ? 1 : Math.Max(0, 1 - LimitingProbability(scaled));
    }

    // The chance of a criterion as large among all ways to choose n of n + m ranks (Xiao, Gordon and Yakovlev 2006).
    internal static double ExactPValue(double ranks, int n, int m)
    {
        BigInteger common = BigInteger.Divide((BigInteger)n * m, BigInteger.GreatestCommonDivisor(n, m));
        (long a, long b) = ((long)(common / n), (long)(common / m));
        double product = (double)n * m;
        double bound = Math.Floor((double)common * (double)common * (n + m) * ((6 * ranks) - (product * ((4 * product) - 1))) / (6 * product * product));
        List<Dictionary<long, double>> row = [new() { [0] = 1 }, .. Enumerable.Range(0, n).Select(_ => new Dictionary<long, double>())];
        for (int u = 0; u <= m; u++)
        {
            Dictionary<long, double> left = [];
            for (int v = 0; v <= n; v++)
            {
                long step = (a * v) - (b * u);
                left = Shifted(left, row[v], step * step);
                row[v] = left;
            }
        }

        return row[n].Where(entry => entry.Key >= bound).Sum(entry => entry.Value) / row[n].Values.Sum();
    }

    private static Dictionary<long, double> Shifted(Dictionary<long, double> first, Dictionary<long, double> second, long step)
    {
        Dictionary<long, double> sum = [];
        foreach ((long value, double ways) in first.Concat(second))
        {
            sum[value + step] = sum.GetValueOrDefault(value + step) + ways;
        }

        return sum;
    }

    // Σ (offset − i)² for i from 1 to count.
    private static double SumOfSquares(double offset, long count)
    {
        double c = count;
        return (c * offset * offset) - (offset * c * (c + 1)) + (c * (c + 1) * ((2 * c) + 1) / 6);
    }

    // Anderson and Darling (1952), equation 4.35. The series ends where scipy's does, so that p-values agree; those far below 1e-7 come out too large.
    private static double LimitingProbability(double x)
    {
        double sum = 0;
        for (int k = 0; ; k++)
        {
            double y = (4 * k) + 1;
            double q = y * y / (16 * x);
            double factor = Math.Exp(SpecialFunctions.GammaLn(k + 0.5) - SpecialFunctions.GammaLn(k + 1)) / (Math.Pow(Math.PI, 1.5) * Math.Sqrt(x));
            double term = factor * Math.Sqrt(y) * Math.Exp(-2 * q) * SpecialFunctions.BesselKScaled(0.25, q);
            sum += term;
            if (Math.Abs(term) < 1e-7)
            {
                return sum;
            }
        }
    }
}
